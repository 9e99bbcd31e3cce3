import type { EntityManager } from 'typeorm';
import type { CommandTransaction } from '../../kit/command.ts';
import { Refused, conflict } from '../../kit/refusal.ts';
import { takeStep } from '../../kit/transitions.ts';
import type { Actor } from '../../kit/transitions.ts';
import { BATCH_LIFE } from '../domain/enrollment/batch-life.ts';
import type { EnrollmentBatchStep } from '../domain/enrollment/batch-life.ts';
import { readBatch, readTally } from './enrollment-rows.ts';
import type { EnrollmentBatchRow } from './enrollment-tables.ts';

export interface BatchStep {
  readonly action: EnrollmentBatchStep;
  readonly actors: readonly Actor[];
  readonly reason?: string;
  /** The life it is done for, when it is one life's affair. */
  readonly onBehalfOf?: string;
}

/**
 * Takes one step in a batch's life, written down; answers the batch as it is then.
 * @throws Refused what the table says, or CONFLICT when somebody moved the batch since it was read.
 */
export async function moveBatch(tx: CommandTransaction, batch: EnrollmentBatchRow, { action, actors, reason, onBehalfOf }: BatchStep): Promise<EnrollmentBatchRow> {
  const { lines } = await readTally(tx.manager, batch);
  const step = takeStep(BATCH_LIFE, batch.state, action, actors, { lines, telling: batch.tellingSince !== null });
  if ('refusal' in step) throw new Refused(step.refusal);
  const moved: EnrollmentBatchRow = { ...batch, state: step.to, version: batch.version + 1 };
  const [, affected] = await tx.manager.query<[unknown[], number]>(
    `UPDATE enrollment_batch SET state = $4, version = version + 1
     WHERE association_id = $1 AND id = $2 AND version = $3 AND state = $5`,
    [batch.associationId, batch.id, batch.version, step.to, batch.state],
  );
  if (affected !== 1) throw conflict((await readBatch(tx.manager, batch.id))?.state ?? 'gone');
  tx.audit({ entity: 'EnrollmentBatch', entityId: batch.id, action, from: batch.state, to: step.to, reason: reason ?? null, onBehalfOf: onBehalfOf ?? null });
  return moved;
}

/**
 * Marks that the insurer is being told, before it is; false when the batch was recalled or moved meanwhile. From here
 * on a recall comes too late, also when this process dies before the first part leaves.
 */
export async function beginTelling(manager: EntityManager, batch: EnrollmentBatchRow, at: Date): Promise<boolean> {
  const [, affected] = await manager.query<[unknown[], number]>(
    `UPDATE enrollment_batch SET telling_since = $4, version = version + 1
     WHERE association_id = $1 AND id = $2 AND version = $3 AND state = 'SUBMITTED'`,
    [batch.associationId, batch.id, batch.version, at],
  );
  return affected === 1;
}
