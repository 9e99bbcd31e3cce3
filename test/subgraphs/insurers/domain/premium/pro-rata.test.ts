import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { daysBetween, proRataPremium } from '../../../../../subgraphs/insurers/domain/premium/pro-rata.ts';

const YEAR = { startsOn: '2025-01-01', endsBefore: '2026-01-01' };
const LEAP_YEAR = { startsOn: '2024-01-01', endsBefore: '2025-01-01' };

describe('the premium of a member added in mid-term', () => {
  it.each([
    ['2025-01-01', 365_000n], ['2025-01-02', 364_000n], ['2025-12-31', 1_000n], ['2025-03-01', 306_000n],
  ])('from %s is %d of 365,000', (effectiveDate, premium) => {
    expect(proRataPremium(365_000n, effectiveDate, YEAR)).toBe(premium);
  });

  it('counts the leap day', () => {
    expect(proRataPremium(366_000n, '2024-03-01', LEAP_YEAR)).toBe(306_000n);
    expect(proRataPremium(366_000n, '2024-01-01', LEAP_YEAR)).toBe(366_000n);
  });

  it.each(['2024-12-31', '2026-01-01', '2025-02-30', '2025-2-3', ''])('refuses the effective date %j', (effectiveDate) => {
    expect(() => proRataPremium(365_000n, effectiveDate, YEAR)).toThrow(RangeError);
  });

  it('is the days left of the exact premium, to within half a halala', () => {
    fc.assert(fc.property(fc.bigInt(0n, 10n ** 9n), fc.integer({ min: 1, max: 364 }), (annual, day) => {
      const split = new Date(Date.UTC(2025, 0, 1 + day)).toISOString().slice(0, 10);
      expect(daysBetween(YEAR.startsOn, split)).toBe(day);
      const left = proRataPremium(annual, split, YEAR);
      const twiceError = 2n * (left * 365n - annual * BigInt(365 - day));
      expect(twiceError <= 365n && twiceError >= -365n).toBe(true);
    }));
  });
});
