import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DataSource, QueryRunner } from 'typeorm';
import { readChanges } from '../../../subgraphs/kit/change-feed.ts';
import type { ChangeFeed } from '../../../subgraphs/kit/change-feed.ts';
import { TRACKING, trackChanges } from '../../../subgraphs/kit/change-tracking.ts';
import { openDatabase } from '../../../subgraphs/kit/database.ts';
import { createDatabase } from '../../kit/database.ts';
import type { TestDatabase } from '../../kit/database.ts';

const FEED: ChangeFeed<'ids' | 'names'> = { table: 'thing', key: { id: 'uuid' }, columns: { ids: 'f.id', names: 'f.name' } };

const idOf = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;

describe('a feed of changes', () => {
  let test: TestDatabase;
  let database: DataSource;

  const put = (manager: { query(sql: string, values: unknown[]): Promise<unknown> }, n: number, name: string): Promise<unknown> =>
    manager.query('INSERT INTO thing (id, name) VALUES ($1, $2) ON CONFLICT (id) DO UPDATE SET name = excluded.name', [idOf(n), name]);
  const follow = async (after: string | null, first = 100): Promise<{ names: unknown[]; cursor: string; upToDate: boolean }> => {
    const { names, nextCursor, upToDate } = await readChanges(database.manager, FEED, { after, first });
    return { names: [...names], cursor: nextCursor, upToDate };
  };
  /** The server is shared with other tests, whose transactions hold back what is younger than they. */
  const followToEnd = async (after: string | null): Promise<{ names: unknown[]; cursor: string }> => {
    const names: unknown[] = [];
    for (let cursor = after; ;) {
      const page = await follow(cursor);
      names.push(...page.names);
      cursor = page.cursor;
      if (page.upToDate) return { names, cursor };
    }
  };

  beforeAll(async () => {
    test = await createDatabase();
    database = await openDatabase({ url: test.url, tables: [], migrations: [] });
    await database.query('CREATE TABLE thing (id uuid PRIMARY KEY, name text NOT NULL)');
    for (const statement of [...TRACKING, ...trackChanges('thing', ['id'])]) await database.query(statement);
  });

  afterAll(async () => {
    await database.destroy();
    await test.drop();
  });

  it('gives everything from the beginning, page by page, and then what changed since', async () => {
    for (let n = 1; n <= 5; n += 1) await put(database, n, `thing ${n}`);
    const { cursor: end } = await followToEnd(null);
    const first = await follow(null, 2);
    const second = await follow(first.cursor, 2);
    expect([...first.names, ...second.names]).toEqual(['thing 1', 'thing 2', 'thing 3', 'thing 4']);
    expect(first.upToDate).toBe(false);
    await put(database, 2, 'changed');
    await put(database, 6, 'new');
    await put(database, 2, 'changed again');
    const since = await followToEnd(end);
    expect(since.names).toEqual(['new', 'changed again']);
    expect((await followToEnd(since.cursor)).names).toEqual([]);
  });

  it('holds back what a younger transaction wrote while an older one still runs, and loses neither', async () => {
    const { cursor } = await followToEnd(null);
    const older: QueryRunner = database.createQueryRunner();
    await older.startTransaction();
    await put(older, 10, 'of the older');
    await put(database, 11, 'of the younger');
    const meanwhile = await follow(cursor);
    expect(meanwhile).toMatchObject({ names: [], upToDate: false });
    await older.commitTransaction();
    await older.release();
    expect((await followToEnd(meanwhile.cursor)).names).toEqual(['of the older', 'of the younger']);
  });

  it('refuses a page too long and a cursor of another list', async () => {
    await expect(follow(null, 5_001)).rejects.toMatchObject({ extensions: { code: 'INVALID_INPUT' } });
    await expect(follow(null, 0)).rejects.toMatchObject({ extensions: { code: 'INVALID_INPUT' } });
    await expect(follow('bm90IGEgY3Vyc29y')).rejects.toMatchObject({ extensions: { code: 'INVALID_INPUT' } });
  });
});
