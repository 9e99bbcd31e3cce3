import { riyadhDateOf } from '../../kit/riyadh-date.ts';
import { readRulesOn } from '../store/rules.ts';
import type { QueryResolvers, RuleResolvers } from './types.generated.ts';

export const rules: QueryResolvers['rules'] = (_parent, { on, category }, { database, now }) =>
  readRulesOn(database.manager, on ?? riyadhDateOf(now()), category ?? null);

export const Rule: RuleResolvers = {
  __resolveReference: ({ id, effectiveFrom }, { loaders }) => loaders.rule.load({ id, effectiveFrom }),
  title: ({ titleAr, titleEn }) => ({ ar: titleAr, en: titleEn }),
};
