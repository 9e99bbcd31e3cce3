import type { EntityManager } from 'typeorm';
import { addJob } from '../../../kit/jobs.ts';
import type { SubjectKind } from '../../domain/compliance/subject.ts';
import type { TouchedSubjectRow } from './evaluation-table.ts';

export const JUDGE_TOUCHED = 'judge-touched';

/** Has those judged that wait, after the commit: one job, however often it is asked for, and one at a time. */
export async function judgeLater(manager: EntityManager): Promise<void> {
  await addJob(manager, JUDGE_TOUCHED, {}, { key: JUDGE_TOUCHED, queue: JUDGE_TOUCHED, cause: null });
}

/**
 * Has subjects judged again as soon as this transaction is committed. Call it where their facts are written: one row a
 * subject however often it is touched, and one job however many there are.
 */
export async function touchSubjects(manager: EntityManager, kind: SubjectKind, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  // In one order everywhere, so that two writers who touch the same subjects wait and do not lock each other out.
  await manager.query(
    // A row that waits already is locked until these facts are committed: taken before, it would be judged without them.
    `INSERT INTO touched_subject (kind, id) SELECT DISTINCT $1, id FROM unnest($2::text[]) AS id ORDER BY id
     ON CONFLICT (kind, id) DO UPDATE SET kind = excluded.kind`,
    [kind, ids],
  );
  await judgeLater(manager);
}

/** The same for all that a query finds: `ids` is SQL for their identifiers. */
export async function touchAllSubjects(manager: EntityManager, kind: SubjectKind, ids: string): Promise<void> {
  await manager.query(
    `INSERT INTO touched_subject (kind, id) SELECT $1, t.id::text FROM (${ids}) t ORDER BY 2 ON CONFLICT (kind, id) DO UPDATE SET kind = excluded.kind`, [kind],
  );
  await judgeLater(manager);
}

/** Nobody waits any more. For whoever will touch all. */
export async function forgetTouched(manager: EntityManager): Promise<void> {
  await manager.query('DELETE FROM touched_subject');
}

/** Empties the queue of a kind when at least so many wait in it; false, and nothing taken, when fewer do. */
export async function takeAllTouched(manager: EntityManager, kind: SubjectKind, least: number): Promise<boolean> {
  const many = await manager.query<unknown[]>('SELECT 1 FROM touched_subject WHERE kind = $1 OFFSET $2 LIMIT 1', [kind, least - 1]);
  if (many.length === 0) return false;
  await manager.query('DELETE FROM touched_subject WHERE kind = $1', [kind]);
  return true;
}

/** Takes some of those that wait, of one kind, out of the queue; they come back when the transaction fails. */
export async function takeTouched(manager: EntityManager, most: number): Promise<readonly TouchedSubjectRow[]> {
  const [rows] = await manager.query<[TouchedSubjectRow[], number]>(
    `DELETE FROM touched_subject WHERE (kind, id) IN (
       SELECT kind, id FROM touched_subject WHERE kind = (SELECT min(kind) FROM touched_subject)
       ORDER BY id LIMIT $1 FOR UPDATE SKIP LOCKED
     ) RETURNING kind, id`,
    [most],
  );
  return rows;
}
