import { ageOn, plusDays } from '../calendar.ts';
import type { RulesByDate } from './rules-by-date.ts';

/** E02: the birthday at the limit is the last day (UP_TO) or the first one without cover (BELOW); which, is data. */
export function isSonWithinAge(birthDate: string, on: string, rules: RulesByDate): boolean {
  const limit = Number(rules.valueOn('E02', on, '25'));
  // Most sons are years away from the border, and this is asked of every one of them.
  if (Number(on.slice(0, 4)) - Number(birthDate.slice(0, 4)) < limit) return true;
  const lastAsked = rules.valueOn('E02.BOUNDARY', on, 'UP_TO') === 'UP_TO' ? plusDays(on, -1) : on;
  return ageOn(birthDate, lastAsked) < limit;
}
