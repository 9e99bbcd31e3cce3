import type { EntityManager } from 'typeorm';
import type { EnrollmentLineState, MaintenanceType, TerminationReason } from '../domain/enrollment/enrollment-line.ts';
import type { PolicyClass, Relationship, Sex } from '../domain/enrollment/life.ts';
import type { LineAnswer } from '../domain/enrollment/line-answer.ts';
import type { EnrollmentBatchRow } from './enrollment-tables.ts';

/** Lines the insurer takes in one command. */
const PART = 500;

/** Divides the lines that will be sent into parts, once, so that a part told again is the same part. */
export async function assignParts(tx: EntityManager, batch: EnrollmentBatchRow): Promise<void> {
  await tx.query(
    `UPDATE enrollment_line l SET part = p.part
     FROM (
       SELECT number, (row_number() OVER (ORDER BY number) - 1) / ${PART} + 1 AS part
       FROM enrollment_line WHERE association_id = $1 AND batch_id = $2 AND state = 'ELIGIBLE'
     ) AS p
     WHERE l.association_id = $1 AND l.batch_id = $2 AND l.number = p.number`,
    [batch.associationId, batch.id],
  );
}

export interface SentLine {
  readonly lineId: string;
  readonly memberId: string;
  readonly maintenanceType: MaintenanceType;
  readonly effectiveDate: string;
  readonly policyClass: PolicyClass;
  readonly birthDate: string;
  readonly sex: Sex;
  readonly relationship: Relationship;
  readonly terminationReason: TerminationReason | null;
}

export interface BatchPart {
  readonly part: number;
  readonly complete: boolean;
  readonly lines: readonly SentLine[];
}

/** The first part that has no answer yet; null when every part has one. */
export async function nextPart(manager: EntityManager, batch: EnrollmentBatchRow): Promise<BatchPart | null> {
  const [parts] = await manager.query<{ next: number | null; last: number | null }[]>(
    `SELECT min(part) FILTER (WHERE state = 'ELIGIBLE') AS next, max(part) AS last FROM enrollment_line WHERE association_id = $1 AND batch_id = $2`,
    [batch.associationId, batch.id],
  );
  const part = parts?.next ?? null;
  if (part === null) return null;
  const lines = await manager.query<SentLine[]>(
    `SELECT l.id AS "lineId", l.member_id AS "memberId", l.maintenance_type AS "maintenanceType", l.effective_date::text AS "effectiveDate",
       l.policy_class AS "policyClass", m.birth_date::text AS "birthDate", m.sex, m.relationship, l.termination_reason AS "terminationReason"
     FROM enrollment_line l JOIN member m ON m.association_id = l.association_id AND m.id = l.member_id
     WHERE l.association_id = $1 AND l.batch_id = $2 AND l.part = $3
     ORDER BY l.number`,
    [batch.associationId, batch.id, part],
  );
  return { part, complete: part === parts?.last, lines };
}

/** Keeps the insurer's answers on the lines that have none. */
export async function keepAnswers(tx: EntityManager, batch: EnrollmentBatchRow, answers: readonly LineAnswer[]): Promise<void> {
  await tx.query(
    `UPDATE enrollment_line l SET state = a.state, coverage_id = a.coverage_id, problem_code = a.code, problem_values = a.values, problem_rule = NULL
     FROM unnest($3::uuid[], $4::text[], $5::text[], $6::text[], $7::jsonb[]) AS a(id, state, coverage_id, code, values)
     WHERE l.association_id = $1 AND l.batch_id = $2 AND l.id = a.id AND l.state = 'ELIGIBLE'`,
    [
      batch.associationId, batch.id, answers.map(({ lineId }) => lineId), answers.map(({ state }): EnrollmentLineState => state),
      answers.map(({ coverageId }) => coverageId), answers.map(({ problem }) => problem?.code ?? null),
      answers.map(({ problem }) => (problem === null ? null : JSON.stringify(problem.values ?? {}))),
    ],
  );
}

export async function setPremiumDelta(tx: EntityManager, batch: EnrollmentBatchRow, premiumDelta: bigint): Promise<void> {
  await tx.query('UPDATE enrollment_batch SET premium_delta = $3 WHERE association_id = $1 AND id = $2', [batch.associationId, batch.id, premiumDelta.toString()]);
}

/**
 * Brings the roster in line with what the insurer accepted: who was terminated for a reason that ends employment or
 * family has left, who was reinstated is back, and a changed class is the class. Doing it twice changes nothing more.
 */
export async function bringRosterInLine(tx: EntityManager, batch: EnrollmentBatchRow): Promise<void> {
  await tx.query(
    `UPDATE member m SET
       left_on = CASE l.maintenance_type WHEN 'TERMINATE' THEN l.effective_date WHEN 'REINSTATE' THEN NULL ELSE m.left_on END,
       policy_class = CASE l.maintenance_type WHEN 'CHANGE' THEN l.policy_class ELSE m.policy_class END
     FROM enrollment_line l
     WHERE l.association_id = $1 AND l.batch_id = $2 AND l.state = 'ACCEPTED' AND m.association_id = l.association_id AND m.id = l.member_id
       AND (l.maintenance_type IN ('CHANGE', 'REINSTATE')
         OR (l.maintenance_type = 'TERMINATE' AND l.termination_reason <> 'INSURER_CHANGE_WITH_NEW_COVER'))`,
    [batch.associationId, batch.id],
  );
}
