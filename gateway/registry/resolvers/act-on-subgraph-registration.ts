import { hasRole } from '../../../schema/contracts/identity.ts';
import { runCommand } from '../../../subgraphs/kit/command.ts';
import { invalidInput } from '../../../subgraphs/kit/refusal.ts';
import { askAccredited } from '../asks/accreditation-ask.ts';
import { ASKS_ACCREDITATION } from '../domain/registration-life.ts';
import type { RegistrationAction, RegistrationState } from '../domain/registration-life.ts';
import type { RegistrationRow } from '../store/registration-table.ts';
import { moveRegistration } from '../store/registrations.ts';
import type { RegistrationChange } from '../store/registrations.ts';
import { stillAccredited } from './accredited.ts';
import { registrationFor } from './registry-viewer.ts';
import { stepOfRegistration } from './step-of-registration.ts';
import { leaveGraph } from './step-of-version.ts';
import type { MutationResolvers } from './types.generated.ts';

const ACTS: readonly RegistrationAction[] = ['PAUSE', 'RESUME', 'WITHDRAW'];

export const actOnSubgraphRegistration: MutationResolvers['actOnSubgraphRegistration'] = async (_parent, { input }, context) => {
  const { database, graph, loaders, now, principal, requestId } = context;
  const { action } = input;
  const reason = input.reason ?? null;
  const { answer, problems } = await runCommand(context, 'actOnSubgraphRegistration', input, {
    gather: async () => {
      if (!ACTS.includes(action)) throw invalidInput('action', 'has a mutation of its own');
      const { id, insurerId } = await registrationFor(database.manager, principal, input.registrationId);
      return { id, insurerId, asked: ASKS_ACCREDITATION.includes(action) && (await askAccredited(graph, insurerId, requestId)) };
    },
    decide: async (tx, { id: registrationId, insurerId, asked }) => {
      const accredited = () => stillAccredited(tx.manager, insurerId, asked);
      const { row, to } = await stepOfRegistration(tx.manager, principal, { insurerId, registrationId, action, reason, accredited });
      await moveRegistration(tx.manager, row, { state: to, since: now(), ...changeBy(row, to, reason, hasRole(principal, 'regulator')) });
      tx.audit({ entity: 'SubgraphRegistration', entityId: registrationId, action, from: row.state, to, reason });
      if (to === 'WITHDRAWN') await leaveGraph(tx, principal, row);
      return { registrationId };
    },
  });
  return { registration: answer === null ? null : await loaders.registration.load(answer.registrationId), problems: [...problems] };
};

function changeBy(row: RegistrationRow, to: RegistrationState, reason: string | null, byRegulator: boolean): RegistrationChange {
  if (to === 'PAUSED') return { reason, pausedBy: byRegulator ? 'regulator' : 'insurer' };
  return { reason: to === 'ACTIVE' ? null : reason, pausedBy: to === 'ACTIVE' ? null : row.pausedBy };
}
