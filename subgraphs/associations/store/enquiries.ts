import type { EntityManager } from 'typeorm';
import { IsNull } from 'typeorm';
import type { CommandTransaction } from '../../kit/command.ts';
import { isId } from '../../kit/identifier.ts';
import { conflict, notFound } from '../../kit/refusal.ts';
import type { Enquiry } from '../domain/procurement/tender.ts';
import { enquiryTable } from './tender-tables.ts';

/** @throws Refused NOT_FOUND. */
export async function readEnquiry(manager: EntityManager, id: string): Promise<Enquiry> {
  const enquiry = isId(id) ? await manager.getRepository(enquiryTable).findOneBy({ id }) : null;
  if (enquiry === null) throw notFound('Enquiry', 'enquiryId');
  return enquiry;
}

export function openEnquiries(manager: EntityManager, tenderId: string): Promise<number> {
  return manager.getRepository(enquiryTable).countBy({ tenderId, answeredAt: IsNull() });
}

/** The trail says that a question came, not what it says: the question is published beside its answer. */
export async function insertEnquiry(tx: CommandTransaction, enquiry: Enquiry): Promise<void> {
  await tx.manager.getRepository(enquiryTable).insert(enquiry);
  tx.audit({ entity: 'Enquiry', entityId: enquiry.id, action: 'ASK', from: null, to: 'OPEN' });
}

/** @throws Refused CONFLICT when it was answered already: an answer all bidders have read is not changed. */
export async function answerEnquiry(tx: CommandTransaction, enquiry: Enquiry, answer: string, now: Date): Promise<void> {
  const { affected } = await tx.manager.getRepository(enquiryTable).update({ id: enquiry.id, answeredAt: IsNull() }, { answer, answeredAt: now });
  if (affected !== 1) throw conflict('ANSWERED');
  tx.audit({ entity: 'Enquiry', entityId: enquiry.id, action: 'ANSWER', from: 'OPEN', to: 'ANSWERED' });
}
