import type { EntityManager } from 'typeorm';
import { Any, QueryFailedError } from 'typeorm';
import type { Fact } from '../../../schema/contracts/fact.ts';
import type { PageRequest } from '../../kit/connection.ts';
import { Refused } from '../../kit/refusal.ts';
import { associationTable } from './association-table.ts';
import type { AssociationRow, KeptBankState } from './association-table.ts';

export function readAssociations(manager: EntityManager, ids: readonly string[]): Promise<AssociationRow[]> {
  return manager.getRepository(associationTable).findBy({ id: Any([...ids]) });
}

export function readAssociationsByLicense(manager: EntityManager, licenseNumbers: readonly string[]): Promise<AssociationRow[]> {
  return manager.getRepository(associationTable).findBy({ licenseNumber: Any([...licenseNumbers]) });
}

/** One page by licence number, with one row more to show that others follow. */
export function readAssociationPage(manager: EntityManager, page: PageRequest, region: string | null): Promise<AssociationRow[]> {
  const query = manager.getRepository(associationTable).createQueryBuilder('a').orderBy('a.licenseNumber').limit(page.first + 1);
  if (region !== null) query.andWhere('a.region = :region', { region });
  if (page.after !== null) query.andWhere('a.licenseNumber > :after', { after: page.after[0] ?? '' });
  return query.getMany();
}

export type NewAssociation = Pick<AssociationRow, 'id' | 'licenseNumber' | 'nameAr' | 'nameEn' | 'region' | 'city'>;

/** @throws Refused LICENSE_TAKEN. */
export async function insertAssociation(tx: EntityManager, association: NewAssociation): Promise<void> {
  try {
    await tx.getRepository(associationTable).insert(association);
  } catch (error) {
    const constraint = error instanceof QueryFailedError ? (error.driverError as { constraint?: string }).constraint : undefined;
    if (constraint === 'association_license_number') throw new Refused({ code: 'LICENSE_TAKEN', path: ['input', 'licenseNumber'] });
    throw error;
  }
}

export interface BankAnswer {
  readonly ibanSealed: Buffer;
  readonly ibanTail: string;
  readonly bankState: KeptBankState;
  readonly bankFact: Fact<string>;
}

/** False when somebody changed the association since `version` was read. */
export async function setBankAccount(tx: EntityManager, id: string, version: number, answer: BankAnswer): Promise<boolean> {
  const change = { ...answer, version: version + 1 };
  const result = await tx.getRepository(associationTable).update({ id, version }, change as never);
  return result.affected === 1;
}
