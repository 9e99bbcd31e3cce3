import { daysBetween } from '../calendar.ts';
import { fail, judge, pass, unsure } from '../rule-evaluation.ts';
import type { Judged, RulesOnDate } from '../rule-evaluation.ts';
import type { EligibilityFacts } from './eligibility-facts.ts';
import type { EligibilityLine } from './eligibility-line.ts';

/**
 * E01, E17 and E07: the employee works for this employer, for no other one, and cover does not begin before the work.
 * Asked of the employee also for a dependent, whose right to cover is the employee's.
 */
export function judgeEmployment(line: EligibilityLine, { employment }: EligibilityFacts, rules: RulesOnDate): Judged[] {
  if (employment === null || employment.contradictory) {
    return [judge(rules, 'E01.EMPLOYED', () => unsure('the social-insurance roster contradicts itself'))];
  }
  const { employed, since, otherEmployer } = employment.value;
  const employedHere = judge(rules, 'E01.EMPLOYED', () =>
    employed ? pass('on this employer\'s roster') : fail('not on this employer\'s roster'));
  if (!employed) return [employedHere];
  return [
    employedHere,
    judge(rules, 'E17', () =>
      otherEmployer ? unsure('another employer has the employee on its roster too') : pass('no other employer has the employee')),
    ...(line.maintenanceType === 'ADD' && since !== null ? [judgeFirstDay(line, since, rules)] : []),
  ];
}

/** Late cover is the employer's breach and no reason to refuse it; early cover is for somebody who is no employee yet. */
function judgeFirstDay({ effectiveDate }: EligibilityLine, since: string, rules: RulesOnDate): Judged {
  return judge(rules, 'E07', (day) => {
    const firstDay = daysBetween(since, effectiveDate) + 1;
    return firstDay < Number(day) ? fail('cover begins before the first day of work') : pass('cover begins on or after the first day of work');
  });
}
