import { describe, expect, it } from '@jest/globals';

import { rateTableOf } from '../../../../../subgraphs/associations/domain/procurement/rate-table.ts';
import type { StandAloneQuote } from '../../../../../subgraphs/associations/domain/procurement/stand-alone-quote.ts';
import { groupSizeOf, standAloneBill } from '../../../../../subgraphs/associations/domain/procurement/stand-alone-quote.ts';
import { risingRates, row } from './pool-arbitrary.ts';

const loadings = { expenseLoadBp: 2_000, riskMarginBp: 500, bookDiscountBp: 0 };
const small: StandAloneQuote = { groupSize: '1-9', rates: rateTableOf(risingRates(['A'], 500_000n)), loadings };
const medium: StandAloneQuote = { groupSize: '10-49', rates: rateTableOf(risingRates(['A'], 400_000n)), loadings };

describe('a stand-alone quote', () => {
  it.each([[1, '1-9'], [9, '1-9'], [10, '10-49'], [49, '10-49'], [50, '50-199'], [199, '50-199'], [200, '200+']])(
    'of %d lives is that of size %s', (lives, size) => {
      expect(groupSizeOf(lives)).toBe(size);
    });

  it('takes the size from all lives of the association', () => {
    expect(standAloneBill([row('alif', '0-17', 9)], [small, medium])?.amount).toBe(9n * 500_000n);
    expect(standAloneBill([row('alif', '0-17', 5), row('alif', '18-24', 5)], [small, medium])?.amount)
      .toBe(5n * 400_000n + 5n * 407_919n);
  });

  it('is none for a size, a class or a group that was not quoted', () => {
    expect(standAloneBill([row('alif', '0-17', 50)], [small, medium])).toBeNull();
    expect(standAloneBill([row('alif', '0-17', 5), row('alif', '0-17', 1, { policyClass: 'VIP' })], [small, medium])).toBeNull();
    expect(standAloneBill([row('alif', '0-17', 0)], [small, medium])).toBeNull();
  });
});
