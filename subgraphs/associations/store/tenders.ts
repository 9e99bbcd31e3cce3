import { Any, LessThan, Not } from 'typeorm';
import type { EntityManager, FindOptionsWhere } from 'typeorm';
import type { CommandTransaction } from '../../kit/command.ts';
import type { PageRequest } from '../../kit/connection.ts';
import { isId } from '../../kit/identifier.ts';
import { notFound } from '../../kit/refusal.ts';
import type { DemandPool } from '../domain/procurement/pool.ts';
import type { Lot, Tender } from '../domain/procurement/tender.ts';
import type { TenderState } from '../domain/procurement/tender-life.ts';
import { demandPoolTable } from './pool-tables.ts';
import { lotTable, tenderTable } from './tender-tables.ts';

export function tendersById(manager: EntityManager, ids: readonly string[]): Promise<Tender[]> {
  return manager.getRepository(tenderTable).findBy({ id: Any([...ids]) });
}

export function tendersByOcid(manager: EntityManager, ocids: readonly string[]): Promise<Tender[]> {
  return manager.getRepository(tenderTable).findBy({ ocid: Any([...ocids]) });
}

/** @throws Refused NOT_FOUND, at the input field that named it. */
export async function readTender(manager: EntityManager, id: string, field = 'tenderId'): Promise<Tender> {
  const tender = isId(id) ? await manager.getRepository(tenderTable).findOneBy({ id }) : null;
  if (tender === null) throw notFound('Tender', field);
  return tender;
}

/** Reads a tender that stays as it is until the commit: `share` lets others do the same, `alone` does not. */
export async function holdTender(manager: EntityManager, id: string, how: 'share' | 'alone'): Promise<Tender> {
  const mode = how === 'share' ? 'pessimistic_read' : 'pessimistic_write';
  return manager.getRepository(tenderTable).findOneOrFail({ where: { id }, lock: { mode } });
}

/** Newest first. Ids are UUIDv7, so their order is the order of making. */
export function pageOfTenders(
  manager: EntityManager, page: PageRequest, filter: { readonly state: TenderState | null; readonly drafts: boolean },
): Promise<Tender[]> {
  const where: FindOptionsWhere<Tender> = {
    ...(filter.state === null ? {} : { state: filter.state }),
    ...(page.after?.[0] === undefined ? {} : { id: LessThan(page.after[0]) }),
  };
  if (!filter.drafts && filter.state === 'DRAFT') return Promise.resolve([]);
  const seen = filter.drafts || filter.state !== null ? where : { ...where, state: Not('DRAFT' as const) };
  return manager.getRepository(tenderTable).find({ where: seen, order: { id: 'DESC' }, take: page.first + 1 });
}

export async function lotsOf(manager: EntityManager, tenderIds: readonly string[]): Promise<Lot[]> {
  return manager.getRepository(lotTable).find({ where: { tenderId: Any([...tenderIds]) }, order: { number: 'ASC' } });
}

/** Keeps a new tender with its lots and its empty pool. */
export async function insertTender(tx: CommandTransaction, tender: Tender, lots: readonly Lot[], pool: DemandPool): Promise<void> {
  const { manager } = tx;
  await manager.getRepository(tenderTable).insert(tender as never);
  await manager.getRepository(lotTable).insert(lots as never);
  await manager.getRepository(demandPoolTable).insert(pool as never);
  tx.audit({ entity: 'Tender', entityId: tender.id, action: 'CREATE', from: null, to: tender.state });
}
