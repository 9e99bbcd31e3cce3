import type { EntityManager } from 'typeorm';
import { TOLD_ACCREDITATION_TABLE } from './told-accreditation-table.ts';
import type { ToldAccreditationRow } from './told-accreditation-table.ts';

export function findToldAccreditation(manager: EntityManager, insurerId: string): Promise<ToldAccreditationRow | null> {
  return manager.getRepository(TOLD_ACCREDITATION_TABLE).findOneBy({ insurerId });
}

/** The caller holds the insurer's lock and has seen that this is newer than what is kept. */
export async function keepToldAccreditation(manager: EntityManager, row: ToldAccreditationRow): Promise<void> {
  await manager.getRepository(TOLD_ACCREDITATION_TABLE).upsert(row as never, ['insurerId']);
}
