import { describe, expect, it } from '@jest/globals';
import { awardable, lotsAreDecided, whyUnsuccessful } from '../../../../../subgraphs/associations/domain/procurement/lot-unsuccessful.ts';

const bid = (qualified: boolean | null, listBill: bigint | null) => ({ qualified, listBill });

describe('a lot without an award', () => {
  it.each([
    ['bids enough', [bid(true, 5n), bid(true, 6n)], null],
    ['bids enough, and one that did not qualify', [bid(true, 5n), bid(true, 6n), bid(false, 1n)], null],
    ['no bid', [], { reason: 'TOO_FEW_QUALIFIED_BIDS', qualifiedBids: 0 }],
    ['one that qualified', [bid(true, 5n), bid(false, 6n)], { reason: 'TOO_FEW_QUALIFIED_BIDS', qualifiedBids: 1 }],
    ['one whose bill could not be computed', [bid(true, 5n), bid(true, null)], { reason: 'TOO_FEW_QUALIFIED_BIDS', qualifiedBids: 1 }],
    ['nobody to price', [bid(true, 0n), bid(true, 0n)], { reason: 'NO_LIVES', qualifiedBids: 2 }],
    ['nobody to price and too few to do it', [bid(true, 0n)], { reason: 'TOO_FEW_QUALIFIED_BIDS', qualifiedBids: 0 }],
  ])('says why: %s', (_what, bids, expected) => {
    expect(whyUnsuccessful(bids, 2)).toEqual(expected === null ? null : { ...expected, minimumBids: 2 });
    expect(awardable(bids).length >= 2).toBe(expected === null);
  });

  it('is known from the notice on, and not while it is evaluated anew', () => {
    expect(lotsAreDecided({ state: 'STANDSTILL', standstillEndsAt: new Date(0) })).toBe(true);
    expect(lotsAreDecided({ state: 'EVALUATION', standstillEndsAt: new Date(0) })).toBe(false);
    expect(lotsAreDecided({ state: 'UNSUCCESSFUL', standstillEndsAt: null })).toBe(false);
  });
});
