import type { EntityManager } from 'typeorm';
import { Any } from 'typeorm';
import type { PageRequest } from '../../kit/connection.ts';
import type { EnrollmentLineState, LineCounts } from '../domain/enrollment/enrollment-line.ts';
import { enrollmentBatchTable } from './enrollment-tables.ts';
import type { EnrollmentBatchRow, EnrollmentLineRow } from './enrollment-tables.ts';
import { groupRows } from './group-rows.ts';

const BATCH_COLUMNS = `b.association_id AS "associationId", b.id, b.call_off_id AS "callOffId", b.insurer_id AS "insurerId",
  b.policy_id AS "policyId", b.state, b.version, b.line_count AS "lineCount", b.automatic, b.waiting_code AS "waitingCode",
  b.waiting_values AS "waitingValues", b.telling_since AS "tellingSince", b.premium_delta AS "premiumDelta", b.created_at AS "createdAt"`;

export const LINE_COLUMNS = `l.association_id AS "associationId", l.batch_id AS "batchId", l.number, l.id, l.member_id AS "memberId",
  l.maintenance_type AS "maintenanceType", l.effective_date::text AS "effectiveDate", l.termination_reason AS "terminationReason",
  l.policy_class AS "policyClass", l.state, l.problem_code AS "problemCode", l.problem_values AS "problemValues",
  l.problem_rule AS "problemRule", l.decision_id AS "decisionId", l.decided_by_person AS "decidedByPerson", l.part,
  l.coverage_id AS "coverageId"`;

export function readBatches(manager: EntityManager, ids: readonly string[]): Promise<EnrollmentBatchRow[]> {
  return manager.getRepository(enrollmentBatchTable).findBy({ id: Any([...ids]) });
}

export async function readBatch(manager: EntityManager, id: string): Promise<EnrollmentBatchRow | null> {
  return (await readBatches(manager, [id]))[0] ?? null;
}

/** Newest first: identifiers grow with time. */
export async function readBatchPages(manager: EntityManager, associationIds: readonly string[], page: PageRequest): Promise<EnrollmentBatchRow[][]> {
  const rows = await manager.query<EnrollmentBatchRow[]>(
    `SELECT b.* FROM unnest($1::uuid[]) AS a(id) CROSS JOIN LATERAL (
       SELECT ${BATCH_COLUMNS} FROM enrollment_batch b
       WHERE b.association_id = a.id ${page.after === null ? '' : 'AND b.id < $3::uuid'}
       ORDER BY b.id DESC LIMIT $2
     ) AS b`,
    [associationIds, page.first + 1, ...(page.after === null ? [] : [page.after[0]])],
  );
  return groupRows(associationIds, rows, (row) => row.associationId);
}

export async function readLine(manager: EntityManager, id: string): Promise<EnrollmentLineRow | null> {
  const rows = await manager.query<EnrollmentLineRow[]>(`SELECT ${LINE_COLUMNS} FROM enrollment_line l WHERE l.id = $1`, [id]);
  return rows[0] ?? null;
}

/** Lines of many batches, by number; a key is `<association>/<batch>`. */
export async function readLinePages(
  manager: EntityManager,
  keys: readonly string[],
  page: PageRequest,
  state: EnrollmentLineState | null,
): Promise<EnrollmentLineRow[][]> {
  const pairs = keys.map((key) => key.split('/'));
  const rows = await manager.query<EnrollmentLineRow[]>(
    `SELECT l.* FROM unnest($1::uuid[], $2::uuid[]) AS k(association_id, batch_id) CROSS JOIN LATERAL (
       SELECT ${LINE_COLUMNS} FROM enrollment_line l
       WHERE l.association_id = k.association_id AND l.batch_id = k.batch_id AND l.number > $4::int
         AND ($5::text IS NULL OR l.state = $5)
       ORDER BY l.number LIMIT $3
     ) AS l`,
    [pairs.map(([association]) => association), pairs.map(([, id]) => id), page.first + 1, page.after?.[0] ?? 0, state],
  );
  return groupRows(keys, rows, (row) => `${row.associationId}/${row.batchId}`);
}

/** What a batch's lines add up to. */
export interface BatchTally {
  readonly lines: LineCounts;
  /** Lines with a final decision, and those of them that no person was needed for. */
  readonly decided: number;
  readonly decidedByRules: number;
}

const NOTHING: BatchTally = { lines: {}, decided: 0, decidedByRules: 0 };

/** Tallies of many batches in one statement; a key is `<association>/<batch>`. */
export async function readTallies(manager: EntityManager, keys: readonly string[]): Promise<BatchTally[]> {
  const pairs = keys.map((key) => key.split('/'));
  const rows = await manager.query<{ key: string; lines: LineCounts; decided: number; decidedByRules: number }[]>(
    `SELECT key, jsonb_object_agg(state, lines) AS lines, sum(decided)::int AS decided, sum(by_rules)::int AS "decidedByRules"
     FROM (
       SELECT l.association_id || '/' || l.batch_id AS key, l.state, count(*)::int AS lines,
         count(l.decided_by_person) AS decided, count(*) FILTER (WHERE NOT l.decided_by_person) AS by_rules
       FROM unnest($1::uuid[], $2::uuid[]) AS k(association_id, batch_id)
       JOIN enrollment_line l ON l.association_id = k.association_id AND l.batch_id = k.batch_id
       GROUP BY 1, 2
     ) AS by_state
     GROUP BY key`,
    [pairs.map(([association]) => association), pairs.map(([, id]) => id)],
  );
  const byKey = new Map(rows.map(({ key, ...tally }) => [key, tally]));
  return keys.map((key) => byKey.get(key) ?? NOTHING);
}

export async function readTally(manager: EntityManager, batch: EnrollmentBatchRow): Promise<BatchTally> {
  return (await readTallies(manager, [`${batch.associationId}/${batch.id}`]))[0] ?? NOTHING;
}

/** True when every line that was sent only compares both sides. */
export async function isAudit(manager: EntityManager, batch: EnrollmentBatchRow): Promise<boolean> {
  const rows = await manager.query<{ audit: boolean | null }[]>(
    `SELECT bool_and(maintenance_type = 'AUDIT') AS audit FROM enrollment_line WHERE association_id = $1 AND batch_id = $2 AND part IS NOT NULL`,
    [batch.associationId, batch.id],
  );
  return rows[0]?.audit === true;
}
