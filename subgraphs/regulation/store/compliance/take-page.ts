import type { EntityManager } from 'typeorm';
import type { FeedName, FeedPage } from '../../domain/compliance/feed.ts';
import type { SubjectKind } from '../../domain/compliance/subject.ts';
import { FEED_TABLES } from './feed-tables.ts';
import type { FeedTable } from './feed-tables.ts';

/**
 * Keeps a page's rows and marks the associations they touch, in the caller's transaction, in one statement. A row that
 * says what is known already changes nothing and touches nobody. Answers the subjects whose facts changed, by kind.
 */
export async function takePage(tx: EntityManager, feed: FeedName, page: FeedPage): Promise<Partial<Record<SubjectKind, string[]>>> {
  const { columns } = FEED_TABLES[feed];
  const rows = await tx.query<Record<string, unknown>[]>(STATEMENTS[feed], columns.map(([told]) => page.columns[told]));
  const { kept: _, ...judged } = rows[0] as Record<string, unknown>;
  return judged as Partial<Record<SubjectKind, string[]>>;
}

/** Rows alone, for a page among so many that everything will be counted and judged at the end. */
export async function takeBulkPage(tx: EntityManager, feed: FeedName, page: FeedPage): Promise<void> {
  const { columns } = FEED_TABLES[feed];
  await tx.query(BULK_STATEMENTS[feed], columns.map(([told]) => page.columns[told]));
}

const STATEMENTS = Object.fromEntries(Object.entries(FEED_TABLES).map(([feed, table]) => [feed, statementOf(table)])) as Record<FeedName, string>;

const BULK_STATEMENTS = Object.fromEntries(Object.entries(FEED_TABLES).map(([feed, table]) => [feed, statementOf({ ...table, touches: null, judged: {} })])) as Record<FeedName, string>;

function statementOf({ table, key, columns, touches, judged }: FeedTable): string {
  const names = columns.map(([, column]) => column);
  const others = names.filter((name) => !key.includes(name));
  const said = others.map((name) => `had.${name}`).join(', ');
  const touched = touches === null ? '' : `, touched AS (INSERT INTO compliance_touched (association_id) SELECT DISTINCT association_id FROM (${touches}) t)`;
  return `WITH changed AS (
      INSERT INTO ${table} AS had (${names.join(', ')})
      SELECT ${columns.map(([, column, type]) => (type === 'halalas' ? `(${column} * 100)::bigint` : column)).join(', ')}
      FROM unnest(${columns.map(([, , type], at) => `$${at + 1}::${type === 'halalas' ? 'numeric' : type}[]`).join(', ')}) AS told (${names.join(', ')})
      ON CONFLICT (${key.join(', ')}) DO UPDATE SET ${others.map((name) => `${name} = excluded.${name}`).join(', ')}
      WHERE (${said}) IS DISTINCT FROM (${others.map((name) => `excluded.${name}`).join(', ')})
      RETURNING had.*
    )${touched} SELECT true AS kept${Object.entries(judged).map(([kind, ids]) => `, ARRAY(SELECT DISTINCT id::text FROM (${ids}) t) AS "${kind}"`).join('')}`;
}
