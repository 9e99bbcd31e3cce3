import type { QueryRunner } from 'typeorm';
import type { HouseServices } from '../../kit/request-context.ts';
import { stepImport } from './end-import.ts';
import { tryLockRoster, unlockRoster } from './import-lock.ts';
import { readImportsInState } from './roster-imports.ts';
import type { RosterImportRow } from './roster-import-tables.ts';

/**
 * Ends imports that nobody receives any more: their process died, or their address expired unused. An import that is
 * being received holds its association's lock, so whose lock is free is over.
 */
export async function sweepImports({ database, now }: HouseServices): Promise<void> {
  for (const row of await readImportsInState(database.manager, 'AWAITING_UPLOAD', now())) await stepImport(database, row, 'EXPIRE', now());
  const runner = database.createQueryRunner();
  try {
    for (const row of await readImportsInState(database.manager, 'RECEIVING', null)) {
      if (!(await tryLockRoster(runner, row.associationId))) continue;
      await stepImport(database, row, 'INTERRUPT', now(), { code: 'IMPORT_INTERRUPTED', values: {} });
      await unlockRoster(runner, row.associationId);
    }
  } finally {
    await runner.release();
  }
}

/** The same for one association whose lock the caller holds: what still says RECEIVING there is over. */
export async function interruptOthers({ database, now }: HouseServices, runner: QueryRunner, associationId: string): Promise<void> {
  const rows = (await runner.query(
    `SELECT association_id AS "associationId", id, state, requested_by AS "requestedBy" FROM roster_import
     WHERE association_id = $1 AND state = 'RECEIVING'`,
    [associationId],
  )) as RosterImportRow[];
  for (const row of rows) await stepImport(database, row, 'INTERRUPT', now(), { code: 'IMPORT_INTERRUPTED', values: {} });
}
