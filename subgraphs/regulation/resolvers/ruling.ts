import type { Ruling as AppliedRule } from '../domain/compliance/ruling.ts';
import { isBroken } from '../domain/compliance/ruling.ts';
import { observedIn } from '../domain/observed/observed-in.ts';
import type { RuleRow } from '../store/rule-tables.ts';
import type { RulingResolvers } from './types.generated.ts';

/** A rule as the domain applied it. */
export type RulingParent = AppliedRule;

function rowOf({ rule }: RulingParent): RuleRow | null {
  if (rule === null) return null;
  const { title, ...rest } = rule;
  return { ...rest, titleAr: title.ar, titleEn: title.en };
}

export const Ruling: RulingResolvers = {
  rule: rowOf,
  verdict: ({ outcome }) => outcome.verdict,
  observed: ({ outcome }, _args, { locale }) => observedIn(locale, outcome.observed),
  severity: ({ outcome }) => (isBroken(outcome) ? outcome.severity : null),
  facts: ({ outcome }) => (isBroken(outcome) ? [...outcome.facts] : []),
};
