import { multiplyByRatio } from '../../../kit/money.ts';

/** Rule E14 as data: the year in hundredths of a day (36525 is 365.25), and the claims up to which a refund is due. */
export interface RefundRule {
  readonly yearInHundredthsOfDays: number;
  readonly claimsCeilingBasisPoints: number;
}

export const REFUND_RULE: RefundRule = { yearInHundredthsOfDays: 36_525, claimsCeilingBasisPoints: 7_500 };

/** One deleted member: halalas before VAT, and whole days from the day cover ends to the end of the term. */
export interface Deletion {
  readonly annualPremium: bigint;
  readonly claimsPaid: bigint;
  readonly remainingDays: number;
}

export type Refund =
  | { readonly kind: 'DUE'; readonly amount: bigint }
  | { readonly kind: 'CLAIMS_ABOVE_CEILING'; readonly amount: 0n };

/**
 * annual ÷ 365.25 × remaining days, rounded half to even, when the member's claims are at most 75 % of the annual
 * premium; nothing otherwise. Never more than the annual premium, which 366 days of a leap year would exceed.
 * @throws RangeError when the premium, the claims or the days are below zero.
 */
export function refundOnDeletion(deletion: Deletion, rule: RefundRule = REFUND_RULE): Refund {
  const { annualPremium, claimsPaid, remainingDays } = deletion;
  if (annualPremium < 0n || claimsPaid < 0n) throw new RangeError('a premium or claims below zero');
  if (!Number.isSafeInteger(remainingDays) || remainingDays < 0) throw new RangeError('days are whole, from 0');
  if (claimsPaid * 10_000n > annualPremium * BigInt(rule.claimsCeilingBasisPoints)) {
    return { kind: 'CLAIMS_ABOVE_CEILING', amount: 0n };
  }
  const amount = multiplyByRatio(annualPremium, BigInt(remainingDays) * 100n, BigInt(rule.yearInHundredthsOfDays));
  return { kind: 'DUE', amount: amount < annualPremium ? amount : annualPremium };
}
