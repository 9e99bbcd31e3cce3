import type { EntityManager } from 'typeorm';
import { EXCLUDABLE } from '../domain/enrollment/enrollment-line.ts';
import type { EnrollmentLineRow } from './enrollment-tables.ts';

/** Leaves a line out. The step of its batch in the same transaction keeps it from being sent meanwhile. */
export async function excludeLine(tx: EntityManager, line: EnrollmentLineRow): Promise<void> {
  await tx.query(
    `UPDATE enrollment_line SET state = 'EXCLUDED' WHERE association_id = $1 AND batch_id = $2 AND number = $3 AND state = ANY($4::text[])`,
    [line.associationId, line.batchId, line.number, EXCLUDABLE],
  );
}
