import { runCommand } from '../../../kit/command.ts';
import { isId } from '../../../kit/identifier.ts';
import { Refused, notFound } from '../../../kit/refusal.ts';
import { takeStep } from '../../../kit/transitions.ts';
import { PRE_AUTHORIZATION_LIFE, decides } from '../../domain/network/pre-authorization-life.ts';
import { findPreAuthorization, movePreAuthorization } from '../../store/pre-authorizations.ts';
import type { MutationResolvers } from '../types.generated.ts';
import { mustSpeakForInsurer } from '../who-may.ts';

export const actOnPreAuthorization: NonNullable<MutationResolvers['actOnPreAuthorization']> = async (_parent, { input }, context) => {
  const { insurerId, action } = input;
  const { answer, problems } = await runCommand(context, 'actOnPreAuthorization', input, {
    decide: async (tx) => {
      mustSpeakForInsurer(context.principal, insurerId);
      const row = isId(input.preAuthorizationId) ? await findPreAuthorization(tx.manager, input.preAuthorizationId) : null;
      if (row === null || row.insurerId !== insurerId) throw notFound('preAuthorization', 'preAuthorizationId');
      const now = context.now();
      const step = takeStep(PRE_AUTHORIZATION_LIFE, row.state, action, context.principal.roles, { now: now.getTime(), deadline: row.deadline.getTime() });
      if ('refusal' in step) throw new Refused(step.refusal);
      await movePreAuthorization(tx.manager, row, step.to, decides(action) ? now : null);
      tx.audit({ entity: 'PreAuthorization', entityId: row.id, action, from: row.state, to: step.to });
      return { id: row.id };
    },
  });
  return { preAuthorization: answer === null ? null : await context.load.preAuthorization.load(answer.id), problems: [...problems] };
};
