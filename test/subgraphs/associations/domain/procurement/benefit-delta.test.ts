import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import type { Benefit, BenefitKind } from '../../../../../subgraphs/associations/domain/procurement/benefit-delta.ts';
import { benefitProblems, compareBenefits } from '../../../../../subgraphs/associations/domain/procurement/benefit-delta.ts';

const minimum: Benefit[] = [
  { code: 'MATERNITY', kind: 'LIMIT', value: 1_500_000n },
  { code: 'OUTPATIENT_COPAY', kind: 'COPAY_PERCENT', value: 2_000n },
  { code: 'OUTPATIENT_COPAY_MAX', kind: 'COPAY_MAX', value: 7_500n },
  { code: 'PROVIDERS', kind: 'NETWORK_SIZE', value: 100n },
  { code: 'FOLLOW_UP_FREE', kind: 'FLAG', value: 1n },
];

function offer(changes: Record<string, bigint | null>, more: readonly Benefit[] = []): Benefit[] {
  const kept = minimum.flatMap((benefit) => {
    const value = changes[benefit.code] === undefined ? benefit.value : changes[benefit.code];
    return value === null || value === undefined ? [] : [{ ...benefit, value }];
  });
  return [...kept, ...more];
}

function verdicts(offered: readonly Benefit[]): Record<string, string> {
  return Object.fromEntries(compareBenefits(minimum, offered).lines.map((line) => [line.code, line.verdict]));
}

describe('benefits against the minimum', () => {
  it('the minimum itself is lawful, and equal in every line', () => {
    const delta = compareBenefits(minimum, minimum);
    expect(delta.lawful).toBe(true);
    expect(new Set(delta.lines.map((line) => line.verdict))).toEqual(new Set(['EQUAL']));
    expect(delta.lines.every((line) => line.difference === 0n)).toBe(true);
  });

  it('knows which direction is better', () => {
    const better = { MATERNITY: 2_000_000n, OUTPATIENT_COPAY: 1_000n, OUTPATIENT_COPAY_MAX: 0n, PROVIDERS: 101n };
    expect(verdicts(offer(better))).toEqual({
      MATERNITY: 'BETTER', OUTPATIENT_COPAY: 'BETTER', OUTPATIENT_COPAY_MAX: 'BETTER', PROVIDERS: 'BETTER', FOLLOW_UP_FREE: 'EQUAL',
    });
    const worse = { MATERNITY: 1n, OUTPATIENT_COPAY: 2_001n, OUTPATIENT_COPAY_MAX: 7_501n, PROVIDERS: 99n, FOLLOW_UP_FREE: 0n };
    expect(new Set(Object.values(verdicts(offer(worse))))).toEqual(new Set(['WORSE']));
  });

  it.each([
    ['left out', offer({ MATERNITY: null })],
    ['said twice', offer({}, [{ code: 'MATERNITY', kind: 'LIMIT', value: 9_000_000n }])],
    ['in another kind', offer({ MATERNITY: null }, [{ code: 'MATERNITY', kind: 'FLAG', value: 1n }])],
  ])('reads a benefit that is %s as missing', (_how, offered) => {
    const delta = compareBenefits(minimum, offered);
    expect(delta.lines[0]).toMatchObject({ code: 'MATERNITY', verdict: 'MISSING', offered: null, difference: null });
    expect(delta.lawful).toBe(false);
    expect(benefitProblems(delta)).toEqual([
      { code: 'BID_BELOW_MINIMUM', rule: 'B', values: { benefit: 'MATERNITY', minimum: '1500000', offered: '—' } }]);
  });

  it('one worse line makes the offer unlawful, however good the others', () => {
    const delta = compareBenefits(minimum, offer({ MATERNITY: 90_000_000n, PROVIDERS: 99n }));
    expect(delta.lawful).toBe(false);
    expect(benefitProblems(delta).map((problem) => problem.values.benefit)).toEqual(['PROVIDERS']);
  });

  it('beyond the minimum, cover is better and a share to pay is worse', () => {
    const eyes: Benefit = { code: 'LASER_EYE_SURGERY', kind: 'LIMIT', value: 500_000n };
    const share: Benefit = { code: 'INPATIENT_COPAY', kind: 'COPAY_PERCENT', value: 500n };
    expect(verdicts(offer({}, [eyes]))).toMatchObject({ LASER_EYE_SURGERY: 'BETTER' });
    expect(compareBenefits(minimum, offer({}, [eyes])).lawful).toBe(true);
    expect(verdicts(offer({}, [share]))).toMatchObject({ INPATIENT_COPAY: 'WORSE' });
  });
});

describe('generosity', () => {
  const of = (offered: readonly Benefit[], weights?: ReadonlyMap<string, bigint>): number =>
    compareBenefits(minimum, offered, weights).generosity;
  const maternityAlone = new Map([['MATERNITY', 3n]]);

  it('is 5000 at the minimum and 10000 at double the cover', () => {
    expect(of(minimum, maternityAlone)).toBe(5_000);
    expect(of(offer({ MATERNITY: 2_250_000n }), maternityAlone)).toBe(7_500);
    expect(of(offer({ MATERNITY: 9_000_000n }), maternityAlone)).toBe(10_000);
    expect(of(offer({ MATERNITY: null }), maternityAlone)).toBe(0);
    expect(of(offer({ OUTPATIENT_COPAY: 0n }), new Map([['OUTPATIENT_COPAY', 1n]]))).toBe(10_000);
    expect(of(offer({ OUTPATIENT_COPAY: 4_000n }), new Map([['OUTPATIENT_COPAY', 1n]]))).toBe(2_500);
  });

  it('weighs by benefit, and a weighted benefit that is not offered counts as zero', () => {
    expect(of(offer({ MATERNITY: 3_000_000n }), new Map([['MATERNITY', 3n], ['PROVIDERS', 1n]]))).toBe(8_750);
    expect(of(minimum, new Map([['MATERNITY', 1n], ['LASER_EYE_SURGERY', 1n]]))).toBe(2_500);
  });

  it('cannot be raised by trifles nobody weighs', () => {
    const trifle: Benefit = { code: 'FREE_PEN', kind: 'FLAG', value: 1n };
    expect(of(offer({}, [trifle]))).toBe(of(minimum));
  });

  it('stays within 0 and 10000, and never falls when a benefit gets better', () => {
    const kinds = fc.constantFrom<BenefitKind>('LIMIT', 'COPAY_PERCENT', 'COPAY_MAX', 'NETWORK_SIZE', 'FLAG');
    const value = fc.bigInt({ min: 0n, max: 50_000n });
    fc.assert(fc.property(kinds, value, value, value, (kind, floor, one, two) => {
      const at = (offered: bigint): number =>
        compareBenefits([{ code: 'X', kind, value: floor }], [{ code: 'X', kind, value: offered }]).generosity;
      const rising = kind.startsWith('COPAY') ? -1 : 1;
      const [low, high] = one < two ? [one, two] : [two, one];
      expect((at(high) - at(low)) * rising).toBeGreaterThanOrEqual(0);
      for (const each of [at(low), at(high)]) expect(each >= 0 && each <= 10_000).toBe(true);
    }));
  });
});
