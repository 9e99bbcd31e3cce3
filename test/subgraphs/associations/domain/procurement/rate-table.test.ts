import { describe, expect, it } from '@jest/globals';

import { rateOf, rateTableOf, requiredRateCells } from '../../../../../subgraphs/associations/domain/procurement/rate-table.ts';
import { risingRates } from './pool-arbitrary.ts';

describe('a rate table', () => {
  it('is looked up by cell, and a hole is an error', () => {
    const entries = risingRates(['A']);
    const table = rateTableOf(entries);
    for (const entry of entries) expect(rateOf(table, entry)).toBe(entry.yearlyRate);
    expect(() => rateOf(table, { policyClass: 'B', status: 'EMPLOYEE', sex: 'MALE', ageBand: '25-29' }))
      .toThrow('no rate for B|EMPLOYEE|MALE|25-29');
  });

  it('cannot price a cell twice', () => {
    const [first] = risingRates(['A']);
    expect(() => rateTableOf(first === undefined ? [] : [first, first])).toThrow(RangeError);
  });

  it('must price the whole grid of each class, each class once', () => {
    expect(requiredRateCells(['A', 'C', 'A'])).toHaveLength(2 * 3 * 2 * 11);
  });
});
