import { hasRole } from '../../../schema/contracts/identity.ts';
import { runCommand } from '../../../subgraphs/kit/command.ts';
import type { CommandTransaction } from '../../../subgraphs/kit/command.ts';
import { Refused } from '../../../subgraphs/kit/refusal.ts';
import { takeStep } from '../../../subgraphs/kit/transitions.ts';
import type { HouseContext } from '../context.ts';
import { REGISTRATION_LIFE } from '../domain/registration-life.ts';
import { STEP_OF, isNewer } from '../domain/told-accreditation.ts';
import { lockInsurer } from '../store/one-at-a-time.ts';
import { findCurrent, moveRegistration } from '../store/registrations.ts';
import { findToldAccreditation, keepToldAccreditation } from '../store/told-accreditations.ts';
import { leaveGraph } from './step-of-version.ts';
import type { MutationResolvers, RecordAccreditationInput } from './types.generated.ts';

/** The house that owns accreditations; another house's word on them is nobody's. */
const OWNER = 'regulation';

export const recordAccreditation: MutationResolvers['recordAccreditation'] = async (_parent, { input }, context) => {
  const { loaders, principal } = context;
  const { answer, problems } = await runCommand(context, 'recordAccreditation', input, {
    decide: async (tx) => {
      if (!hasRole(principal, 'service') || principal.organisation !== OWNER) throw new Refused({ code: 'NOT_YOURS' });
      await lockInsurer(tx.manager, input.insurerId);
      const known = await findToldAccreditation(tx.manager, input.insurerId);
      const { insurerId, accreditationId, version, standing, reason } = input;
      if (isNewer({ accreditationId, version, standing }, known)) {
        await keepToldAccreditation(tx.manager, { insurerId, accreditationId, version, standing, reason, toldAt: context.now() });
        await moveAsTold(tx, context, input);
      }
      return { registrationId: (await findCurrent(tx.manager, insurerId))?.id ?? null };
    },
  });
  return { registration: answer?.registrationId == null ? null : await loaders.registration.load(answer.registrationId), problems: [...problems] };
};

/** What cannot take the step from where it stands, because it never served or is out already, stays there. */
async function moveAsTold(tx: CommandTransaction, { now, principal }: HouseContext, { insurerId, standing, reason }: RecordAccreditationInput): Promise<void> {
  const row = await findCurrent(tx.manager, insurerId);
  if (row === null) return;
  const action = STEP_OF[standing];
  const step = takeStep(REGISTRATION_LIFE, row.state, action, principal.roles, { reason, byRegulator: false, pausedBy: row.pausedBy, isMoving: row.nextUrl !== null, accredited: standing === 'IN_FORCE' });
  if ('refusal' in step) return;
  await moveRegistration(tx.manager, row, { state: step.to, since: now(), reason });
  tx.audit({ entity: 'SubgraphRegistration', entityId: row.id, action, from: row.state, to: step.to, reason });
  if (step.to === 'WITHDRAWN') await leaveGraph(tx, principal, row);
}
