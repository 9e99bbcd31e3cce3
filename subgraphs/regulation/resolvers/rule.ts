import { riyadhDateOf } from '../../kit/riyadh-date.ts';
import { evaluabilityOf } from '../domain/compliance/evaluability.ts';
import { readRulesOn, readVersions } from '../store/rules.ts';
import type { QueryResolvers, RuleResolvers } from './types.generated.ts';

export const rules: QueryResolvers['rules'] = (_parent, { on, category }, { database, now }) =>
  readRulesOn(database.manager, on ?? riyadhDateOf(now()), category ?? null);

export const ruleVersions: QueryResolvers['ruleVersions'] = (_parent, { id }, { database }) => readVersions(database.manager, id);

export const Rule: RuleResolvers = {
  __resolveReference: ({ id, effectiveFrom }, { loaders }) => loaders.rule.load({ id, effectiveFrom }),
  evaluability: ({ id }) => evaluabilityOf(id),
  title: ({ titleAr, titleEn }) => ({ ar: titleAr, en: titleEn }),
};
