import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import type { CensusRow } from '../../../../../subgraphs/associations/domain/procurement/census.ts';
import { poolCells } from '../../../../../subgraphs/associations/domain/procurement/census.ts';
import { covers, publishCensus, SMALLEST_CELL } from '../../../../../subgraphs/associations/domain/procurement/published-census.ts';
import { pool, row } from './pool-arbitrary.ts';

function livesOfClass(rows: readonly CensusRow[], policyClass: string): number {
  return rows.filter((each) => each.policyClass === policyClass).reduce((sum, each) => sum + each.lives, 0);
}

function shown(rows: readonly CensusRow[]): unknown[] {
  return publishCensus(rows).cells.map((cell) =>
    [cell.status, cell.region, cell.sex, cell.bandFrom, cell.bandTo, cell.lives]);
}

describe('the published census', () => {
  it('keeps totals exact, for the pool and for each class', () => {
    fc.assert(fc.property(pool, (rows) => {
      const published = publishCensus(rows);
      expect(published.lives).toBe(rows.reduce((sum, each) => sum + each.lives, 0));
      for (const policyClass of ['VIP', 'A', 'B', 'C'] as const) {
        const cells = published.cells.filter((cell) => cell.policyClass === policyClass);
        expect(cells.reduce((sum, cell) => sum + cell.lives, 0)).toBe(livesOfClass(rows, policyClass));
      }
    }));
  });

  it('shows no small cell, unless the class is small as a whole; then one cell that says so', () => {
    fc.assert(fc.property(pool, (rows) => {
      for (const cell of publishCensus(rows).cells) {
        const small = livesOfClass(rows, cell.policyClass) < SMALLEST_CELL;
        expect(cell.wholeClassIsSmall).toBe(small);
        expect(small || cell.lives >= SMALLEST_CELL).toBe(true);
      }
    }));
  });

  it('counts every exact cell in exactly one published cell, whose lives are those of its exact cells', () => {
    fc.assert(fc.property(pool, (rows) => {
      const { cells } = publishCensus(rows);
      const exact = poolCells(rows);
      for (const cell of exact) expect(cells.filter((published) => covers(published, cell))).toHaveLength(1);
      for (const published of cells) {
        const inside = exact.filter((cell) => covers(published, cell));
        expect(inside.reduce((sum, cell) => sum + cell.lives, 0)).toBe(published.lives);
      }
    }));
  });

  it('is the same in whatever order the rows come', () => {
    fc.assert(fc.property(pool, (rows) => {
      expect(publishCensus([...rows].reverse())).toEqual(publishCensus(rows));
    }));
  });

  it('leaves alone what is large enough', () => {
    expect(shown([row('alif', '25-29', 11), row('alif', '30-34', 12)])).toEqual([
      ['EMPLOYEE', 'RIYADH', 'MALE', '25-29', '25-29', 11],
      ['EMPLOYEE', 'RIYADH', 'MALE', '30-34', '30-34', 12],
    ]);
  });

  it('merges along the ages first, to the nearest band', () => {
    expect(shown([row('alif', '25-29', 20), row('alif', '45-49', 3), row('alif', '50-54', 20),
      row('alif', '45-49', 30, { sex: 'FEMALE' })])).toEqual([
      ['EMPLOYEE', 'RIYADH', 'MALE', '25-29', '25-29', 20],
      ['EMPLOYEE', 'RIYADH', 'MALE', '45-49', '50-54', 23],
      ['EMPLOYEE', 'RIYADH', 'FEMALE', '45-49', '45-49', 30],
    ]);
  });

  it('joins the smaller of two neighbours as near, and the younger of two as small', () => {
    expect(shown([row('alif', '25-29', 20), row('alif', '30-34', 3), row('alif', '35-39', 12)])).toEqual([
      ['EMPLOYEE', 'RIYADH', 'MALE', '25-29', '25-29', 20],
      ['EMPLOYEE', 'RIYADH', 'MALE', '30-34', '35-39', 15],
    ]);
    expect(shown([row('alif', '25-29', 20), row('alif', '30-34', 3), row('alif', '35-39', 20)])).toEqual([
      ['EMPLOYEE', 'RIYADH', 'MALE', '25-29', '30-34', 23],
      ['EMPLOYEE', 'RIYADH', 'MALE', '35-39', '35-39', 20],
    ]);
  });

  it('then with the other sex, in that region alone, keeping the ages apart', () => {
    expect(shown([row('alif', '25-29', 4, { sex: 'FEMALE' }), row('alif', '25-29', 20), row('alif', '45-49', 30),
      row('alif', '25-29', 50, { region: 'MAKKAH' })])).toEqual([
      ['EMPLOYEE', 'MAKKAH', 'MALE', '25-29', '25-29', 50],
      ['EMPLOYEE', 'RIYADH', null, '25-29', '25-29', 24],
      ['EMPLOYEE', 'RIYADH', null, '45-49', '45-49', 30],
    ]);
  });

  it('then with the other regions, which gives sex and ages back where the numbers allow', () => {
    expect(shown([row('alif', '25-29', 4, { region: 'NAJRAN' }), row('alif', '25-29', 50), row('alif', '30-34', 8),
      row('alif', '30-34', 3, { region: 'MAKKAH' }), row('ba', '25-29', 30, { status: 'SPOUSE', sex: 'FEMALE' })])).toEqual([
      ['EMPLOYEE', null, 'MALE', '25-29', '25-29', 54],
      ['EMPLOYEE', null, 'MALE', '30-34', '30-34', 11],
      ['SPOUSE', 'RIYADH', 'FEMALE', '25-29', '25-29', 30],
    ]);
  });

  it('and last with the other statuses of the class', () => {
    expect(shown([row('alif', '25-29', 4, { status: 'SPOUSE' }), row('alif', '25-29', 50), row('alif', '60-64', 50)])).toEqual([
      [null, 'RIYADH', 'MALE', '25-29', '25-29', 54],
      [null, 'RIYADH', 'MALE', '60-64', '60-64', 50],
    ]);
  });

  it('hides every coordinate of a class that is small as a whole', () => {
    expect(publishCensus([row('alif', '25-29', 10)]).cells).toEqual([{
      policyClass: 'A', region: null, status: null, sex: null, bandFrom: '0-17', bandTo: '65+', lives: 10, wholeClassIsSmall: true,
    }]);
  });
});
