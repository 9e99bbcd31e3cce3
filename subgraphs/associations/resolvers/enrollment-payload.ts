import { isId } from '../../kit/identifier.ts';
import type { CommandOutcome } from '../../kit/command.ts';
import { Refused, notFound } from '../../kit/refusal.ts';
import type { HouseContext } from '../context.ts';
import { readBatch } from '../store/enrollment-rows.ts';
import type { EnrollmentBatchRow } from '../store/enrollment-tables.ts';
import { isOfficerOf } from './roster-viewer.ts';
import type { EnrollmentBatchPayload, ResolversTypes } from './types.generated.ts';

type Payload = Omit<EnrollmentBatchPayload, 'batch' | 'problems'> & { batch: Awaited<ResolversTypes['EnrollmentBatch']> | null; problems: Awaited<ResolversTypes['Problem']>[] };

/** The batch as the command left it, or why it did nothing. */
export async function batchPayload({ answer, problems }: CommandOutcome<{ readonly batchId: string }>, { roster }: HouseContext): Promise<Payload> {
  return { batch: answer === null ? null : await roster.batch.clear(answer.batchId).load(answer.batchId), problems: [...problems] };
}

/** The batch an officer commands. @throws Refused NOT_FOUND, NOT_YOURS. */
export async function commandedBatch({ database, principal }: HouseContext, batchId: string, field: string): Promise<EnrollmentBatchRow> {
  const batch = isId(batchId) ? await readBatch(database.manager, batchId) : null;
  if (batch === null) throw notFound('enrollment batch', field);
  if (!isOfficerOf(principal, batch.associationId)) throw new Refused({ code: 'NOT_YOURS', path: ['input', field] });
  return batch;
}
