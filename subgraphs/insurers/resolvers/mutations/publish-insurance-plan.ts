import { runCommand } from '../../../kit/command.ts';
import { invalidInput } from '../../../kit/refusal.ts';
import { publishPlan } from '../../store/plans.ts';
import { mustOwnInsurer } from '../who-may.ts';
import type { MutationResolvers } from '../types.generated.ts';

export const publishInsurancePlan: NonNullable<MutationResolvers['publishInsurancePlan']> = async (_parent, { input }, context) => {
  const { answer, problems } = await runCommand(context, 'publishInsurancePlan', input, {
    decide: async (tx) => {
      mustOwnInsurer(context.principal, input.insurerId);
      if (input.nameAr.trim() === '' || input.nameEn.trim() === '') throw invalidInput('nameAr', 'both names are needed');
      const codes = input.benefits.map(({ code }) => code);
      if (new Set(codes).size < codes.length) throw invalidInput('benefits', 'a code is given twice');
      if (input.benefits.some(({ value }) => value.startsWith('-'))) throw invalidInput('benefits', 'a value is below zero');
      const { id, version } = await publishPlan(tx.manager, input);
      tx.audit({ entity: 'InsurancePlan', entityId: id, action: version === 1 ? 'PUBLISH' : 'REPLACE', from: version === 1 ? null : 'PUBLISHED', to: 'PUBLISHED' });
      return { planId: id };
    },
  });
  return { plan: answer === null ? null : await context.load.plan.load(answer.planId), problems: [...problems] };
};
