import { describe, expect, it } from '@jest/globals';

import type { RateCell, RateEntry } from '../../../../../subgraphs/associations/domain/procurement/rate-table.ts';
import { requiredRateCells } from '../../../../../subgraphs/associations/domain/procurement/rate-table.ts';
import type { RateProblem } from '../../../../../subgraphs/associations/domain/procurement/rate-table-check.ts';
import { checkRateTable } from '../../../../../subgraphs/associations/domain/procurement/rate-table-check.ts';
import { bilingualOf } from '../../../../../schema/contracts/errors.ts';
import { risingRates } from './pool-arbitrary.ts';

const REQUIRED = requiredRateCells(['A', 'B']);
const MAN_OF_45: RateCell = { policyClass: 'A', status: 'EMPLOYEE', sex: 'MALE', ageBand: '45-49' };

function check(entries: readonly RateEntry[], fallToleranceBasisPoints = 500): RateProblem[] {
  return checkRateTable(entries, REQUIRED, { fallToleranceBasisPoints });
}

function is(cell: Partial<RateCell>): (entry: RateCell) => boolean {
  return (entry) => Object.entries(cell).every(([name, value]) => entry[name as keyof RateCell] === value);
}

function withRate(cell: Partial<RateCell>, yearlyRate: bigint): RateEntry[] {
  return risingRates(['A', 'B']).map((entry) => (is(cell)(entry) ? { ...entry, yearlyRate } : entry));
}

describe('checking a rate table', () => {
  it('finds nothing wrong with a lawful one, and does not mind classes nobody asked for', () => {
    expect(check(risingRates(['A', 'B']))).toEqual([]);
    expect(check(risingRates(['A', 'B', 'VIP']))).toEqual([]);
  });

  it('names each missing cell', () => {
    const problems = check(risingRates(['A', 'B']).filter((entry) => !is(MAN_OF_45)(entry)));
    expect(problems).toEqual([
      { code: 'BID_CELL_MISSING', rule: 'G04', cell: MAN_OF_45, values: { cell: 'A|EMPLOYEE|MALE|45-49' } },
    ]);
    expect(check([])).toHaveLength(REQUIRED.length);
  });

  it('refuses a cell that is priced twice, even at one rate', () => {
    const entries = risingRates(['A', 'B']);
    expect(check([...entries, ...entries.filter(is(MAN_OF_45))]).map((problem) => problem.code)).toEqual(['BID_CELL_REPEATED']);
  });

  it('refuses a table that is flat, as one problem', () => {
    expect(check(withRate({}, 300_000n))).toEqual([
      { code: 'BID_FLAT_RATE', rule: 'G01', cell: {}, values: { part: '*' } }]);
  });

  it('refuses a class and status that is flat, also when others are not', () => {
    expect(check(withRate({ policyClass: 'B', status: 'SPOUSE' }, 300_000n))).toEqual([
      { code: 'BID_FLAT_RATE', rule: 'G01', cell: { policyClass: 'B', status: 'SPOUSE' }, values: { part: 'B|SPOUSE' } }]);
  });

  it('calls nothing flat that could not vary by age', () => {
    const children = requiredRateCells(['A']).filter(is({ status: 'CHILD', ageBand: '0-17' }));
    const entries = children.map((cell) => ({ ...cell, yearlyRate: 90_000n }));
    expect(checkRateTable(entries, children, { fallToleranceBasisPoints: 0 })).toEqual([]);
  });

  it.each([0n, -1n])('refuses a rate of %d', (rate) => {
    const codes = check(withRate({ ...MAN_OF_45, status: 'CHILD' }, rate)).map((problem) => problem.code);
    expect(codes).toEqual(['BID_RATE_NOT_POSITIVE']);
  });

  it('lets an employee\'s rate fall with age up to the tolerance, and not a halala beyond', () => {
    const falling = (rate: bigint, status: RateCell['status'] = 'EMPLOYEE'): RateEntry[] =>
      withRate({ ...MAN_OF_45, status }, rate).map((entry) =>
        (is({ ...MAN_OF_45, status, ageBand: '40-44' })(entry) ? { ...entry, yearlyRate: 140_000n } : entry));
    expect(check(falling(133_000n))).toEqual([]);
    expect(check(falling(132_999n))).toEqual([{
      code: 'BID_RATE_NOT_MONOTONE', rule: 'G02', cell: MAN_OF_45,
      values: { cell: 'A|EMPLOYEE|MALE|45-49', younger: 'A|EMPLOYEE|MALE|40-44' },
    }]);
    expect(check(falling(132_999n, 'SPOUSE'))).toEqual([]);
  });

  it('does not compare adults with minors', () => {
    expect(check(withRate({ ...MAN_OF_45, ageBand: '0-17' }, 900_000n))).toEqual([]);
  });

  it('compares by age, not by the order of the lines', () => {
    expect(check(risingRates(['A', 'B']).reverse())).toEqual([]);
  });

  it('fills its sentences in both languages', () => {
    for (const { code, values } of [...check([]), ...check(withRate({}, 0n))]) {
      const { en, ar } = bilingualOf(code, values);
      expect(`${en}${ar}`).not.toMatch(/[{}]/);
    }
  });
});
