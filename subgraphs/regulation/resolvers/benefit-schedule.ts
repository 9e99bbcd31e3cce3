import { riyadhDateOf } from '../../kit/riyadh-date.ts';
import { readScheduleOn, readSchedules } from '../store/benefit-schedules.ts';
import type { BenefitScheduleResolvers, MinimumBenefitResolvers, QueryResolvers } from './types.generated.ts';

export const benefitSchedule: QueryResolvers['benefitSchedule'] = (_parent, { on }, { database, now }) =>
  readScheduleOn(database.manager, on ?? riyadhDateOf(now()));

export const benefitSchedules: QueryResolvers['benefitSchedules'] = (_parent, _args, { database }) => readSchedules(database.manager);

export const BenefitSchedule: BenefitScheduleResolvers = {
  __resolveReference: ({ id }, { loaders }) => loaders.schedule.load(id),
  benefits: async ({ id }, _args, { loaders }) => [...(await loaders.benefits.load(id))],
};

export const MinimumBenefit: MinimumBenefitResolvers = {
  title: ({ titleAr, titleEn }) => ({ ar: titleAr, en: titleEn }),
};
