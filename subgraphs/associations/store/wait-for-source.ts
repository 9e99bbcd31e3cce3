import type { EntityManager } from 'typeorm';
import { addJob } from '../../kit/jobs.ts';
import { actingFor } from '../../kit/on-behalf.ts';
import type { EnrollmentBatchRow } from './enrollment-tables.ts';

/** Seconds between tries grow to this and no further: a source that is back is noticed within a minute. */
const LONGEST_WAIT_S = 60;

/** Says on the batch what it waits for, and looks again later; both or neither. */
export async function waitForSource(
  tx: EntityManager, batch: EnrollmentBatchRow, source: string, again: { readonly task: string; readonly attempt: number; readonly now: Date },
): Promise<void> {
  const { task, attempt, now } = again;
  await tx.query(
    `UPDATE enrollment_batch SET waiting_code = 'BATCH_WAITS_FOR_SOURCE', waiting_values = $3 WHERE association_id = $1 AND id = $2`,
    [batch.associationId, batch.id, JSON.stringify({ source })],
  );
  const seconds = Math.min(LONGEST_WAIT_S, 2 ** Math.min(attempt, 6));
  await addJob(tx, task, { batchId: batch.id, attempt: attempt + 1 }, { runAt: new Date(now.getTime() + seconds * 1_000), key: `${task}:${batch.id}`, cause: actingFor() });
}

export async function endWaiting(tx: EntityManager, batch: EnrollmentBatchRow): Promise<void> {
  await tx.query(
    'UPDATE enrollment_batch SET waiting_code = NULL, waiting_values = NULL WHERE association_id = $1 AND id = $2 AND waiting_code IS NOT NULL',
    [batch.associationId, batch.id],
  );
}
