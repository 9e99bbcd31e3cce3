import { coverageOf, eligibilityOf } from './coverage.ts';
import { preAuthorizationOf } from './pre-authorization.ts';
import type { QueryResolvers } from './types.generated.ts';

export const QUERIES: QueryResolvers = {
  memberEligibility: async (_parent, { insurerId, coverageId, on }, context) => {
    const cover = await coverageOf(insurerId, coverageId, context.load);
    return cover === null ? null : eligibilityOf(cover, on, context);
  },
  preAuthorization: (_parent, { insurerId, id }, { load }) => preAuthorizationOf(insurerId, id, load),
};
