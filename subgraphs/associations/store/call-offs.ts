import { Any } from 'typeorm';
import type { EntityManager } from 'typeorm';
import type { CommandTransaction } from '../../kit/command.ts';
import { Refused, conflict } from '../../kit/refusal.ts';
import type { Refusal } from '../../kit/refusal.ts';
import { takeStep } from '../../kit/transitions.ts';
import type { CallOff } from '../domain/procurement/award.ts';
import { CALL_OFF_LIFE } from '../domain/procurement/call-off-life.ts';
import { callOffTable } from './award-tables.ts';

export function callOffsById(manager: EntityManager, ids: readonly string[]): Promise<CallOff[]> {
  return manager.getRepository(callOffTable).findBy({ id: Any([...ids]) });
}

/** Keeps an order. @throws Refused CONFLICT when one stands already for the association under this agreement. */
export async function insertCallOff(tx: CommandTransaction, callOff: CallOff): Promise<void> {
  const { id, associationId, frameworkAgreementId, insurerId, state, version, inceptionDate, expiryDate, orderedAt } = callOff;
  const inserted = await tx.manager.query<unknown[]>(
    `INSERT INTO call_off (association_id, id, framework_agreement_id, insurer_id, state, version, inception_date, expiry_date, ordered_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
     ON CONFLICT (framework_agreement_id, association_id) WHERE state <> 'REFUSED' DO NOTHING RETURNING id`,
    [associationId, id, frameworkAgreementId, insurerId, state, version, inceptionDate, expiryDate, orderedAt],
  );
  if (inserted.length === 0) throw conflict(await standingState(tx.manager, callOff));
  tx.audit({ entity: 'CallOff', entityId: id, action: 'ORDER', from: null, to: state });
}

async function standingState(manager: EntityManager, { frameworkAgreementId, associationId }: CallOff): Promise<string> {
  const rows = await manager.getRepository(callOffTable).findBy({ frameworkAgreementId, associationId });
  return rows.find((row) => row.state !== 'REFUSED')?.state ?? 'ORDERED';
}

/** The insurer's answer to an order. @throws Refused what the table says, or CONFLICT. */
export async function answerCallOff(
  tx: CommandTransaction, callOff: CallOff, answer: { readonly policyId: string } | { readonly problem: Refusal },
): Promise<void> {
  const action = 'policyId' in answer ? 'ISSUE' : 'REFUSE';
  const step = takeStep(CALL_OFF_LIFE, callOff.state, action, ['timer'], undefined);
  if ('refusal' in step) throw new Refused(step.refusal);
  const { affected } = await tx.manager.getRepository(callOffTable).update(
    { id: callOff.id, version: callOff.version, state: callOff.state },
    { ...answer, state: step.to, version: callOff.version + 1 } as never,
  );
  if (affected !== 1) throw conflict((await tx.manager.getRepository(callOffTable).findOneByOrFail({ id: callOff.id })).state);
  tx.audit({ entity: 'CallOff', entityId: callOff.id, action, from: callOff.state, to: step.to });
}
