import { fail, judge, pass, unsure } from '../rule-evaluation.ts';
import type { Judged, RulesOnDate } from '../rule-evaluation.ts';
import type { EligibilityFacts } from './eligibility-facts.ts';

/** E16: whether the life is who the employer says it is. What is not sure here makes every other rule unsure. */
export function judgePerson({ person }: EligibilityFacts, rules: RulesOnDate): Judged {
  return judge(rules, 'E16.PERSON', () => {
    if (person === null || person.contradictory) return unsure('the civil registry contradicts itself');
    const { found, alive, birthDateMatches, sexMatches } = person.value;
    if (!found) return unsure('not found in the civil registry');
    if (!birthDateMatches) return unsure('the civil registry has another birth date');
    if (!sexMatches) return unsure('the civil registry has another sex');
    return alive ? pass('found, alive, birth date and sex as registered') : fail('no longer alive');
  });
}
