import { Any } from 'typeorm';
import type { EntityManager } from 'typeorm';
import type { PageRequest } from '../../../kit/connection.ts';
import { isId } from '../../../kit/identifier.ts';
import { conflict } from '../../../kit/refusal.ts';
import type { InspectionOwner, InspectionState } from '../../domain/inspection-life.ts';
import { INSPECTION_NOTE_TABLE, INSPECTION_TABLE } from './inspection-table.ts';
import type { InspectionNoteRow, InspectionRow } from './inspection-table.ts';

/** Whose cases a viewer may see. */
export type InspectionSight = { readonly owner: InspectionOwner; readonly organisation: string } | 'ALL' | 'NONE';

export interface InspectionFilter {
  readonly state?: InspectionState | null;
  readonly owner?: InspectionOwner | null;
  readonly organisation?: string | null;
  readonly overdueAt?: Date | null;
  /** Those alone that wait for their owner's answer. */
  readonly unanswered?: boolean | null;
}

export type InspectionSort = 'DUE' | 'NEWEST' | 'SEVERITY';

/** Where the owner is the next to act. */
const UNANSWERED = `state IN ('OPEN', 'ASSIGNED', 'ESCALATED')`;

const ORDERS: Readonly<Record<InspectionSort, { readonly order: string; readonly after: string; readonly key: (row: InspectionRow) => readonly string[] }>> = {
  DUE: { order: 'due_at, id', after: '(due_at, id) > ($A::timestamptz, $B::uuid)', key: ({ dueAt, id }) => [dueAt.toISOString(), id] },
  NEWEST: { order: 'id DESC', after: 'id < $B::uuid AND $A::text IS NOT NULL', key: ({ id }) => ['', id] },
  SEVERITY: { order: 'severity DESC, id DESC', after: '(severity, id) < ($A::smallint, $B::uuid)', key: ({ severity, id }) => [String(severity), id] },
};

export const sortKeyOfInspection = (sort: InspectionSort): ((row: InspectionRow) => readonly string[]) => ORDERS[sort].key;

export function isInspectionCursor(after: readonly string[], sort: InspectionSort): boolean {
  const [first = '', id = ''] = after;
  const shaped = sort === 'DUE' ? !Number.isNaN(Date.parse(first)) : sort === 'SEVERITY' ? /^\d$/.test(first) : first === '';
  return after.length === 2 && shaped && isId(id);
}

export async function pageOfInspections(
  manager: EntityManager, sight: InspectionSight, filter: InspectionFilter, sort: InspectionSort, { first, after }: PageRequest,
): Promise<InspectionRow[]> {
  if (sight === 'NONE') return [];
  const values: unknown[] = [first + 1];
  const given = (value: unknown): string => `$${values.push(value)}`;
  const conditions: string[] = [];
  if (sight !== 'ALL') conditions.push(`owner = ${given(sight.owner)} AND organisation = ${given(sight.organisation)}`);
  if (filter.state != null) conditions.push(`state = ${given(filter.state)}`);
  if (filter.owner != null) conditions.push(`owner = ${given(filter.owner)}`);
  if (filter.organisation != null) conditions.push(`organisation = ${given(filter.organisation)}`);
  if (filter.overdueAt != null) conditions.push(`due_at <= ${given(filter.overdueAt)} AND ${UNANSWERED}`);
  if (filter.unanswered === true) conditions.push(UNANSWERED);
  if (after !== null) conditions.push(ORDERS[sort].after.replace('$A', given(after[0])).replace('$B', given(after[1])));
  const ids = await manager.query<{ id: string }[]>(
    `SELECT id FROM inspection ${conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`} ORDER BY ${ORDERS[sort].order} LIMIT $1`, values,
  );
  const rows = new Map((await readInspections(manager, ids.map(({ id }) => id))).map((row) => [row.id, row]));
  return ids.flatMap(({ id }) => rows.get(id) ?? []);
}

export function readInspections(manager: EntityManager, ids: readonly string[]): Promise<InspectionRow[]> {
  return manager.getRepository(INSPECTION_TABLE).findBy({ id: Any(ids.filter(isId)) });
}

export async function findInspection(manager: EntityManager, id: string): Promise<InspectionRow | null> {
  return (await readInspections(manager, [id]))[0] ?? null;
}

/** False when the finding has a case that is not closed. */
export async function insertInspection(manager: EntityManager, row: InspectionRow): Promise<boolean> {
  const { raw } = await manager.createQueryBuilder().insert().into(INSPECTION_TABLE).values(row).orIgnore().returning('id').execute() as { raw: unknown[] };
  return raw.length === 1;
}

/** @throws Refused CONFLICT when it is no longer as it was read. */
export async function moveInspection(manager: EntityManager, read: InspectionRow, change: Partial<InspectionRow>): Promise<void> {
  const { id, version, state } = read;
  const { affected } = await manager.getRepository(INSPECTION_TABLE).update({ id, version, state }, { ...change, version: version + 1 });
  if (affected !== 1) throw conflict((await findInspection(manager, id))?.state ?? state);
}

export async function insertNote(manager: EntityManager, note: InspectionNoteRow): Promise<void> {
  await manager.getRepository(INSPECTION_NOTE_TABLE).insert(note);
}

/** Notes of many cases, oldest first. */
export function readNotes(manager: EntityManager, inspectionIds: readonly string[]): Promise<InspectionNoteRow[]> {
  return manager.getRepository(INSPECTION_NOTE_TABLE).find({ where: { inspectionId: Any([...inspectionIds]) }, order: { id: 'ASC' } });
}

/** Cases whose time is over and that nobody answered. */
export async function overdueInspections(manager: EntityManager, now: Date): Promise<InspectionRow[]> {
  const ids = await manager.query<{ id: string }[]>(`SELECT id FROM inspection WHERE due_at <= $1 AND state IN ('OPEN', 'ASSIGNED') ORDER BY due_at LIMIT 500`, [now]);
  return readInspections(manager, ids.map(({ id }) => id));
}

/** What a case opened for a finding begins with. */
export interface SevereFinding {
  readonly id: string;
  readonly rule: string;
  readonly severity: number;
  readonly associationId: string | null;
  readonly insurerId: string | null;
  readonly ownerSector: string;
}

/** Open findings of the worst severity without a case, and a finding's facts by its id. */
export function severeFindings(manager: EntityManager, severity: number): Promise<SevereFinding[]> {
  return manager.query<SevereFinding[]>(
    `SELECT f.id, rule, f.severity, association_id AS "associationId", insurer_id AS "insurerId", owner_sector AS "ownerSector" FROM finding AS f
     WHERE f.state = 'OPEN' AND f.severity = $1 AND NOT EXISTS (SELECT 1 FROM inspection AS i WHERE i.finding_id = f.id AND (i.state <> 'CLOSED' OR i.opened_at >= f.opened_at))
     ORDER BY f.id LIMIT 500`,
    [severity],
  );
}
