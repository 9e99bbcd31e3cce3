import { Any } from 'typeorm';
import type { EntityManager } from 'typeorm';
import { conflict } from '../../kit/refusal.ts';
import { NO_OBJECTION_TABLE } from './no-objection-table.ts';
import type { NoObjectionRow } from './no-objection-table.ts';

export function readNoObjections(manager: EntityManager, tenderIds: readonly string[]): Promise<NoObjectionRow[]> {
  return manager.getRepository(NO_OBJECTION_TABLE).findBy({ tenderId: Any([...tenderIds]) });
}

/** Writes the regulator's word; `read` is what was there before, null when nothing. @throws Refused CONFLICT. */
export async function sayNoObjection(manager: EntityManager, read: NoObjectionRow | null, word: Omit<NoObjectionRow, 'version'>): Promise<void> {
  const repository = manager.getRepository(NO_OBJECTION_TABLE);
  const { tenderId } = word;
  if (read === null) {
    const { raw } = await repository.createQueryBuilder().insert().values({ ...word, version: 1 }).orIgnore().returning('state').execute();
    if ((raw as unknown[]).length === 1) return;
  } else {
    const { version, state } = read;
    const { affected } = await repository.update({ tenderId, version, state }, { ...word, version: version + 1 });
    if (affected === 1) return;
  }
  throw conflict((await readNoObjections(manager, [tenderId]))[0]?.state ?? 'PENDING');
}
