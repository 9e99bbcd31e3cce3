import type { EntityManager } from 'typeorm';
import { FEED_NAMES } from '../../domain/compliance/feed.ts';
import type { FeedName, FeedPage } from '../../domain/compliance/feed.ts';

/** How far a feed has been read. */
export interface FeedStanding {
  readonly feed: FeedName;
  /** What the source knew at this instant is here; null before anything was read. */
  readonly asOf: Date;
  /** When it was kept here. */
  readonly recordedAt: Date;
  /** Everything was read and counted. */
  readonly upToDate: boolean;
}

export async function readCursor(manager: EntityManager, feed: FeedName): Promise<string | null> {
  const rows = await manager.query<{ cursor: string | null }[]>('SELECT cursor FROM compliance_feed WHERE feed = $1', [feed]);
  return rows[0]?.cursor ?? null;
}

/** Moves a cursor behind a page that was read from `from`. False when somebody else did so first: their page was the same. */
export async function moveCursor(tx: EntityManager, feed: FeedName, from: string | null, page: FeedPage, now: Date): Promise<boolean> {
  const rows = await tx.query<unknown[]>(
    `INSERT INTO compliance_feed AS had (feed, cursor, as_of, recorded_at, up_to_date, completed) SELECT $1, $3, $4, $5, $6, $6
     WHERE $2::text IS NULL OR EXISTS (SELECT 1 FROM compliance_feed WHERE feed = $1)
     ON CONFLICT (feed) DO UPDATE SET cursor = excluded.cursor, as_of = greatest(had.as_of, excluded.as_of), recorded_at = excluded.recorded_at,
       up_to_date = excluded.up_to_date, completed = had.completed OR excluded.completed
     WHERE had.cursor IS NOT DISTINCT FROM $2 RETURNING 1 AS moved`,
    [feed, from, page.nextCursor, page.asOf, now, page.upToDate],
  );
  return rows.length === 1;
}

/** True once every feed has been read to its end: before that, what is known of a subject may be half of it. */
export async function isModelWhole(manager: EntityManager): Promise<boolean> {
  const rows = await manager.query<{ completed: number }[]>('SELECT count(*)::int AS completed FROM compliance_feed WHERE completed');
  return rows[0]?.completed === FEED_NAMES.length;
}

/**
 * False while the model is read from the beginning: what is known of a subject may be half of it, or nothing, and would
 * close findings whose facts have not been seen again yet. True for a model that follows nobody.
 */
export async function areFactsWhole(manager: EntityManager): Promise<boolean> {
  const [feeds] = await manager.query<{ known: number; completed: number }[]>('SELECT count(*)::int AS known, count(*) FILTER (WHERE completed)::int AS completed FROM compliance_feed');
  return feeds?.known === 0 || feeds?.completed === FEED_NAMES.length;
}

/** Says of an emptied model, until its first page, that it will be read. */
export async function awaitFeeds(tx: EntityManager): Promise<void> {
  await tx.query(
    `INSERT INTO compliance_feed (feed, as_of, recorded_at, up_to_date, completed) SELECT feed, 'epoch', 'epoch', false, false FROM unnest($1::text[]) AS feed`, [FEED_NAMES],
  );
}

/** From here on the feed's subjects are not touched one by one: all of them will be, when everything has been read. */
export async function beginBulk(tx: EntityManager, feed: FeedName): Promise<void> {
  await tx.query('UPDATE compliance_feed SET in_bulk = true WHERE feed = $1 AND NOT in_bulk', [feed]);
}

/** Feeds that were read in bulk and have come to their end, once all have. */
export async function endBulk(tx: EntityManager): Promise<FeedName[]> {
  const [rows] = await tx.query<[{ feed: FeedName }[], number]>(
    'UPDATE compliance_feed SET in_bulk = false WHERE in_bulk AND up_to_date AND $1 = (SELECT count(*) FROM compliance_feed WHERE completed) RETURNING feed',
    [FEED_NAMES.length],
  );
  return rows.map(({ feed }) => feed);
}

export function readFeedStandings(manager: EntityManager): Promise<FeedStanding[]> {
  return manager.query(
    `SELECT feed, as_of AS "asOf", recorded_at AS "recordedAt",
       up_to_date AND NOT in_bulk AND NOT EXISTS (SELECT 1 FROM compliance_touched) AS "upToDate"
     FROM compliance_feed WHERE cursor IS NOT NULL ORDER BY feed`,
  );
}
