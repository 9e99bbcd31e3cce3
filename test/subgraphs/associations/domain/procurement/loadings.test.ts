import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { checkLoadings, takeApart } from '../../../../../subgraphs/associations/domain/procurement/loadings.ts';

describe('loadings', () => {
  it('take a bill apart into what it is made of', () => {
    expect(takeApart(100_000n, { expenseLoadBp: 2_000, riskMarginBp: 500, bookDiscountBp: 2_500 })).toEqual({
      expense: 20_000n, riskMargin: 5_000n, book: 100_000n, discount: 25_000n,
    });
  });

  it('lose no halala', () => {
    const part = fc.nat(4_999);
    fc.assert(fc.property(fc.bigInt(0n, 10n ** 15n), part, part, part, (amount, expenseLoadBp, riskMarginBp, bookDiscountBp) => {
      const bill = takeApart(amount, { expenseLoadBp, riskMarginBp, bookDiscountBp });
      expect(bill.expense + bill.riskMargin + bill.book - bill.discount).toBe(amount);
      expect(bill.discount >= 0n).toBe(true);
    }));
  });

  it.each([
    { expenseLoadBp: 6_000, riskMarginBp: 4_000, bookDiscountBp: 0 }, { expenseLoadBp: -1, riskMarginBp: 0, bookDiscountBp: 0 },
    { expenseLoadBp: 0, riskMarginBp: 0, bookDiscountBp: 10_000 }, { expenseLoadBp: 0.5, riskMarginBp: 0, bookDiscountBp: 0 },
  ])('that describe no price are refused: %j', (loadings) => {
    expect(checkLoadings(loadings, '1-9')).toEqual([{ code: 'BID_LOADINGS_INVALID', rule: 'G02', values: { table: '1-9' } }]);
    expect(() => takeApart(1n, loadings)).toThrow(RangeError);
  });

  it('that describe one pass', () => {
    expect(checkLoadings({ expenseLoadBp: 5_000, riskMarginBp: 4_999, bookDiscountBp: 9_999 }, 'pool')).toEqual([]);
  });
});
