import { sumOf } from '../../../kit/money.ts';
import { compareText } from './compare-text.ts';

/** Rule G12, as parameters in basis points: a bid this far below must be justified by its bidder. */
export interface AbnormallyLowLimits {
  readonly belowMeanOfOthers: number;
  readonly belowNext: number;
}

export const ABNORMALLY_LOW_LIMITS: AbnormallyLowLimits = { belowMeanOfOthers: 4_000, belowNext: 3_000 };

export interface PricedBid {
  readonly bidId: string;
  readonly price: bigint;
}

/** Suspicion, not proof: the bid stays in until its bidder has been heard. */
export interface AbnormallyLowBid {
  readonly bidId: string;
  readonly code: 'BID_ABNORMALLY_LOW';
  readonly rule: 'G12';
  readonly grounds: readonly ('BELOW_MEAN_OF_OTHERS' | 'BELOW_NEXT')[];
}

/** Bids at or beyond a limit, cheapest first. "Next" is the next dearer bid; a single bid has nothing to be below. */
export function abnormallyLow(
  bids: readonly PricedBid[], limits: AbnormallyLowLimits = ABNORMALLY_LOW_LIMITS,
): AbnormallyLowBid[] {
  const byPrice = [...bids].sort((a, b) =>
    (a.price === b.price ? compareText(a.bidId, b.bidId) : a.price < b.price ? -1 : 1));
  const all = sumOf(byPrice.map((bid) => bid.price));
  const others = BigInt(byPrice.length - 1);
  return byPrice.flatMap((bid, place): AbnormallyLowBid[] => {
    const next = byPrice[place + 1];
    const grounds: AbnormallyLowBid['grounds'][number][] = [];
    // Both sides are multiplied by the number of others: a mean of halalas is rarely whole.
    if (others > 0n && isBelow(bid.price * others, all - bid.price, limits.belowMeanOfOthers)) {
      grounds.push('BELOW_MEAN_OF_OTHERS');
    }
    if (next !== undefined && isBelow(bid.price, next.price, limits.belowNext)) grounds.push('BELOW_NEXT');
    return grounds.length === 0 ? [] : [{ bidId: bid.bidId, code: 'BID_ABNORMALLY_LOW', rule: 'G12', grounds }];
  });
}

function isBelow(amount: bigint, reference: bigint, basisPoints: number): boolean {
  return amount * 10_000n <= reference * BigInt(10_000 - basisPoints);
}
