import { GraphQLError } from 'graphql';
import type { EntityManager } from 'typeorm';
import { CHANGED_IN } from './change-tracking.ts';
import { encodeCursor, decodeCursor } from './connection.ts';

/** One tracked table as others may follow it. */
export interface ChangeFeed<Column extends string> {
  readonly table: string;
  /** What is joined to its rows, which are called `f`. */
  readonly joined?: string;
  /** Key of the table in the order of its index of changes, with types: `{ id: 'uuid' }`. */
  readonly key: Readonly<Record<string, string>>;
  /** What is given of each row: SQL by column of the page. */
  readonly columns: Readonly<Record<Column, string>>;
}

/** A page of changes, column by column: the nth value of every column belongs to the nth row. */
export type ChangePage<Column extends string> = Readonly<Record<Column, readonly (string | number | boolean | null)[]>> & {
  readonly nextCursor: string;
  /** True when nothing that was committed by `asOf` is left behind this page. */
  readonly upToDate: boolean;
  readonly asOf: string;
};

/** A moment as feeds give it, to the microsecond: a timestamp with time zone in SQL. */
export const UTC = (sql: string): string => `to_char(${sql} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;

export const CHANGES_LIMIT = 5_000;

/**
 * Reads what changed since a cursor, in the order of transactions; from no cursor, everything as it is now. What a
 * transaction older than one that still runs has written is held back, so that nothing can appear behind a cursor.
 * A row that changed twice since is given once, as it is now.
 * @throws GraphQLError INVALID_INPUT.
 */
export async function readChanges<Column extends string>(
  manager: EntityManager, feed: ChangeFeed<Column>, args: { readonly after?: string | null; readonly first?: number | null },
): Promise<ChangePage<Column>> {
  const first = args.first ?? 1_000;
  if (first < 1 || first > CHANGES_LIMIT) throw new GraphQLError(`first must be between 1 and ${CHANGES_LIMIT}`, { extensions: { code: 'INVALID_INPUT' } });
  const keys = Object.entries(feed.key);
  const after = args.after == null ? null : decodeCursor(args.after);
  if (after !== null && after.length !== keys.length + 1) throw new GraphQLError('after is not a cursor of this feed', { extensions: { code: 'INVALID_INPUT' } });
  const columns = Object.entries<string>(feed.columns);
  const order = [`f.${CHANGED_IN}`, ...keys.map(([column]) => `f.${column}`)];
  const behind = after === null ? '' : `AND (${order.join(', ')}) > ($2::bigint, ${keys.map(([, type], at) => `$${at + 3}::${type}`).join(', ')})`;
  const last = [`f.${CHANGED_IN}::text`, ...keys.map(([column, type]) => `f.${column}::${type}::text`)];
  const rows = await manager.query<(Record<string, unknown> & { rows: number; last: string[] | null; held: boolean; asOf: Date })[]>(
    `WITH floor AS MATERIALIZED (SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint AS number), page AS MATERIALIZED (
       SELECT ${columns.map(([name, sql]) => `${sql} AS "${name}"`).join(', ')}, ARRAY[${last.join(', ')}] AS cursor_of_row,
         row_number() OVER (ORDER BY ${order.join(', ')}) AS place
       FROM (
         SELECT f.* FROM ${feed.table} f WHERE f.${CHANGED_IN} < (SELECT number FROM floor) ${behind} ORDER BY ${order.join(', ')} LIMIT $1
       ) f ${feed.joined ?? ''}
     )
     SELECT count(*)::int AS rows, (SELECT cursor_of_row FROM page ORDER BY place DESC LIMIT 1) AS last,
       ${columns.map(([name]) => `coalesce(json_agg("${name}" ORDER BY place), '[]') AS "${name}"`).join(', ')},
       coalesce((SELECT max(${CHANGED_IN}) FROM ${feed.table}) >= (SELECT number FROM floor), false) AS held, now() AS "asOf"
     FROM page`,
    [first, ...(after ?? [])],
  );
  const { rows: count, last: end, held, asOf, ...values } = rows[0] as NonNullable<(typeof rows)[0]>;
  return {
    ...(values as unknown as Record<Column, (string | number | boolean | null)[]>),
    nextCursor: end === null ? args.after ?? encodeCursor(['0', ...keys.map(([, type]) => FIRST[type] ?? '')]) : encodeCursor(end),
    upToDate: count < first && !held,
    asOf: asOf.toISOString(),
  };
}

/** Before every value of a type. */
const FIRST: Readonly<Record<string, string>> = {
  uuid: '00000000-0000-0000-0000-000000000000', date: '0001-01-01', timestamptz: '0001-01-01T00:00:00Z',
};
