import { connectionOf, pageRequest } from '../../../kit/connection.ts';
import { ofInsurer } from '../of-insurer.ts';
import type { HealthcareProviderResolvers, InsurancePlanResolvers, ProviderNetworkResolvers } from './types.generated.ts';

export const InsurancePlan: InsurancePlanResolvers = {
  __resolveReference: ({ id, insurerId }, { load }) => ofInsurer(load.plan, insurerId, id),
  network: ({ id }, _args, { load }) => load.network.load(id),
};

export const ProviderNetwork: ProviderNetworkResolvers = {
  name: ({ nameAr, nameEn }) => ({ ar: nameAr, en: nameEn }),
  level: ({ policyClass }) => policyClass,
  providers: async ({ planId }, args, { load }) => {
    const page = pageRequest(args);
    return connectionOf(await load.networkProviders(planId, page), page.first, ({ licenceNumber }) => [licenceNumber]);
  },
};

export const HealthcareProvider: HealthcareProviderResolvers = {
  name: ({ nameAr, nameEn }) => ({ ar: nameAr, en: nameEn }),
  city: ({ cityAr, cityEn }) => ({ ar: cityAr, en: cityEn }),
};
