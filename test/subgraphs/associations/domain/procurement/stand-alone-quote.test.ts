import { describe, expect, it } from '@jest/globals';

import { rateTableOf } from '../../../../../subgraphs/associations/domain/procurement/rate-table.ts';
import type { StandAloneQuote } from '../../../../../subgraphs/associations/domain/procurement/stand-alone-quote.ts';
import { standAloneBill } from '../../../../../subgraphs/associations/domain/procurement/stand-alone-quote.ts';
import { risingRates, row } from './pool-arbitrary.ts';

const loadings = { expenseLoadBp: 2_000, riskMarginBp: 500, bookDiscountBp: 0 };
const small: StandAloneQuote = { livesFrom: 1, livesTo: 9, rates: rateTableOf(risingRates(['A'], 500_000n)), loadings };
const medium: StandAloneQuote = { livesFrom: 10, livesTo: 49, rates: rateTableOf(risingRates(['A'], 400_000n)), loadings };

describe('a stand-alone quote', () => {
  it.each([1, 9, 10, 49])('of %d lives is that of its own size, first and last included', (lives) => {
    const bill = standAloneBill([row('alif', '0-17', lives)], [small, medium]);
    expect(bill?.amount).toBe(BigInt(lives) * (lives < 10 ? 500_000n : 400_000n));
  });

  it('may be open above', () => {
    const open = { ...medium, livesFrom: 50, livesTo: null };
    expect(standAloneBill([row('alif', '0-17', 5_000)], [small, medium, open])?.amount).toBe(5_000n * 400_000n);
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
