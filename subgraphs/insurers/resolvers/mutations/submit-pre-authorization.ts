import { runCommand } from '../../../kit/command.ts';
import type { CommandTransaction } from '../../../kit/command.ts';
import { isId, newId } from '../../../kit/identifier.ts';
import { Refused, invalidInput, notFound } from '../../../kit/refusal.ts';
import { takeStep } from '../../../kit/transitions.ts';
import type { HouseContext } from '../../context.ts';
import { DEEM_PRE_AUTHORIZATION, PRE_AUTHORIZATION_LIFE, deadlineOf } from '../../domain/network/pre-authorization-life.ts';
import { coverToAuthorize, insertPreAuthorization } from '../../store/pre-authorizations.ts';
import type { MutationResolvers, SubmitPreAuthorizationInput } from '../types.generated.ts';
import { mustSpeakForInsurer } from '../who-may.ts';

/** Clocks of two systems may differ by this much (rule S06). */
const TOLERANCE_MS = 15 * 60_000;

/** Mirrors a request for approval. Its clock began when the insurer received it, however late it is told here. */
export const submitPreAuthorization: NonNullable<MutationResolvers['submitPreAuthorization']> = async (_parent, { input }, context) => {
  const { answer, problems } = await runCommand(context, 'submitPreAuthorization', input, { decide: (tx) => submit(tx, context, input) });
  return { preAuthorization: answer === null ? null : await context.load.preAuthorization.load(answer.id), problems: [...problems] };
};

async function submit(tx: CommandTransaction, context: HouseContext, input: SubmitPreAuthorizationInput): Promise<{ id: string }> {
  mustSpeakForInsurer(context.principal, input.insurerId);
  const now = context.now();
  const submittedAt = new Date(input.submittedAt);
  if (submittedAt.getTime() > now.getTime() + TOLERANCE_MS) throw invalidInput('submittedAt', 'lies in the future');
  const cover = isId(input.coverageId) ? await coverToAuthorize(tx.manager, input.coverageId) : null;
  if (cover === null || cover.insurerId !== input.insurerId) throw notFound('coverage', 'coverageId');
  const id = newId();
  const deadline = deadlineOf(submittedAt);
  const advanced = input.advanced === true;
  const { state, action } = firstState(advanced, context, deadline);
  await insertPreAuthorization(tx.manager, {
    id, insurerId: cover.insurerId, coverageId: input.coverageId, policyId: cover.policyId, state, requested: !advanced, submittedAt, deadline,
    decidedAt: advanced ? submittedAt : null,
  });
  if (!advanced) await tx.job(DEEM_PRE_AUTHORIZATION, { id }, { runAt: deadline });
  tx.audit({ entity: 'PreAuthorization', entityId: id, action, from: null, to: state });
  return { id };
}

function firstState(advanced: boolean, { principal, now }: HouseContext, deadline: Date): { state: 'SUBMITTED' | 'ADVANCED'; action: string } {
  if (!advanced) return { state: 'SUBMITTED', action: 'SUBMIT' };
  const step = takeStep(PRE_AUTHORIZATION_LIFE, 'SUBMITTED', 'ADVANCE', principal.roles, { now: now().getTime(), deadline: deadline.getTime() });
  if ('refusal' in step) throw new Refused(step.refusal);
  return { state: 'ADVANCED', action: 'ADVANCE' };
}
