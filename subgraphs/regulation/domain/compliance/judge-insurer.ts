import type { InsurerFacts } from './insurer-facts.ts';
import { judgeAccreditation } from './judge-accreditation.ts';
import type { Ruling } from './ruling.ts';
import type { RulesByDate } from './rules-by-date.ts';

/** A11, A12 and A13: both upstream licences hold, and whoever carries policies is accredited. */
export function judgeInsurer({ accreditation, policiesInForce, profile }: InsurerFacts, on: string, rules: RulesByDate): Ruling[] {
  return judgeAccreditation({ accreditation, takesPart: policiesInForce > 0, said: profile }, ['A11', 'A12'], on, rules);
}
