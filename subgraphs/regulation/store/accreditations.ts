import { Any } from 'typeorm';
import type { EntityManager } from 'typeorm';
import { isId } from '../../kit/identifier.ts';
import type { PageRequest } from '../../kit/connection.ts';
import { conflict } from '../../kit/refusal.ts';
import type { AccreditationKind, AccreditationState } from '../domain/accreditation-life.ts';
import { ACCREDITATION_TABLE, ENDED_STATES } from './accreditation-table.ts';
import type { AccreditationRow } from './accreditation-table.ts';

const UNIQUE_VIOLATION = '23505';

export function readAccreditations(manager: EntityManager, ids: readonly string[]): Promise<AccreditationRow[]> {
  return manager.getRepository(ACCREDITATION_TABLE).findBy({ id: Any(ids.filter(isId)) });
}

export async function findAccreditation(manager: EntityManager, id: string): Promise<AccreditationRow | null> {
  return (await readAccreditations(manager, [id]))[0] ?? null;
}

/** The accreditation of each subject that counts now: the newest. Subjects that never applied are left out. */
export function readCurrent(manager: EntityManager, kind: AccreditationKind, subjectIds: readonly string[]): Promise<AccreditationRow[]> {
  return manager.getRepository(ACCREDITATION_TABLE).createQueryBuilder('accreditation')
    .distinctOn(['accreditation.subjectId'])
    .where('accreditation.kind = :kind AND accreditation.subjectId = ANY(:subjectIds)', { kind, subjectIds })
    .orderBy('accreditation.subjectId').addOrderBy('accreditation.id', 'DESC')
    .getMany();
}

export interface AccreditationFilter {
  readonly kind: AccreditationKind | null;
  readonly state: AccreditationState | null;
  /** Only this subject's; null for all. */
  readonly subjectId: string | null;
}

/** One page, newest first; a row more than asked says that there are more. */
export function readAccreditationPage(manager: EntityManager, filter: AccreditationFilter, { first, after }: PageRequest): Promise<AccreditationRow[]> {
  const query = manager.getRepository(ACCREDITATION_TABLE).createQueryBuilder('accreditation').orderBy('accreditation.id', 'DESC').limit(first + 1);
  if (filter.kind !== null) query.andWhere('accreditation.kind = :kind', { kind: filter.kind });
  if (filter.state !== null) query.andWhere('accreditation.state = :state', { state: filter.state });
  if (filter.subjectId !== null) query.andWhere('accreditation.subjectId = :subjectId', { subjectId: filter.subjectId });
  if (after !== null) query.andWhere('accreditation.id < :after', { after: after[0] });
  return query.getMany();
}

/** @throws Refused CONFLICT when the subject has one that has not ended. */
export async function insertAccreditation(manager: EntityManager, row: AccreditationRow): Promise<void> {
  const { raw } = await manager.getRepository(ACCREDITATION_TABLE).createQueryBuilder().insert().values(row as never).orIgnore().returning('id').execute();
  if ((raw as unknown[]).length === 1) return;
  const [current] = await readCurrent(manager, row.kind, [row.subjectId]);
  throw conflict(current?.state ?? 'APPLIED');
}

export type AccreditationChange = Partial<Omit<AccreditationRow, 'id' | 'kind' | 'subjectId' | 'version'>>;

/** @throws Refused CONFLICT when it is no longer as it was read, or another accreditation of the subject has begun. */
export async function moveAccreditation(manager: EntityManager, read: AccreditationRow, change: AccreditationChange): Promise<void> {
  const { id, version, state } = read;
  const [current] = await readCurrent(manager, read.kind, [read.subjectId]);
  if (current !== undefined && current.id !== id && !ENDED_STATES.includes(current.state)) throw conflict(current.state);
  const { affected } = await manager.getRepository(ACCREDITATION_TABLE).update({ id, version, state }, { ...change, version: version + 1 } as never)
    .catch((error: unknown) => {
      // An application of the same subject, committed since the look above.
      if (error instanceof Error && 'code' in error && error.code === UNIQUE_VIOLATION) throw conflict('APPLIED');
      throw error;
    });
  if (affected !== 1) throw conflict((await findAccreditation(manager, id))?.state ?? state);
}
