import type { EntityManager } from 'typeorm';
import { hasRole } from '../../../schema/contracts/identity.ts';
import type { Principal } from '../../../schema/contracts/identity.ts';
import { Refused } from '../../../subgraphs/kit/refusal.ts';
import { takeStep } from '../../../subgraphs/kit/transitions.ts';
import { REGISTRATION_LIFE } from '../domain/registration-life.ts';
import type { RegistrationAction, RegistrationFacts, RegistrationState } from '../domain/registration-life.ts';
import { lockInsurer } from '../store/one-at-a-time.ts';
import type { RegistrationRow } from '../store/registration-table.ts';
import { registrationFor } from './registry-viewer.ts';

export interface AskedStep {
  readonly insurerId: string;
  readonly registrationId: string;
  readonly action: RegistrationAction;
  readonly reason?: string | null;
  /** Asked when the insurer's turn has come; left out by steps that need no accreditation. */
  readonly accredited?: () => Promise<boolean>;
}

/** Waits for the insurer's turn, reads the registration as it is then, and decides the step on that. @throws Refused. */
export async function stepOfRegistration(
  manager: EntityManager, principal: Principal, { insurerId, registrationId, action, reason = null, accredited }: AskedStep,
): Promise<{ readonly row: RegistrationRow; readonly to: RegistrationState }> {
  await lockInsurer(manager, insurerId);
  const row = await registrationFor(manager, principal, registrationId);
  return { row, to: decideStep(row, principal, action, { reason, accredited: (await accredited?.()) ?? false }) };
}

/** @throws Refused. */
export function decideStep(
  row: RegistrationRow, principal: Principal, action: RegistrationAction, facts: Pick<RegistrationFacts, 'reason' | 'accredited'> = { reason: null, accredited: false },
): RegistrationState {
  const step = takeStep(REGISTRATION_LIFE, row.state, action, principal.roles, { ...facts, byRegulator: hasRole(principal, 'regulator'), pausedBy: row.pausedBy, isMoving: row.nextUrl !== null });
  if ('refusal' in step) throw new Refused(step.refusal);
  return step.to;
}
