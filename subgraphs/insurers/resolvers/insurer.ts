import { connectionOf, pageRequest } from '../../kit/connection.ts';
import { isId } from '../../kit/identifier.ts';
import { INSURER_BILLING } from './billing/billing-fields.ts';
import { mustExist } from './must-exist.ts';
import { ofInsurer } from './of-insurer.ts';
import type { InsurancePlanResolvers, InsurerResolvers } from './types.generated.ts';

export const Insurer: InsurerResolvers = {
  ...INSURER_BILLING,
  __resolveReference: (reference, { load }) => {
    if ('crNumber' in reference) return load.insurerByCrNumber.load(reference.crNumber);
    return isId(reference.id) ? load.insurer.load(reference.id) : null;
  },
  name: ({ nameAr, nameEn }) => ({ ar: nameAr, en: nameEn }),
  plans: async ({ id }, _args, { load }) => [...(await load.plansOfInsurer.load(id))],
  bids: async ({ id }, args, { load }) => {
    const page = pageRequest(args);
    return connectionOf(await load.bidsOfInsurer(id, page), page.first, (bid) => [bid.sealedAt.toISOString(), bid.id]);
  },
};

export const InsurancePlan: InsurancePlanResolvers = {
  __resolveReference: ({ id, insurerId }, { load }) => ofInsurer(load.plan, insurerId, id),
  insurer: async ({ insurerId }, _args, { load }) => mustExist(await load.insurer.load(insurerId), 'insurer'),
  name: ({ nameAr, nameEn }) => ({ ar: nameAr, en: nameEn }),
  benefits: ({ benefits }) => [...benefits],
};
