import { Any } from 'typeorm';
import type { EntityManager } from 'typeorm';
import { RED_FLAG_TABLE } from './red-flag-rows.ts';
import type { RedFlagRow } from './red-flag-rows.ts';

/** Of several tenders, in the order they were raised. */
export function readRedFlagsOf(manager: EntityManager, tenderIds: readonly string[]): Promise<RedFlagRow[]> {
  return manager.getRepository(RED_FLAG_TABLE).find({ where: { tenderId: Any([...tenderIds]) }, order: { tenderId: 'ASC', number: 'ASC' } });
}

/** Puts these in place of all that were raised before: each was measured against all tenders, so none outlives a change. */
export async function replaceRedFlags(tx: EntityManager, rows: readonly RedFlagRow[]): Promise<void> {
  await tx.query('DELETE FROM red_flag');
  for (let from = 0; from < rows.length; from += ROWS_A_STATEMENT) {
    await tx.getRepository(RED_FLAG_TABLE).insert(rows.slice(from, from + ROWS_A_STATEMENT) as never);
  }
}

/** Well under the 65,535 parameters of a statement. */
const ROWS_A_STATEMENT = 1_000;
