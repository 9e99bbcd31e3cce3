import type { AnyFact } from '../../../schema/contracts/fact.ts';
import type { CommandTransaction } from '../../kit/command.ts';
import { Refused } from '../../kit/refusal.ts';
import { takeStep } from '../../kit/transitions.ts';
import { ACCREDITATION_LIFE } from '../domain/accreditation-life.ts';
import type { AccreditationAction } from '../domain/accreditation-life.ts';
import type { AccreditationRow } from '../store/accreditation-table.ts';
import { moveAccreditation } from '../store/accreditations.ts';
import type { AccreditationChange } from '../store/accreditations.ts';
import { addAccreditationTell } from './tell-accreditation.ts';

export interface TimerStep {
  readonly reason: string;
  readonly today: string;
  readonly facts: readonly AnyFact[];
  readonly change: AccreditationChange;
}

/** Moves an accreditation on because a day came or a licence lapsed, on record as the timer's doing. @throws Refused. */
export async function moveByTimer(
  tx: CommandTransaction, row: AccreditationRow, action: AccreditationAction, { reason, today, facts, change }: TimerStep,
): Promise<{ readonly accreditationId: string }> {
  const step = takeStep(ACCREDITATION_LIFE, row.state, action, ['timer'], { reason, byRegulator: false, failedRules: [], renewableFrom: null, today });
  if ('refusal' in step) throw new Refused(step.refusal);
  await moveAccreditation(tx.manager, row, { ...change, state: step.to });
  tx.audit({ entity: 'Accreditation', entityId: row.id, action, from: row.state, to: step.to, reason, facts });
  await addAccreditationTell(tx, { ...row, version: row.version + 1, state: step.to }, reason);
  return { accreditationId: row.id };
}
