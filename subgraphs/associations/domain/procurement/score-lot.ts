import { apportion, multiplyByRatio } from '../../../kit/money.ts';
import type { BidEvaluation, CriterionScore } from './award.ts';
import type { AwardCriterion, RankedBid } from './evaluation.ts';
import { FULL_MARKS, rankBids } from './evaluation.ts';

export interface Scored {
  readonly bidId: string;
  readonly rank: number;
  readonly total: number;
  readonly scores: readonly CriterionScore[];
}

const FULL_POINTS = 10_000n;

/**
 * Scores a lot's qualified bids, best first. Ranks come from the exact marks; the points people see are rounded to
 * 10000, and a bid's weighted points are shared out so that they add up to its total.
 * @throws RangeError when a qualified bid has no list bill, or the criteria do not hold.
 */
export function scoreLot(evaluations: readonly BidEvaluation[], criteria: readonly AwardCriterion[]): Scored[] {
  const qualified = evaluations.filter((each) => each.qualified === true).map((each) => {
    if (each.listBill === null) throw new RangeError('a qualified bid has no list bill');
    const { BENEFITS, NETWORK, SERVICE_LEVEL } = each.quality;
    return {
      bidId: each.bidId,
      sealedAt: each.sealedAt.toISOString(),
      price: each.listBill,
      quality: { BENEFITS: BigInt(BENEFITS), NETWORK: BigInt(NETWORK), SERVICE_LEVEL: BigInt(SERVICE_LEVEL) },
    };
  });
  return rankBids(qualified, criteria).map(shownOf);
}

function shownOf({ bidId, rank, score, parts }: RankedBid): Scored {
  const total = points(score);
  const weighted = apportion(total, parts.map((part) => part.weighted));
  return {
    bidId,
    rank,
    total: Number(total),
    scores: parts.map(({ code, marks }, place) => ({ code, points: Number(points(marks)), weighted: Number(weighted[place] ?? 0n) })),
  };
}

function points(marks: bigint): bigint {
  return multiplyByRatio(marks, FULL_POINTS, FULL_MARKS);
}
