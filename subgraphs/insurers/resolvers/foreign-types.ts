import { connectionOf, pageRequest } from '../../kit/connection.ts';
import { isId } from '../../kit/identifier.ts';
import { ASSOCIATION_BILLING } from './billing/billing-fields.ts';
import type { AssociationResolvers, MemberResolvers, TenderResolvers } from './types.generated.ts';

/** Types of other houses that this one adds fields to; whether the thing exists is theirs to say. */
export const Association: AssociationResolvers = {
  ...ASSOCIATION_BILLING,
  __resolveReference: ({ id }) => ({ id }),
  policies: async ({ id }, args, { load }) => {
    const page = pageRequest(args);
    const policies = isId(id) ? await load.policiesOfAssociation(id, page) : [];
    return connectionOf(policies, page.first, (policy) => [policy.issuedAt.toISOString(), policy.id]);
  },
};

export const Member: MemberResolvers = {
  __resolveReference: ({ id }) => ({ id }),
  coverages: async ({ id }, { on }, { load }) => (isId(id) ? [...(await load.coveragesOfMember(id, on ?? null))] : []),
};

export const Tender: TenderResolvers = {
  __resolveReference: ({ id }) => ({ id }),
  bids: async ({ id }, _args, { load }) => (isId(id) ? [...(await load.bidsOfTender.load(id))] : []),
};
