import { runCommand } from '../../kit/command.ts';
import { Refused } from '../../kit/refusal.ts';
import { movePlan, readPlan } from '../store/plans.ts';
import { holdTender } from '../store/tenders.ts';
import { needOwn } from './join-pool.ts';
import { planPayload } from './plan-payload.ts';
import type { MutationResolvers } from './types.generated.ts';

export const withdrawPlan: MutationResolvers['withdrawPlan'] = async (_root, { input }, context) => {
  const outcome = await runCommand(context, 'withdrawPlan', input, {
    async gather() {
      const plan = await readPlan(context.database.manager, input.planId);
      needOwn(context, plan.associationId);
      return plan;
    },
    async decide(tx, plan) {
      const { state } = await holdTender(tx.manager, plan.tenderId, 'share');
      if (state !== 'POOLING') throw new Refused({ code: 'TRANSITION_NOT_ALLOWED', values: { action: 'WITHDRAW', state } });
      await movePlan(tx, plan, { action: 'WITHDRAW', actors: context.principal.roles, facts: { consent: false, accredited: false } });
      return { planId: plan.id };
    },
  });
  return planPayload(context, outcome);
};
