import type { EntityManager } from 'typeorm';
import type { Refusal } from '../../kit/refusal.ts';
import type { DecidedLine } from '../domain/cover/apply-part.ts';

/** A line's answer as it is on record. */
export interface LineAnswer {
  readonly lineId: string;
  readonly accepted: boolean;
  readonly code: string;
  /** Null when accepted. */
  readonly refusal: Refusal | null;
  readonly coverageId: string | null;
}

export interface BatchKey {
  readonly policyId: string;
  readonly batchId: string;
}

/** Opens the batch with its first part, and keeps other parts waiting until the transaction ends. True when it was closed before. */
export async function openBatch(tx: EntityManager, { policyId, batchId }: BatchKey, insurerId: string, at: Date): Promise<boolean> {
  await tx.query(
    'INSERT INTO enrollment_batch (policy_id, batch_id, insurer_id, complete, begun_at) VALUES ($1, $2, $3, false, $4) ON CONFLICT DO NOTHING',
    [policyId, batchId, insurerId, at],
  );
  const rows = await tx.query<{ complete: boolean }[]>('SELECT complete FROM enrollment_batch WHERE policy_id = $1 AND batch_id = $2 FOR UPDATE', [policyId, batchId]);
  return rows[0]?.complete === true;
}

export async function closeBatch(tx: EntityManager, { policyId, batchId }: BatchKey): Promise<void> {
  await tx.query('UPDATE enrollment_batch SET complete = true WHERE policy_id = $1 AND batch_id = $2', [policyId, batchId]);
}

/** Answers on record for those lines, by line. */
export async function answersOf(manager: EntityManager, { policyId, batchId }: BatchKey, lineIds: readonly string[]): Promise<Map<string, LineAnswer>> {
  const rows = await manager.query<(Omit<LineAnswer, 'refusal'> & { details: Omit<Refusal, 'code'> })[]>(
    `SELECT line_id AS "lineId", accepted, code, details, coverage_id AS "coverageId"
     FROM enrollment_line WHERE policy_id = $1 AND batch_id = $2 AND line_id = ANY($3::uuid[])`,
    [policyId, batchId, lineIds],
  );
  return new Map(rows.map(({ details, ...row }) => {
    const refusal = row.accepted ? null : { ...details, code: row.code as Refusal['code'] };
    return [row.lineId, { ...row, refusal }];
  }));
}

export async function insertAnswers(
  tx: EntityManager,
  { policyId, batchId }: BatchKey,
  lines: readonly (DecidedLine & { readonly coverageId: string | null })[],
  at: Date,
): Promise<void> {
  await tx.query(
    `INSERT INTO enrollment_line (policy_id, batch_id, line_id, accepted, code, details, coverage_id, counted, premium_delta, vat, answered_at)
     SELECT $1, $2, l.line_id, l.accepted, l.code, l.details, l.coverage_id, l.counted, l.premium_delta, l.vat, $3
     FROM unnest($4::uuid[], $5::boolean[], $6::text[], $7::jsonb[], $8::uuid[], $9::boolean[], $10::bigint[], $11::bigint[])
       AS l (line_id, accepted, code, details, coverage_id, counted, premium_delta, vat)`,
    [
      policyId, batchId, at, lines.map(({ lineId }) => lineId), lines.map(({ refusal }) => refusal === null), lines.map(({ code }) => code),
      lines.map(({ refusal }) => JSON.stringify({ values: refusal?.values ?? {}, ...(refusal?.rule === undefined ? {} : { rule: refusal.rule }) })),
      lines.map(({ coverageId }) => coverageId), lines.map(({ counted }) => counted),
      lines.map(({ delta }) => delta.toString()), lines.map(({ vat }) => vat.toString()),
    ],
  );
}
