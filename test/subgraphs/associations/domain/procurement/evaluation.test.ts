import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import type { AwardCriterion, ScorableBid } from '../../../../../subgraphs/associations/domain/procurement/evaluation.ts';
import { checkCriteria, FULL_MARKS, rankBids } from '../../../../../subgraphs/associations/domain/procurement/evaluation.ts';

const CRITERIA: AwardCriterion[] = [
  { code: 'PRICE', weightBasisPoints: 6_000 },
  { code: 'BENEFITS', weightBasisPoints: 2_000 },
  { code: 'NETWORK', weightBasisPoints: 1_500 },
  { code: 'SERVICE_LEVEL', weightBasisPoints: 500 },
];

function bid(bidId: string, price: bigint, rest: Partial<ScorableBid> = {}): ScorableBid {
  return { bidId, price, sealedAt: '2025-03-01T09:00:00Z', quality: { BENEFITS: 5_000n, NETWORK: 100n, SERVICE_LEVEL: 9_000n }, ...rest };
}

const bids: fc.Arbitrary<ScorableBid[]> = fc.uniqueArray(fc.record({
  bidId: fc.uuid(),
  price: fc.bigInt({ min: 1n, max: 20n }),
  sealedAt: fc.constantFrom('2025-03-01T09:00:00Z', '2025-03-01T09:00:00.500Z', '2025-03-01T12:00:00.000+03:00', '2025-03-02T00:00:00Z'),
  quality: fc.record({ BENEFITS: fc.bigInt(0n, 3n), NETWORK: fc.bigInt(0n, 3n), SERVICE_LEVEL: fc.bigInt(0n, 3n) }),
}), { selector: (each) => each.bidId, minLength: 1, maxLength: 12 });

describe('criteria', () => {
  it('pass when their weights are all of 10000', () => {
    expect(checkCriteria(CRITERIA)).toEqual([]);
    expect(checkCriteria([{ code: 'PRICE', weightBasisPoints: 10_000 }])).toEqual([]);
  });

  it.each([[[9_999]], [[]], [[10_500, -500]], [[10_000, 0]], [[5_000.5, 4_999.5]]])('refuse weights %j', (weights: number[]) => {
    const codes = ['PRICE', 'BENEFITS'] as const;
    const criteria = weights.map((weightBasisPoints, place) => ({ code: codes[place] ?? 'PRICE', weightBasisPoints }));
    expect(checkCriteria(criteria).map((problem) => problem.code)).toEqual(['CRITERIA_NOT_WHOLE']);
  });

  it('name a criterion once', () => {
    const halves = [{ code: 'PRICE', weightBasisPoints: 5_000 }, { code: 'PRICE', weightBasisPoints: 5_000 }] as const;
    expect(checkCriteria(halves)).toEqual([{ code: 'CRITERION_REPEATED', values: { criterion: 'PRICE' } }]);
    expect(() => rankBids([bid('a', 1n)], halves)).toThrow(RangeError);
  });
});

describe('scores', () => {
  it('are what one computes by hand', () => {
    const dear = bid('dear', 125n, { quality: { BENEFITS: 8_000n, NETWORK: 300n, SERVICE_LEVEL: 9_000n } });
    const cheap = bid('cheap', 100n, { quality: { BENEFITS: 6_000n, NETWORK: 100n, SERVICE_LEVEL: 0n } });
    const [first, second] = rankBids([cheap, dear], CRITERIA);
    expect(first).toMatchObject({ bidId: 'dear', rank: 1, score: 480_000n + 200_000n + 150_000n + 50_000n });
    expect(first?.parts[0]).toEqual({ code: 'PRICE', weightBasisPoints: 6_000, marks: 800_000n, weighted: 480_000n });
    expect(second).toMatchObject({ bidId: 'cheap', rank: 2, score: 600_000n + 150_000n + 50_000n + 0n });
  });

  it('break ties by price, then by the instant of sealing, then by id', () => {
    const qualityOnly: AwardCriterion[] = [{ code: 'BENEFITS', weightBasisPoints: 10_000 }];
    const ranked = rankBids([
      bid('z', 100n, { sealedAt: '2025-03-01T09:00:00.250Z' }),
      bid('b', 100n), bid('a', 100n, { sealedAt: '2025-03-01T12:00:00+03:00' }),
      bid('cheapest', 99n, { sealedAt: '2025-03-09T00:00:00Z' }),
    ], qualityOnly);
    expect(ranked.map((each) => each.bidId)).toEqual(['cheapest', 'a', 'b', 'z']);
    expect(ranked.map((each) => each.rank)).toEqual([1, 2, 3, 4]);
  });

  it('give full marks all round where no bid has any of a quality', () => {
    const none = { BENEFITS: 0n, NETWORK: 0n, SERVICE_LEVEL: 0n };
    const ranked = rankBids([bid('a', 100n, { quality: none }), bid('b', 200n, { quality: none })], CRITERIA);
    expect(ranked.map((each) => each.score)).toEqual([FULL_MARKS, FULL_MARKS - 300_000n]);
  });

  it('are refused for bids that cannot be scored', () => {
    expect(() => rankBids([bid('a', 0n)], CRITERIA)).toThrow(RangeError);
    expect(() => rankBids([bid('a', 1n, { quality: { BENEFITS: -1n, NETWORK: 1n, SERVICE_LEVEL: 1n } })], CRITERIA)).toThrow(RangeError);
    expect(() => rankBids([bid('a', 1n, { sealedAt: 'yesterday' })], CRITERIA)).toThrow(RangeError);
    expect(rankBids([], CRITERIA)).toEqual([]);
  });

  it('are the same in whatever order bids come, add up, and stay within full marks', () => {
    fc.assert(fc.property(bids, (each) => {
      const ranked = rankBids(each, CRITERIA);
      expect(rankBids([...each].reverse(), CRITERIA)).toEqual(ranked);
      expect(new Set(ranked.map((one) => one.bidId))).toEqual(new Set(each.map((one) => one.bidId)));
      ranked.forEach((one, place) => {
        expect(one.parts.reduce((sum, part) => sum + part.weighted, 0n)).toBe(one.score);
        expect(one.score >= 0n && one.score <= FULL_MARKS).toBe(true);
        expect(one.score <= (ranked[place - 1]?.score ?? FULL_MARKS)).toBe(true);
      });
    }));
  });

  it('never rank a bid higher for asking more', () => {
    fc.assert(fc.property(bids, fc.nat(), fc.bigInt(1n, 10n), (each, pick, more) => {
      const target = each[pick % each.length];
      fc.pre(target !== undefined);
      const rankOf = (all: readonly ScorableBid[]): number => rankBids(all, CRITERIA).findIndex((one) => one.bidId === target?.bidId);
      const dearer = each.map((one) => (one === target ? { ...one, price: one.price + more } : one));
      expect(rankOf(dearer)).toBeGreaterThanOrEqual(rankOf(each));
    }));
  });
});
