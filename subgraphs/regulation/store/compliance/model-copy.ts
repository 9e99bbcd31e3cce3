import type { EntityManager } from 'typeorm';
import { SHADOW } from './compliance-migration.ts';

/** Which copy of the read model is meant: the one that is asked, or the one the check builds beside it. */
export type ModelCopy = 'live' | 'shadow';

/** From here to the end of the transaction, tables of the model are those of this copy. */
export async function useCopy(tx: EntityManager, copy: ModelCopy): Promise<void> {
  if (copy === 'shadow') await tx.query(`SET LOCAL search_path TO ${SHADOW}, public`);
}

/** Empties a copy, so that it will be read from the beginning, and takes away what indexes it can be filled without. */
export async function emptyCopy(manager: EntityManager, copy: ModelCopy): Promise<void> {
  await manager.query('SELECT empty_compliance($1), unindex_compliance($1)', [copy === 'shadow']);
}

/** Gives a copy that was filled the indexes back that it was emptied with; takes no time when it has them. */
export async function indexCopy(manager: EntityManager, copy: ModelCopy): Promise<void> {
  await manager.query(`SELECT set_config('maintenance_work_mem', '256MB', true)`);
  await manager.query('SELECT index_compliance($1)', [copy === 'shadow']);
}

/** Counts a copy's rows for the planner, which knows nothing of tables that were filled a moment ago. */
export async function analyseCopy(manager: EntityManager, copy: ModelCopy): Promise<void> {
  await manager.query('SELECT analyse_compliance($1)', [copy === 'shadow']);
}
