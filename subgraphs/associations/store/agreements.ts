import { Any, IsNull } from 'typeorm';
import type { EntityManager } from 'typeorm';
import type { CommandTransaction } from '../../kit/command.ts';
import { isId, newId } from '../../kit/identifier.ts';
import { conflict, notFound } from '../../kit/refusal.ts';
import type { Award, FrameworkAgreement } from '../domain/procurement/award.ts';
import type { Tender } from '../domain/procurement/tender.ts';
import { frameworkAgreementTable } from './award-tables.ts';

export function agreementsById(manager: EntityManager, ids: readonly string[]): Promise<FrameworkAgreement[]> {
  return manager.getRepository(frameworkAgreementTable).findBy({ id: Any([...ids]) });
}

export function agreementsOf(manager: EntityManager, tenderIds: readonly string[]): Promise<FrameworkAgreement[]> {
  return manager.getRepository(frameworkAgreementTable).find({ where: { tenderId: Any([...tenderIds]) }, order: { id: 'ASC' } });
}

/** @throws Refused NOT_FOUND. */
export async function readAgreement(manager: EntityManager, id: string): Promise<FrameworkAgreement> {
  const agreement = isId(id) ? await manager.getRepository(frameworkAgreementTable).findOneBy({ id }) : null;
  if (agreement === null) throw notFound('FrameworkAgreement', 'frameworkAgreementId');
  return agreement;
}

/** Writes out the agreement of an award, unsigned. */
export async function insertAgreement(tx: CommandTransaction, tender: Tender, award: Award): Promise<void> {
  const id = newId();
  await tx.manager.getRepository(frameworkAgreementTable).insert({
    id, awardId: award.id, tenderId: tender.id, lotId: award.lotId, insurerId: award.insurerId, bidId: award.bidId,
    validFrom: tender.coverFrom, validTo: tender.coverTo,
    signedByCouncil: null, signedByCouncilAt: null, signedByInsurer: null, signedByInsurerAt: null,
  });
  tx.audit({ entity: 'FrameworkAgreement', entityId: id, action: 'WRITE', from: null, to: 'UNSIGNED' });
}

export type Side = 'council' | 'insurer';

/** Signs for one side. @throws Refused CONFLICT when that side has signed. */
export async function signAgreement(tx: CommandTransaction, agreement: FrameworkAgreement, side: Side, subject: string, now: Date): Promise<void> {
  const repository = tx.manager.getRepository(frameworkAgreementTable);
  const { affected } = side === 'council'
    ? await repository.update({ id: agreement.id, signedByCouncilAt: IsNull() }, { signedByCouncil: subject, signedByCouncilAt: now })
    : await repository.update({ id: agreement.id, signedByInsurerAt: IsNull() }, { signedByInsurer: subject, signedByInsurerAt: now });
  if (affected !== 1) throw conflict('SIGNED');
  tx.audit({ entity: 'FrameworkAgreement', entityId: agreement.id, action: `SIGN_${side.toUpperCase()}`, from: 'UNSIGNED', to: 'SIGNED' });
}

export function isSigned({ signedByCouncilAt, signedByInsurerAt }: FrameworkAgreement): boolean {
  return signedByCouncilAt !== null && signedByInsurerAt !== null;
}
