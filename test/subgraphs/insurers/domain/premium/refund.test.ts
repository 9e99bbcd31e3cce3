import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { refundOnDeletion } from '../../../../../subgraphs/insurers/domain/premium/refund.ts';

const PREMIUM = 300_000n;

describe('the refund on deletion (E14)', () => {
  it('of 3,000 SAR with 200 days left is 1,642.71', () => {
    expect(refundOnDeletion({ annualPremium: PREMIUM, claimsPaid: 0n, remainingDays: 200 })).toEqual({ kind: 'DUE', amount: 164_271n });
  });

  it('is due up to claims of 75 % of the premium, and not a halala beyond', () => {
    expect(refundOnDeletion({ annualPremium: PREMIUM, claimsPaid: 225_000n, remainingDays: 200 }).kind).toBe('DUE');
    expect(refundOnDeletion({ annualPremium: PREMIUM, claimsPaid: 225_001n, remainingDays: 200 }))
      .toEqual({ kind: 'CLAIMS_ABOVE_CEILING', amount: 0n });
  });

  it('follows the rule it is given', () => {
    const rule = { yearInHundredthsOfDays: 36_500, claimsCeilingBasisPoints: 5_000 };
    expect(refundOnDeletion({ annualPremium: PREMIUM, claimsPaid: 0n, remainingDays: 73 }, rule).amount).toBe(60_000n);
    expect(refundOnDeletion({ annualPremium: PREMIUM, claimsPaid: 150_001n, remainingDays: 73 }, rule).amount).toBe(0n);
  });

  it('grows with the days, starts at nothing and never exceeds the premium', () => {
    fc.assert(fc.property(fc.bigInt(0n, 10n ** 9n), fc.nat(800), fc.nat(800), (annualPremium, one, two) => {
      const amount = (remainingDays: number): bigint => refundOnDeletion({ annualPremium, claimsPaid: 0n, remainingDays }).amount;
      expect(amount(Math.min(one, two)) <= amount(Math.max(one, two))).toBe(true);
      expect(amount(0)).toBe(0n);
      expect(amount(one) <= annualPremium).toBe(true);
    }));
    expect(refundOnDeletion({ annualPremium: PREMIUM, claimsPaid: 0n, remainingDays: 366 }).amount).toBe(PREMIUM);
  });

  it.each([
    { annualPremium: -1n, claimsPaid: 0n, remainingDays: 1 }, { annualPremium: 1n, claimsPaid: -1n, remainingDays: 1 },
    { annualPremium: 1n, claimsPaid: 0n, remainingDays: -1 }, { annualPremium: 1n, claimsPaid: 0n, remainingDays: 0.5 },
  ])('refuses what makes no sense', (deletion) => {
    expect(() => refundOnDeletion(deletion)).toThrow(RangeError);
  });
});
