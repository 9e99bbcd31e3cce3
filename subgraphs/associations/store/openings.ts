import type { EntityManager } from 'typeorm';
import { IsNull } from 'typeorm';
import type { Principal } from '../../../schema/contracts/identity.ts';
import type { CommandTransaction } from '../../kit/command.ts';
import { conflict } from '../../kit/refusal.ts';
import type { Opening, Tender } from '../domain/procurement/tender.ts';
import { openingTable } from './tender-tables.ts';

export function openingOf(manager: EntityManager, tenderId: string): Promise<Opening | null> {
  return manager.getRepository(openingTable).findOneBy({ tenderId });
}

/** @throws Refused CONFLICT when the opening was asked for already. */
export async function requestOpening(tx: CommandTransaction, tender: Tender, { subject, organisation }: Principal, now: Date): Promise<void> {
  const inserted = await tx.manager.query<unknown[]>(
    `INSERT INTO opening (tender_id, requested_by, requested_by_organisation, requested_at) VALUES ($1, $2, $3, $4)
     ON CONFLICT DO NOTHING RETURNING tender_id`,
    [tender.id, subject, organisation, now],
  );
  if (inserted.length === 0) throw conflict(`${tender.state}, OPENING_REQUESTED`);
}

/** @throws Refused CONFLICT when somebody has witnessed it already. */
export async function witnessOpening(tx: CommandTransaction, tender: Tender, { subject, organisation }: Principal, now: Date): Promise<void> {
  const { affected } = await tx.manager.getRepository(openingTable).update(
    { tenderId: tender.id, witnessedAt: IsNull() },
    { witnessedBy: subject, witnessedByOrganisation: organisation, witnessedAt: now },
  );
  if (affected !== 1) throw conflict(`${tender.state}, OPENING_WITNESSED`);
}

export async function markOpened(tx: CommandTransaction, tenderId: string, now: Date): Promise<void> {
  await tx.manager.getRepository(openingTable).update({ tenderId }, { openedAt: now });
}
