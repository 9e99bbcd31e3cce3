import { isId } from '../../kit/identifier.ts';
import { associationsSeenBy, noticeGiven } from '../domain/procurement/viewer.ts';
import { one } from './one.ts';
import { hasSavings } from './savings-report.ts';
import type { AwardResolvers, EqualizationEntryResolvers } from './types.generated.ts';
import { viewerOf } from './viewer-of.ts';

export const Award: AwardResolvers = {
  __resolveReference: async ({ id }, { procurement }) => {
    const award = isId(id) ? await procurement.award.load(id) : null;
    return award !== null && noticeGiven(award) ? award : null;
  },
  insurer: ({ insurerId }) => ({ id: insurerId }),
  bid: ({ bidId }) => ({ id: bidId }),
  standstillEndsAt: ({ standstillEndsAt }) => standstillEndsAt?.toISOString() ?? null,
  frameworkAgreement: ({ id }, _args, { procurement }) => procurement.agreementOfAward.load(id),
  savings: (award) => (hasSavings(award) ? award : null),
  equalisation: async ({ id }, _args, { principal, procurement }) => {
    const seen = associationsSeenBy(viewerOf(principal));
    return seen === null ? [] : [...await procurement.awardSharesOf(seen === 'ALL' ? null : seen.id).load(id)];
  },
};

export const EqualizationEntry: EqualizationEntryResolvers = {
  association: async ({ associationId }, _args, { roster }) => one(await roster.association.load(associationId)),
};
