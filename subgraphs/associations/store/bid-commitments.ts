import type { EntityManager } from 'typeorm';
import { IsNull } from 'typeorm';
import type { CommandTransaction } from '../../kit/command.ts';
import { newId } from '../../kit/identifier.ts';
import type { BidCommitment } from '../domain/procurement/tender.ts';
import { bidCommitmentTable } from './tender-tables.ts';

export type NewCommitment = Pick<BidCommitment, 'tenderId' | 'lotId' | 'bidId' | 'insurerId' | 'commitment'>;

export function standingCommitments(manager: EntityManager, tenderId: string): Promise<BidCommitment[]> {
  return manager.getRepository(bidCommitmentTable).findBy({ tenderId, voidedAt: IsNull() });
}

/** Most commitments that stand in any one lot: with fewer than the minimum everywhere, the tender has failed. */
export async function mostStanding(manager: EntityManager, tenderId: string): Promise<number> {
  const rows = await manager.query<{ most: number | null }[]>(
    `SELECT max(n)::int AS most FROM (
       SELECT count(*) AS n FROM bid_commitment WHERE tender_id = $1 AND voided_at IS NULL GROUP BY lot_id
     ) AS of_lot`,
    [tenderId],
  );
  return rows[0]?.most ?? 0;
}

/** Records a hash. An earlier one of the same insurer and lot is voided, and stays on record. */
export async function recordCommitment(tx: CommandTransaction, commitment: NewCommitment, now: Date): Promise<void> {
  await voidCommitments(tx, { lotId: commitment.lotId, insurerId: commitment.insurerId }, 'REPLACE', now);
  const id = newId();
  await tx.manager.getRepository(bidCommitmentTable).insert({ ...commitment, id, recordedAt: now, voidedAt: null });
  tx.audit({ entity: 'BidCommitment', entityId: id, action: 'RECORD', from: null, to: 'STANDING' });
}

/** Voids what stands of a bid, of an insurer in a lot, or of a whole tender. Nothing standing is no fault. */
export async function voidCommitments(
  tx: CommandTransaction,
  which: { readonly tenderId: string } | { readonly tenderId: string; readonly bidId: string } | { readonly lotId: string; readonly insurerId: string },
  action: 'REPLACE' | 'WITHDRAW' | 'AMEND',
  now: Date,
): Promise<void> {
  const repository = tx.manager.getRepository(bidCommitmentTable);
  const standing = await repository.findBy({ ...which, voidedAt: IsNull() });
  if (standing.length === 0) return;
  await repository.update({ ...which, voidedAt: IsNull() }, { voidedAt: now });
  for (const { id } of standing) tx.audit({ entity: 'BidCommitment', entityId: id, action, from: 'STANDING', to: 'VOID' });
}
