import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { BidEvaluation } from '../../../../../subgraphs/associations/domain/procurement/award.ts';
import type { AwardCriterion } from '../../../../../subgraphs/associations/domain/procurement/evaluation.ts';
import { scoreLot } from '../../../../../subgraphs/associations/domain/procurement/score-lot.ts';

const CRITERIA: AwardCriterion[] = [
  { code: 'PRICE', weightBasisPoints: 3_333 }, { code: 'BENEFITS', weightBasisPoints: 3_333 },
  { code: 'NETWORK', weightBasisPoints: 1_667 }, { code: 'SERVICE_LEVEL', weightBasisPoints: 1_667 },
];

function evaluation(bidId: string, listBill: bigint | null, quality: readonly [number, number, number] = [5_000, 100, 9_000], qualified: boolean | null = true): BidEvaluation {
  const [benefits, network, serviceLevel] = quality;
  return {
    tenderId: 't', lotId: 'l', bidId, insurerId: `insurer of ${bidId}`, sealedAt: new Date(0), qualified, reasons: [], listBill, abnormallyLow: false, benefitDelta: [],
    quality: { BENEFITS: `${benefits}`, NETWORK: `${network}`, SERVICE_LEVEL: `${serviceLevel}` }, terms: null, accreditationFact: null, scores: [], total: null, rank: null,
  };
}

describe('scoreLot', () => {
  it('scores qualified bids alone, best first', () => {
    const scored = scoreLot([evaluation('dear', 200n), evaluation('out', 1n, undefined, false), evaluation('open', 1n, undefined, null), evaluation('cheap', 100n)], CRITERIA);
    expect(scored.map(({ bidId, rank, total }) => [bidId, rank, total])).toEqual([['cheap', 1, 10_000], ['dear', 2, 8_334]]);
    expect(scored[1]?.scores[0]).toEqual({ code: 'PRICE', points: 5_000, weighted: 1_667 });
  });

  it('shows points that add up to a total which never stands against the rank', () => {
    const bid = fc.tuple(fc.bigInt({ min: 1n, max: 10n ** 12n }), fc.tuple(fc.nat(10_000), fc.nat(500), fc.nat(10_000)));
    fc.assert(fc.property(fc.array(bid, { minLength: 1, maxLength: 8 }), (bids) => {
      const scored = scoreLot(bids.map(([price, quality], place) => evaluation(`bid-${place}`, price, quality)), CRITERIA);
      for (const [place, { scores, total, rank }] of scored.entries()) {
        expect(rank).toBe(place + 1);
        expect(scores.reduce((sum, { weighted }) => sum + weighted, 0)).toBe(total);
        expect(total).toBeLessThanOrEqual(scored[place - 1]?.total ?? 10_000);
      }
    }));
  });

  it('cannot score a qualified bid without a bill', () => {
    expect(() => scoreLot([evaluation('holed', null)], CRITERIA)).toThrow(RangeError);
  });
});
