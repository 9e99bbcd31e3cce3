import { describe, expect, it } from '@jest/globals';
import type { BidTerms } from '../../../../../subgraphs/associations/domain/procurement/opened-bid.ts';
import { loadingsOf, rateEntriesOf, standAloneQuotesOf } from '../../../../../subgraphs/associations/domain/procurement/opened-bid.ts';
import { bidTerms } from '../../procurement/bid-terms.ts';

const RATE = { policyClass: 'A', status: 'EMPLOYEE', sex: 'MALE', ageFrom: 25, ageTo: 29, annualPremium: '1234.50' } as const;

describe('an opened bid', () => {
  it('prices cells of the agreed bands at exact amounts, and no others', () => {
    expect(rateEntriesOf([RATE, { ...RATE, ageTo: 30 }, { ...RATE, annualPremium: '1e3' }]))
      .toEqual([{ policyClass: 'A', status: 'EMPLOYEE', sex: 'MALE', ageBand: '25-29', yearlyRate: 123_450n }]);
  });

  it('holds its loadings in basis points', () => {
    expect(loadingsOf({ expenseBasisPoints: 1, riskMarginBasisPoints: 2, bookDiscountBasisPoints: 3 })).toEqual({ expenseLoadBp: 1, riskMarginBp: 2, bookDiscountBp: 3 });
  });

  it('carries a saving only on quotes that hold', () => {
    const [good] = bidTerms(300_000).standaloneQuotes as [BidTerms['standaloneQuotes'][number]];
    const terms = (quote: Partial<typeof good>): BidTerms => bidTerms(300_000, { standaloneQuotes: [{ ...good, ...quote }] });
    expect(standAloneQuotesOf(terms({}))).toHaveLength(1);
    expect(standAloneQuotesOf(terms({ rates: [RATE, RATE] }))).toEqual([]);
    expect(standAloneQuotesOf(terms({ loadings: { expenseBasisPoints: 10_000, riskMarginBasisPoints: 0, bookDiscountBasisPoints: 0 } }))).toEqual([]);
  });
});
