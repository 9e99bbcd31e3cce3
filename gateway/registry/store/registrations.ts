import { Any, Not } from 'typeorm';
import type { EntityManager } from 'typeorm';
import { isId } from '../../../subgraphs/kit/identifier.ts';
import type { PageRequest } from '../../../subgraphs/kit/connection.ts';
import { conflict } from '../../../subgraphs/kit/refusal.ts';
import type { RegistrationState } from '../domain/registration-life.ts';
import { tellReplicas } from './changes.ts';
import { REGISTRATION_TABLE } from './registration-table.ts';
import type { RegistrationRow } from './registration-table.ts';

export function readRegistrations(manager: EntityManager, ids: readonly string[]): Promise<RegistrationRow[]> {
  return manager.getRepository(REGISTRATION_TABLE).findBy({ id: Any(ids.filter(isId)) });
}

export async function findRegistration(manager: EntityManager, id: string): Promise<RegistrationRow | null> {
  return (await readRegistrations(manager, [id]))[0] ?? null;
}

/** The one of an insurer that has not been withdrawn. */
export function findCurrent(manager: EntityManager, insurerId: string): Promise<RegistrationRow | null> {
  return manager.getRepository(REGISTRATION_TABLE).findOneBy({ insurerId, state: Not('WITHDRAWN') });
}

export interface RegistrationFilter {
  /** Only this insurer's; null for all. */
  readonly insurerId: string | null;
  readonly state: RegistrationState | null;
}

/** One page, newest first; a row more than asked says that there are more. */
export function readRegistrationPage(manager: EntityManager, filter: RegistrationFilter, { first, after }: PageRequest): Promise<RegistrationRow[]> {
  const query = manager.getRepository(REGISTRATION_TABLE).createQueryBuilder('registration').orderBy('registration.id', 'DESC').limit(first + 1);
  if (filter.insurerId !== null) query.andWhere('registration.insurerId = :insurerId', { insurerId: filter.insurerId });
  if (filter.state !== null) query.andWhere('registration.state = :state', { state: filter.state });
  if (after !== null) query.andWhere('registration.id < :after', { after: after[0] });
  return query.getMany();
}

/** The caller holds the insurer's lock and has seen that it has no other. */
export async function insertRegistration(manager: EntityManager, row: RegistrationRow): Promise<void> {
  await manager.getRepository(REGISTRATION_TABLE).insert(row as never);
}

export type RegistrationChange = Partial<Omit<RegistrationRow, 'id' | 'insurerId' | 'namespace' | 'version'>>;

/** Every replica of the gateway is told when the change is committed. @throws Refused CONFLICT when it is no longer as it was read. */
export async function moveRegistration(manager: EntityManager, read: RegistrationRow, change: RegistrationChange): Promise<void> {
  const { id, version, state } = read;
  const { affected } = await manager.getRepository(REGISTRATION_TABLE).update({ id, version, state }, { ...change, version: version + 1 } as never);
  if (affected !== 1) throw conflict((await findRegistration(manager, id))?.state ?? state);
  await tellReplicas(manager, read.insurerId);
}
