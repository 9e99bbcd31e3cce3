import { Any } from 'typeorm';
import type { EntityManager } from 'typeorm';
import type { CommandTransaction } from '../../kit/command.ts';
import { isId, newId } from '../../kit/identifier.ts';
import { Refused, conflict, notFound } from '../../kit/refusal.ts';
import { takeStep } from '../../kit/transitions.ts';
import type { AwardFigures } from '../domain/procurement/award-figures.ts';
import type { Award, BidEvaluation } from '../domain/procurement/award.ts';
import type { AwardAction } from '../domain/procurement/award-life.ts';
import { AWARD_LIFE } from '../domain/procurement/award-life.ts';
import { awardTable } from './award-tables.ts';

export function awardsById(manager: EntityManager, ids: readonly string[]): Promise<Award[]> {
  return manager.getRepository(awardTable).findBy({ id: Any([...ids]) });
}

export function awardsOf(manager: EntityManager, tenderId: string): Promise<Award[]> {
  return manager.getRepository(awardTable).find({ where: { tenderId }, order: { id: 'ASC' } });
}

/** The last award of each lot. Ids are UUIDv7, so their order is the order of making. */
export async function lastAwardsOf(manager: EntityManager, lotIds: readonly string[]): Promise<Award[]> {
  const all = await manager.getRepository(awardTable).find({ where: { lotId: Any([...lotIds]) }, order: { id: 'ASC' } });
  return [...new Map(all.map((award) => [award.lotId, award])).values()];
}

/** @throws Refused NOT_FOUND. */
export async function readAward(manager: EntityManager, id: string): Promise<Award> {
  const award = isId(id) ? await manager.getRepository(awardTable).findOneBy({ id }) : null;
  if (award === null) throw notFound('Award', 'awardId');
  return award;
}

/** Proposes the winner of a lot, with the money of its associations. */
export async function insertAward(
  tx: CommandTransaction, winner: BidEvaluation, figures: AwardFigures, standstillEndsAt: Date,
): Promise<void> {
  const id = newId();
  const { tenderId, lotId, bidId, insurerId } = winner;
  const { amount, savings, shares } = figures;
  await tx.manager.getRepository(awardTable).insert(
    { id, tenderId, lotId, bidId, insurerId, amount, state: 'PENDING', version: 1, standstillEndsAt, savings } as never,
  );
  await tx.manager.query(
    `INSERT INTO award_share (award_id, association_id, lives, list_bill, community_charge, transfer, stand_alone)
     SELECT $1, * FROM unnest($2::uuid[], $3::int[], $4::bigint[], $5::bigint[], $6::bigint[], $7::bigint[])`,
    [
      id, shares.map((share) => share.associationId), shares.map((share) => share.lives), shares.map((share) => share.listBill.toString()),
      shares.map((share) => share.communityCharge.toString()), shares.map((share) => share.transfer.toString()),
      shares.map((share) => share.standAlone?.toString() ?? null),
    ],
  );
  tx.audit({ entity: 'Award', entityId: id, action: 'PROPOSE', from: null, to: 'PENDING' });
}

/** Moves an award with its tender, as the house itself. @throws Refused what the table says, or CONFLICT. */
export async function moveAward(tx: CommandTransaction, award: Award, action: AwardAction, accredited: boolean): Promise<void> {
  const step = takeStep(AWARD_LIFE, award.state, action, ['timer'], { accredited });
  if ('refusal' in step) throw new Refused(step.refusal);
  const { affected } = await tx.manager.getRepository(awardTable).update(
    { id: award.id, version: award.version, state: award.state }, { state: step.to, version: award.version + 1 },
  );
  if (affected !== 1) throw conflict((await readAward(tx.manager, award.id)).state);
  tx.audit({ entity: 'Award', entityId: award.id, action, from: award.state, to: step.to });
}
