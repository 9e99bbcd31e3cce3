import { runCommand } from '../../../kit/command.ts';
import { isId } from '../../../kit/identifier.ts';
import { Refused, notFound } from '../../../kit/refusal.ts';
import { takeStep } from '../../../kit/transitions.ts';
import { POLICY_LIFE } from '../../domain/policy-life.ts';
import { findPolicy, movePolicy } from '../../store/policies.ts';
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
      const { inceptionDate, expiryDate } = policy;
      const step = takeStep(POLICY_LIFE, policy.state, action, context.principal.roles, { today: context.today, inceptionDate, expiryDate, reason });
      if ('refusal' in step) throw new Refused(step.refusal);
      await movePolicy(tx.manager, policy, step.to, context.today);
      tx.audit({ entity: 'Policy', entityId: policy.id, action, from: policy.state, to: step.to, reason });
      return { policyId: policy.id };
    },
  });
  return { policy: answer === null ? null : await context.load.policy.load(answer.policyId), problems: [...problems] };
};
