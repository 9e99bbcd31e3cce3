import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { canonicalCensus, censusHash, poolCells } from '../../../../../subgraphs/associations/domain/procurement/census.ts';
import { pool, row } from './pool-arbitrary.ts';

describe('the exact census', () => {
  it('adds up associations cell by cell and loses nobody', () => {
    const cells = poolCells([row('ba', '30-34', 3), row('alif', '30-34', 4), row('alif', '18-24', 2), row('ba', '65+', 0)]);
    expect(cells.map((cell) => [cell.ageBand, cell.lives])).toEqual([['18-24', 2], ['30-34', 7]]);
    fc.assert(fc.property(pool, (rows) => {
      const lives = rows.reduce((sum, each) => sum + each.lives, 0);
      expect(poolCells(rows).reduce((sum, cell) => sum + cell.lives, 0)).toBe(lives);
    }));
  });

  it.each([-1, 1.5, Number.NaN])('refuses %d lives', (lives) => {
    expect(() => poolCells([row('alif', '30-34', lives)])).toThrow(RangeError);
  });
});

describe('the hash of the census', () => {
  it('does not change with the order or the splitting of rows', () => {
    fc.assert(fc.property(pool, fc.infiniteStream(fc.nat()), (rows, keys) => {
      const shuffled = rows.map((each) => ({ each, key: keys.next().value as number })).sort((a, b) => a.key - b.key);
      const split = shuffled.flatMap(({ each }) => [{ ...each, lives: Math.floor(each.lives / 2) }, { ...each, lives: Math.ceil(each.lives / 2) }]);
      expect(censusHash(split)).toBe(censusHash(rows));
    }));
  });

  it('changes when one life moves to another association, and is fixed for all time', () => {
    const rows = [row('alif', '30-34', 3), row('ba', '30-34', 4)];
    expect(censusHash([row('alif', '30-34', 4), row('ba', '30-34', 3)])).not.toBe(censusHash(rows));
    expect(canonicalCensus(rows)).toBe(
      '[["alif","A","RIYADH","EMPLOYEE","MALE","30-34",3],["ba","A","RIYADH","EMPLOYEE","MALE","30-34",4]]');
    expect(censusHash([])).toBe('4f53cda18c2baa0c0354bb5f9a3ecbe5ed12ab4d8e11ba873c2f11161202b945');
  });
});
