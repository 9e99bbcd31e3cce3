import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { abnormallyLow } from '../../../../../subgraphs/associations/domain/procurement/abnormally-low.ts';

function priced(...prices: bigint[]): { bidId: string; price: bigint }[] {
  return prices.map((price, place) => ({ bidId: `bid-${place + 1}`, price }));
}

function grounds(...prices: bigint[]): Record<string, readonly string[]> {
  return Object.fromEntries(abnormallyLow(priced(...prices)).map((low) => [low.bidId, low.grounds]));
}

describe('abnormally low bids', () => {
  it('are 40 % below the mean of the others, to the halala', () => {
    expect(grounds(60n, 80n, 120n)).toEqual({ 'bid-1': ['BELOW_MEAN_OF_OTHERS'], 'bid-2': ['BELOW_NEXT'] });
    expect(grounds(6_001n, 8_500n, 11_500n)).toEqual({});
    expect(grounds(6_000n, 8_500n, 11_500n)).toEqual({ 'bid-1': ['BELOW_MEAN_OF_OTHERS'] });
    expect(grounds(600n, 1_000n, 1_003n)).toEqual({ 'bid-1': ['BELOW_MEAN_OF_OTHERS', 'BELOW_NEXT'] });
  });

  it('or 30 % below the next', () => {
    expect(grounds(700n, 1_000n)).toEqual({ 'bid-1': ['BELOW_NEXT'] });
    expect(grounds(701n, 1_000n)).toEqual({});
  });

  it('need another bid to be below', () => {
    expect(grounds(1n)).toEqual({});
    expect(grounds()).toEqual({});
    expect(grounds(500n, 500n)).toEqual({});
  });

  it('follow the limits they are given', () => {
    expect(abnormallyLow(priced(940n, 1_000n), { belowMeanOfOthers: 9_000, belowNext: 500 })).toEqual([
      { bidId: 'bid-1', code: 'BID_ABNORMALLY_LOW', rule: 'G12', grounds: ['BELOW_NEXT'] }]);
  });

  it('never include the dearest, and do not depend on the order', () => {
    const prices = fc.array(fc.bigInt({ min: 1n, max: 1_000n }), { minLength: 1, maxLength: 10 });
    fc.assert(fc.property(prices, (each) => {
      const bids = priced(...each);
      const low = abnormallyLow(bids);
      const dearest = each.reduce((most, price) => (price > most ? price : most));
      const flagged = bids.filter((bid) => low.some((one) => one.bidId === bid.bidId));
      expect(flagged.every((bid) => bid.price < dearest)).toBe(true);
      expect(abnormallyLow([...bids].reverse())).toEqual(low);
    }));
  });
});
