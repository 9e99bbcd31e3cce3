import { Any } from 'typeorm';
import type { EntityManager } from 'typeorm';
import { isId } from '../../kit/identifier.ts';
import { BLOCKING_STATES } from '../domain/complaint-life.ts';
import { COMPLAINT_TABLE } from './complaint-table.ts';
import type { ComplaintRow } from './complaint-table.ts';
import { conflict } from './conflict.ts';

export function readComplaints(manager: EntityManager, ids: readonly string[]): Promise<ComplaintRow[]> {
  return manager.getRepository(COMPLAINT_TABLE).findBy({ id: Any(ids.filter(isId)) });
}

export async function findComplaint(manager: EntityManager, id: string): Promise<ComplaintRow | null> {
  return (await readComplaints(manager, [id]))[0] ?? null;
}

/** Complaints about many tenders, oldest first. */
export function readComplaintsOf(manager: EntityManager, tenderIds: readonly string[]): Promise<ComplaintRow[]> {
  return manager.getRepository(COMPLAINT_TABLE).find({ where: { tenderId: Any([...tenderIds]) }, order: { id: 'ASC' } });
}

/** Those of the tenders that a complaint keeps from being signed. */
export async function readBlocked(manager: EntityManager, tenderIds: readonly string[]): Promise<{ readonly tenderId: string }[]> {
  return manager.query<{ tenderId: string }[]>(
    'SELECT DISTINCT tender_id AS "tenderId" FROM complaint WHERE tender_id = ANY($1) AND state = ANY($2)',
    [tenderIds, BLOCKING_STATES],
  );
}

export async function insertComplaint(manager: EntityManager, row: ComplaintRow): Promise<void> {
  await manager.getRepository(COMPLAINT_TABLE).insert(row);
}

/** @throws Refused CONFLICT when it is no longer as it was read. */
export async function moveComplaint(
  manager: EntityManager, read: ComplaintRow, change: Partial<Pick<ComplaintRow, 'state' | 'decisionReason' | 'remedy'>>,
): Promise<void> {
  const { id, version, state } = read;
  const { affected } = await manager.getRepository(COMPLAINT_TABLE).update({ id, version, state }, { ...change, version: version + 1 });
  if (affected !== 1) throw conflict((await findComplaint(manager, id))?.state ?? state);
}
