import type { BidPolicyClass, BidRate } from '../../../../schema/contracts/bid-body.ts';
import { BID_SEXES, BID_STATUSES, RATE_BANDS } from '../../../../schema/contracts/bid-body.ts';
import type { BidTerms } from '../../../../subgraphs/associations/domain/procurement/opened-bid.ts';
import { formatAmount } from '../../../../subgraphs/kit/money.ts';

/** Every cell of these classes, rising with age, by a whole number of halalas. */
export function ratesOf(base: number, classes: readonly BidPolicyClass[] = ['A', 'B']): BidRate[] {
  return classes.flatMap((policyClass, place) => BID_STATUSES.flatMap((status) => BID_SEXES.flatMap((sex, sexPlace) =>
    RATE_BANDS.map(([ageFrom, ageTo], band) => ({
      policyClass, status, sex, ageFrom, ageTo,
      annualPremium: formatAmount(BigInt(base + 10_000 * band + 5_000 * sexPlace - 20_000 * place)),
    })))));
}

/** A lawful bid; `base` in halalas is the rate of the youngest man of class A. Alone, everyone pays 20 % more. */
export function bidTerms(base: number, change: Partial<BidTerms> = {}): BidTerms {
  return {
    rates: ratesOf(base),
    loadings: { expenseBasisPoints: 1_300, riskMarginBasisPoints: 200, bookDiscountBasisPoints: 0 },
    benefits: [
      { code: 'ANNUAL_LIMIT', kind: 'LIMIT', value: '1500000.00' },
      { code: 'MATERNITY', kind: 'LIMIT', value: '15000.00' },
      { code: 'OUTPATIENT_COPAY', kind: 'COPAY_PERCENT', value: '10' },
    ],
    networkSize: 120,
    serviceLevelBasisPoints: 9_500,
    standaloneQuotes: [[1, 9], [10, 49], [50, 199]].map(([livesFrom = 0, livesTo = 0]) => ({
      livesFrom,
      livesTo,
      rates: ratesOf(Math.round(base * 1.2)),
      loadings: { expenseBasisPoints: 2_500, riskMarginBasisPoints: 500, bookDiscountBasisPoints: 0 },
    })),
    ...change,
  };
}
