import { observedIn } from '../domain/observed/observed-in.ts';
import type { RuleEvaluationResolvers } from './types.generated.ts';

export const RuleEvaluation: RuleEvaluationResolvers = {
  observed: ({ observed }, _args, { locale }) => observedIn(locale, observed),
};
