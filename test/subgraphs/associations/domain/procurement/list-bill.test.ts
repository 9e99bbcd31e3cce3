import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { poolCells } from '../../../../../subgraphs/associations/domain/procurement/census.ts';
import { costOf, listBills, poolBill } from '../../../../../subgraphs/associations/domain/procurement/list-bill.ts';
import { rateTableOf } from '../../../../../subgraphs/associations/domain/procurement/rate-table.ts';
import { pool, rateEntries, row } from './pool-arbitrary.ts';

const table = rateTableOf([
  { policyClass: 'A', status: 'EMPLOYEE', sex: 'MALE', ageBand: '25-29', yearlyRate: 300_001n },
  { policyClass: 'A', status: 'EMPLOYEE', sex: 'MALE', ageBand: '60-64', yearlyRate: 900_000n },
]);

describe('the list bill', () => {
  it('is lives times rate, by association in order of id', () => {
    expect(listBills([row('ba', '60-64', 1), row('alif', '25-29', 3), row('alif', '60-64', 2), row('jim', '25-29', 0)], table)).toEqual([
      { associationId: 'alif', lives: 5, amount: 2_700_003n },
      { associationId: 'ba', lives: 1, amount: 900_000n },
    ]);
  });

  it('refuses to bill a life without a rate, and asks for none where nobody is', () => {
    expect(() => listBills([row('alif', '30-34', 1)], table)).toThrow(RangeError);
    expect(listBills([row('alif', '30-34', 0)], table)).toEqual([]);
  });

  it('adds up to the bill of the pooled census', () => {
    fc.assert(fc.property(pool, rateEntries, (rows, entries) => {
      const rates = rateTableOf(entries);
      const pooled = poolCells(rows).map((cell) => ({ ...cell, associationId: 'pool' }));
      expect(poolBill(listBills(rows, rates))).toBe(costOf(pooled, rates));
    }), { numRuns: 50 });
  });
});
