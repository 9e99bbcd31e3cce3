import { isRegionCode } from '../../../../schema/contracts/region.ts';
import { runCommand } from '../../../kit/command.ts';
import { isId } from '../../../kit/identifier.ts';
import { invalidInput, notFound } from '../../../kit/refusal.ts';
import { plansById } from '../../store/plans.ts';
import { publishNetwork } from '../../store/provider-networks.ts';
import type { MutationResolvers, PublishProviderNetworkInput } from '../types.generated.ts';
import { mustOwnInsurer } from '../who-may.ts';

const MOST_PROVIDERS = 5_000;

export const publishProviderNetwork: NonNullable<MutationResolvers['publishProviderNetwork']> = async (_parent, { input }, context) => {
  const { answer, problems } = await runCommand(context, 'publishProviderNetwork', input, {
    decide: async (tx) => {
      mustOwnInsurer(context.principal, input.insurerId);
      mustBeNetwork(input);
      const [plan] = isId(input.planId) ? await plansById(tx.manager, [input.planId]) : [];
      if (plan === undefined || plan.insurerId !== input.insurerId) throw notFound('plan', 'planId');
      const { planId, insurerId, nameAr, nameEn, providers } = input;
      const isNew = await publishNetwork(tx.manager, { planId, insurerId, nameAr, nameEn }, providers);
      tx.audit({ entity: 'ProviderNetwork', entityId: planId, action: isNew ? 'PUBLISH' : 'REPLACE', from: isNew ? null : 'PUBLISHED', to: 'PUBLISHED' });
      return { planId };
    },
  });
  return { plan: answer === null ? null : await context.load.plan.load(answer.planId), problems: [...problems] };
};

function mustBeNetwork({ nameAr, nameEn, providers }: PublishProviderNetworkInput): void {
  if (nameAr.trim() === '' || nameEn.trim() === '') throw invalidInput('nameAr', 'both names are needed');
  if (providers.length > MOST_PROVIDERS) throw invalidInput('providers', `at most ${MOST_PROVIDERS}`);
  if (new Set(providers.map(({ licenceNumber }) => licenceNumber)).size < providers.length) throw invalidInput('providers', 'a licence number is given twice');
  if (!providers.every(({ regionCode }) => isRegionCode(regionCode))) throw invalidInput('providers', 'a region code is not known');
}
