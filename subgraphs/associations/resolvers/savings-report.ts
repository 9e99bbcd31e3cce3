import type { Award } from '../domain/procurement/award.ts';
import { associationsSeenBy } from '../domain/procurement/viewer.ts';
import { one } from './one.ts';
import type { AssociationSavingsResolvers, SavingsReportResolvers } from './types.generated.ts';
import { viewerOf } from './viewer-of.ts';

export type AwardWithSavings = Award & { readonly savings: NonNullable<Award['savings']> };

export function hasSavings(award: Award): award is AwardWithSavings {
  return award.savings !== null;
}

export const SavingsReport: SavingsReportResolvers = {
  standalone: ({ savings }) => BigInt(savings.standAlone),
  pooled: ({ savings }) => BigInt(savings.listBill),
  saving: ({ savings }) => BigInt(savings.saving),
  savingBasisPoints: ({ savings }) => savings.savingBasisPoints,
  parts: ({ savings: { parts } }) => [
    { code: 'EXPENSE_LOAD', amount: BigInt(parts.expenseLoad) },
    { code: 'RISK_MARGIN', amount: BigInt(parts.riskMargin) },
    { code: 'BOOK_DISCOUNT', amount: BigInt(parts.bookDiscount) },
    { code: 'BENEFIT_CHANGE', amount: BigInt(parts.benefitChange) },
    { code: 'MIX', amount: BigInt(parts.mix) },
  ],
  associationsCounted: ({ savings }) => savings.counted,
  associationsNotCounted: ({ savings }) => savings.notCounted,
  worseOffCount: ({ savings }) => savings.worseOff,
  worstLoss: ({ savings }) => BigInt(savings.worstLoss),
  associations: async ({ id }, _args, { principal, procurement }) => {
    const seen = associationsSeenBy(viewerOf(principal));
    return seen === null ? [] : [...await procurement.awardSharesOf(seen === 'ALL' ? null : seen.id).load(id)];
  },
};

export const AssociationSavings: AssociationSavingsResolvers = {
  association: async ({ associationId }, _args, { roster }) => one(await roster.association.load(associationId)),
  standalone: ({ standAlone }) => standAlone,
  saving: ({ standAlone, listBill }) => (standAlone === null ? null : standAlone - listBill),
  worseOff: ({ standAlone, communityCharge }) => (standAlone === null ? null : communityCharge > standAlone),
};
