import { Any } from 'typeorm';
import type { EntityManager } from 'typeorm';
import { conflict } from '../../kit/refusal.ts';
import { SEALING_KEY_TABLE } from './sealing-key-table.ts';
import type { SealingKeyRow } from './sealing-key-table.ts';

export function readSealingKeys(manager: EntityManager, tenderIds: readonly string[]): Promise<SealingKeyRow[]> {
  return manager.getRepository(SEALING_KEY_TABLE).findBy({ tenderId: Any([...tenderIds]) });
}

export async function findSealingKey(manager: EntityManager, tenderId: string): Promise<SealingKeyRow | null> {
  return (await readSealingKeys(manager, [tenderId]))[0] ?? null;
}

/** False when the tender has a key already: bids may be sealed to it, so it is never replaced. */
export async function insertSealingKey(manager: EntityManager, key: SealingKeyRow): Promise<boolean> {
  const { raw } = await manager.getRepository(SEALING_KEY_TABLE).createQueryBuilder().insert().values(key).orIgnore().returning('kid').execute();
  return (raw as unknown[]).length === 1;
}

/** @throws Refused CONFLICT when it was released before. */
export async function markReleased(
  manager: EntityManager, tenderId: string, by: { readonly requestedBy: string; readonly witnessedBy: string; readonly at: Date },
): Promise<void> {
  const { affected } = await manager.getRepository(SEALING_KEY_TABLE).createQueryBuilder().update()
    .set({ releasedAt: by.at, requestedBy: by.requestedBy, witnessedBy: by.witnessedBy })
    .where('tender_id = :tenderId AND released_at IS NULL', { tenderId })
    .execute();
  if (affected !== 1) throw conflict('RELEASED');
}
