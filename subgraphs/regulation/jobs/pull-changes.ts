import { setTimeout as pause } from 'node:timers/promises';
import type { EntityManager } from 'typeorm';
import { addJob } from '../../kit/jobs.ts';
import type { JobOptions, JobPayload } from '../../kit/jobs.ts';
import type { HouseServices } from '../../kit/request-context.ts';
import { CHANGES_ROWS, askChanges } from '../asks/change-feeds.ts';
import { FEEDS, FEED_SOURCES, isFeedSource } from '../domain/compliance/feed.ts';
import type { FeedName, FeedPage, FeedSource } from '../domain/compliance/feed.ts';
import { beginBulk, endBulk, isModelWhole, moveCursor, readCursor } from '../store/compliance/feed-cursors.ts';
import { FEED_TABLES } from '../store/compliance/feed-tables.ts';
import { analyseCopy, indexCopy, useCopy } from '../store/compliance/model-copy.ts';
import type { ModelCopy } from '../store/compliance/model-copy.ts';
import { settleStandings, touchAllAssociations } from '../store/compliance/settle-standings.ts';
import { takeBulkPage, takePage } from '../store/compliance/take-page.ts';
import { touchAllSubjects, touchSubjects } from '../store/compliance/touched-subjects.ts';
import type { SubjectKind } from '../domain/compliance/subject.ts';
import { PULL_CHANGES } from './compliance-task-names.ts';
import { areAsManyAsAll, evaluateAll } from './evaluate-lives.ts';

/** A job that reads longer than this makes room for others, and for the house to close, and goes on later. */
const SLICE_MS = 2_000;

/** What a transaction that still runs holds back is asked for again after this. */
const HELD_BACK_MS = 50;

/** How often it is asked for within one job. */
const HELD_BACK_TRIES = 20;

/** Has each house read: what one of them holds up does not hold up the others. */
export async function pullEverySource({ database }: HouseServices): Promise<void> {
  await database.transaction(async (tx) => {
    for (const source of FEED_SOURCES) await addJob(tx, PULL_CHANGES, { source }, pullOnce(source));
  });
}

/** Reads what has changed in one house, or in all, and counts anew what that touches. */
export async function runPullChanges(services: HouseServices, { source }: JobPayload, sliceMs = SLICE_MS): Promise<void> {
  const end = performance.now() + sliceMs;
  const isOver = (): boolean => performance.now() > end;
  const sources = typeof source === 'string' && isFeedSource(source) ? [source] : FEED_SOURCES;
  let whole = true;
  for (const each of sources) whole = (await pullSource(services, each, 'live', isOver)) && whole;
  await touchAfterBulk(services, 'live');
  // While much is still to come, what is counted now would be counted again.
  if (whole) whole = await settleStandings(services.database, 'live', isOver);
  if (!whole) await pullAgain(services, sources.length === 1 ? sources[0] as FeedSource : null);
}

/** Reads every feed of a house. True when nothing was left. */
export async function pullSource(services: HouseServices, source: FeedSource, copy: ModelCopy, isOver: () => boolean): Promise<boolean> {
  let whole = true;
  for (const feed of FEEDS[source]) whole = (await pullFeed(services, feed, copy, isOver)) && whole;
  return whole;
}

/**
 * Page by page: asked with no transaction open, then kept together with the cursor behind it. Whoever dies between the
 * two has kept neither, and whoever comes second finds the cursor moved and keeps nothing.
 */
async function pullFeed({ database, graph, now }: HouseServices, feed: FeedName, copy: ModelCopy, isOver: () => boolean): Promise<boolean> {
  let cursor = await cursorOf(database, feed, copy);
  let ahead: Promise<FeedPage> | null = null;
  for (let heldBack = 0; ahead !== null || (heldBack < HELD_BACK_TRIES && !isOver());) {
    const page: FeedPage = await (ahead ?? askChanges(graph, feed, cursor));
    const isHeldBack = page.nextCursor === cursor;
    // The next page is read over there while this one is written here.
    ahead = page.upToDate || isHeldBack || isOver() ? null : askChanges(graph, feed, page.nextCursor);
    ahead?.catch(() => undefined);
    const moved = await database.transaction(async (tx) => {
      await useCopy(tx, copy);
      if (!(await moveCursor(tx, feed, cursor, page, now()))) return false;
      await takeAndTouch(tx, feed, page, copy);
      return true;
    });
    if (moved && page.upToDate) return true;
    if (moved && isHeldBack) {
      heldBack += 1;
      await pause(HELD_BACK_MS);
    }
    cursor = moved ? page.nextCursor : await cursorOf(database, feed, copy);
    if (!moved) ahead = null;
  }
  return false;
}

function cursorOf(database: HouseServices['database'], feed: FeedName, copy: ModelCopy): Promise<string | null> {
  return database.transaction(async (tx) => {
    await useCopy(tx, copy);
    return readCursor(tx, feed);
  });
}

/**
 * A page that is full is one of many, and before all was read once, half of what is known of a subject is nothing to
 * judge it by: then all are counted and judged at the end, once, and not each as often as a page names it.
 */
async function takeAndTouch(tx: EntityManager, feed: FeedName, page: FeedPage, copy: ModelCopy): Promise<void> {
  if (page.rows === 0) return;
  if (page.rows === CHANGES_ROWS || !(await isModelWhole(tx))) {
    // A crash that loses a page loses the cursor behind it: it is read again, and nobody need wait for the disk.
    await tx.query('SET LOCAL synchronous_commit TO off');
    await takeBulkPage(tx, feed, page);
    return beginBulk(tx, feed);
  }
  const judged = await takePage(tx, feed, page);
  if (copy === 'live') for (const [kind, ids] of Object.entries(judged)) await touchSubjects(tx, kind as SubjectKind, ids);
}

/** Has all counted and judged whose feeds were read in bulk, as soon as everything has been read. */
export async function touchAfterBulk({ database, now }: HouseServices, copy: ModelCopy): Promise<void> {
  const ended = await database.transaction(async (tx) => {
    await useCopy(tx, copy);
    const feeds = await endBulk(tx);
    if (feeds.length === 0) return false;
    await indexCopy(tx, copy);
    await touchAllAssociations(tx);
    if (copy === 'live') await judgeAll(tx, Object.assign({}, ...feeds.map((feed) => FEED_TABLES[feed].all)) as SubjectsOfKinds, now());
    return true;
  });
  if (ended) await analyseCopy(database.manager, copy);
}

type SubjectsOfKinds = Partial<Readonly<Record<SubjectKind, string>>>;

/** Lives that are too many to wait one by one are gone through by an evaluation. */
async function judgeAll(tx: EntityManager, all: SubjectsOfKinds, now: Date): Promise<void> {
  for (const [kind, ids] of Object.entries(all) as [SubjectKind, string][]) {
    if (kind === 'MEMBER' && (await areAsManyAsAll(tx))) await evaluateAll(tx, now, 'MEMBER');
    else await touchAllSubjects(tx, kind, ids);
  }
}

async function pullAgain({ database }: HouseServices, source: FeedSource | null): Promise<void> {
  await database.transaction((tx) => addJob(tx, PULL_CHANGES, source === null ? {} : { source }, pullOnce(source)));
}

/** One pull of a source runs and one waits at a time, whoever asked for it. */
export function pullOnce(source: FeedSource | null): JobOptions {
  const key = `${PULL_CHANGES}:${source ?? 'all'}`;
  return { key, queue: key, cause: null };
}
