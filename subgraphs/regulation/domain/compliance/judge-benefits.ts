import { millionths } from './exact-decimal.ts';
import type { OfferedBenefit } from './insurer-facts.ts';
import type { Provenance } from './provenance.ts';
import { breach, held, ruleOn, seen, undecided } from './ruling.ts';
import type { Outcome, Ruling } from './ruling.ts';
import type { RulesByDate } from './rules-by-date.ts';

/** Kinds of which less is better for the member. */
const LOWER_IS_BETTER = ['COPAY_PERCENT', 'COPAY_MAX'];

/** Floors the minimum schedules have no line for yet, so that no plan states them and nothing can be compared. */
export const UNSTATED_FLOORS = ['B.ROOM_DAY', 'B.COMPANION_DAY', 'B.EMERGENCY_COPAY_PERCENT', 'B.FOLLOW_UP_DAYS', 'B.OUTPATIENT_COPAY_MAX_HOSPITAL', 'B.OUTPATIENT_COPAY_MAX_OTHER'];

/** Every benefit floor in force on the day cover begins: better is free, worse is a breach, and so is nothing. */
export function judgeBenefits(benefits: readonly OfferedBenefit[] | null, coverFrom: string, said: Provenance, rules: RulesByDate): Ruling[] {
  const offered = new Map((benefits ?? []).map((benefit) => [benefit.code, benefit]));
  return rules.idsWith('B.').filter((id) => rules.versionOn(id, coverFrom) !== null).map((id) =>
    ruleOn(rules, id, coverFrom, ({ value }) => {
      if (benefits === null) return undecided('the benefits are not known');
      const benefit = offered.get(id.slice(2));
      if (benefit !== undefined) return against(benefit, value, said);
      if (UNSTATED_FLOORS.includes(id)) return undecided('no plan states this benefit');
      return breach('HIGH', 'the benefit is not offered', seen('benefit.offered', null, said));
    }));
}

function against({ kind, value }: OfferedBenefit, floor: string, said: Provenance): Outcome {
  const [has, needs] = [millionths(value), millionths(floor)];
  if (has === null || needs === null) return undecided('the figures cannot be compared');
  const worse = LOWER_IS_BETTER.includes(kind) ? has > needs : has < needs;
  if (!worse) return held(`offered ${value}, the floor is ${floor}`);
  return breach('HIGH', `offered ${value}, worse than the floor of ${floor}`, seen('benefit.offered', value, said));
}
