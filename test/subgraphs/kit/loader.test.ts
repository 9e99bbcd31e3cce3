import { describe, expect, it } from '@jest/globals';
import { createLoader, createManyLoader } from '../../../subgraphs/kit/loader.ts';
import { createPageLoader } from '../../../subgraphs/kit/page-loader.ts';
import type { PageRequest } from '../../../subgraphs/kit/connection.ts';

interface Row { readonly id: string; readonly parent: string }

const ROWS: readonly Row[] = [{ id: 'c', parent: '2' }, { id: 'a', parent: '1' }, { id: 'b', parent: '1' }];

describe('createLoader', () => {
  it('asks once for many, and answers in the order asked with null for a miss', async () => {
    const asked: (readonly string[])[] = [];
    const loader = createLoader(async (ids) => {
      asked.push(ids);
      return ROWS.filter((row) => ids.includes(row.id));
    }, (row: Row) => row.id);
    expect(await Promise.all(['b', 'none', 'a', 'b'].map((id) => loader.load(id)))).toEqual([ROWS[2], null, ROWS[1], ROWS[2]]);
    expect(asked).toEqual([['b', 'none', 'a']]);
  });
});

describe('createManyLoader', () => {
  it('gives each parent its own rows in the order of the statement, and ignores rows of nobody who asked', async () => {
    let statements = 0;
    const loader = createManyLoader(async () => {
      statements += 1;
      return ROWS;
    }, (row: Row) => row.parent);
    expect(await Promise.all(['1', '3'].map((id) => loader.load(id)))).toEqual([[ROWS[1], ROWS[2]], []]);
    expect(statements).toBe(1);
  });
});

describe('createPageLoader', () => {
  const counting = () => {
    const asked: { parents: readonly string[]; page: PageRequest }[] = [];
    const load = createPageLoader(async (parents, page) => {
      asked.push({ parents, page });
      return parents.map((parent) => [`${parent} from ${page.after?.[0] ?? 'start'}`].slice(0, page.first));
    });
    return { asked, load };
  };

  it.each([1, 10, 500])('asks once for the same page of %d parents', async (number) => {
    const { asked, load } = counting();
    const parents = Array.from({ length: number }, (_, index) => String(index));
    expect(await Promise.all(parents.map((parent) => load(parent, { first: 2, after: null })))).toEqual(parents.map((parent) => [`${parent} from start`]));
    expect(asked).toEqual([{ parents, page: { first: 2, after: null } }]);
  });

  it('asks once for each different page, and keeps them apart', async () => {
    const { asked, load } = counting();
    const pages = await Promise.all([load('1', { first: 2, after: null }), load('1', { first: 2, after: ['x'] }), load('2', { first: 2, after: null })]);
    expect(pages).toEqual([['1 from start'], ['1 from x'], ['2 from start']]);
    expect(asked.map((each) => each.parents)).toEqual([['1', '2'], ['1']]);
  });

  it('gives no rows to a parent the statement has none for', async () => {
    const load = createPageLoader<string>(async () => []);
    expect(await load('1', { first: 2, after: null })).toEqual([]);
  });
});
