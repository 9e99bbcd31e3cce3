import { Any, LessThan } from 'typeorm';
import type { EntityManager } from 'typeorm';
import type { PageRequest } from '../../kit/connection.ts';
import { isId } from '../../kit/identifier.ts';
import { conflict } from '../../kit/refusal.ts';
import { BLOCKING_STATES } from '../domain/complaint-life.ts';
import type { ComplaintState } from '../domain/complaint-life.ts';
import { COMPLAINT_TABLE } from './complaint-table.ts';
import type { ComplaintRow } from './complaint-table.ts';

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

/** Which complaints a viewer may see: all, those of one organisation, or none. */
export type ComplaintSight = { readonly complainant: string } | 'ALL' | 'NONE';

export interface ComplaintFilter {
  readonly states?: readonly ComplaintState[] | null;
  readonly tenderId?: string | null;
}

/** A page of them, the newest first, and one more when there are more. */
export async function pageOfComplaints(manager: EntityManager, sight: ComplaintSight, { states, tenderId }: ComplaintFilter, { first, after }: PageRequest): Promise<ComplaintRow[]> {
  if (sight === 'NONE') return [];
  return manager.getRepository(COMPLAINT_TABLE).find({
    where: {
      ...(sight === 'ALL' ? {} : { complainant: sight.complainant }), ...(states == null ? {} : { state: Any([...states]) }), ...(tenderId == null ? {} : { tenderId }),
      ...(after === null ? {} : { id: LessThan(after[0] as string) }),
    },
    order: { id: 'DESC' }, take: first + 1,
  });
}

/** What complaints keep from being signed. */
export interface SigningBlockRow {
  readonly tenderId: string;
  /** Null for all lots. */
  readonly lotId: string | null;
  readonly upheld: boolean;
}

export async function readBlocks(manager: EntityManager, tenderIds: readonly string[]): Promise<SigningBlockRow[]> {
  return manager.query<SigningBlockRow[]>(
    'SELECT DISTINCT tender_id AS "tenderId", lot_id AS "lotId", state = \'UPHELD\' AS upheld FROM complaint WHERE tender_id = ANY($1) AND state = ANY($2) ORDER BY 2, 3',
    [tenderIds, BLOCKING_STATES],
  );
}

export async function insertComplaint(manager: EntityManager, row: ComplaintRow): Promise<void> {
  await manager.getRepository(COMPLAINT_TABLE).insert(row);
}

/** @throws Refused CONFLICT when it is no longer as it was read. */
export async function moveComplaint(
  manager: EntityManager, read: ComplaintRow, change: Partial<Pick<ComplaintRow, 'state' | 'decisionReason' | 'remedy' | 'remedyKind'>>,
): Promise<void> {
  const { id, version, state } = read;
  const { affected } = await manager.getRepository(COMPLAINT_TABLE).update({ id, version, state }, { ...change, version: version + 1 });
  if (affected !== 1) throw conflict((await findComplaint(manager, id))?.state ?? state);
}

/** Keeps what the tender's house made of the order. */
export async function keepOrderAnswer(manager: EntityManager, id: string, at: Date, problems: readonly string[]): Promise<void> {
  await manager.query('UPDATE complaint SET ordered_at = $2, order_problems = $3 WHERE id = $1', [id, at, problems.length === 0 ? null : JSON.stringify(problems)]);
}
