import { runCommand } from '../../../kit/command.ts';
import { isId } from '../../../kit/identifier.ts';
import { Refused, notFound } from '../../../kit/refusal.ts';
import { findPolicy } from '../../store/policies.ts';
import { stepPolicy } from '../../store/step-policy.ts';
import type { MutationResolvers } from '../types.generated.ts';
import { mustOwnInsurer } from '../who-may.ts';

export const actOnPolicy: NonNullable<MutationResolvers['actOnPolicy']> = async (_parent, { input }, context) => {
  const { insurerId, action } = input;
  const reason = input.reason ?? null;
  const { answer, problems } = await runCommand(context, 'actOnPolicy', input, {
    decide: async (tx) => {
      mustOwnInsurer(context.principal, insurerId);
      const policy = isId(input.policyId) ? await findPolicy(tx.manager, input.policyId) : null;
      if (policy === null) throw notFound('policy', 'policyId');
      if (policy.insurerId !== insurerId) throw new Refused({ code: 'NOT_YOURS' });
      await stepPolicy(tx, policy, { action, actors: context.principal.roles, reason, today: context.today });
      return { policyId: policy.id };
    },
  });
  return { policy: answer === null ? null : await context.load.policy.load(answer.policyId), problems: [...problems] };
};
