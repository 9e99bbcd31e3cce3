import { ageOn, daysBetween, plusDays } from '../calendar.ts';
import { fail, judge, pass, unsure } from '../rule-evaluation.ts';
import type { Finding, Judged, RulesOnDate } from '../rule-evaluation.ts';
import type { EligibilityFacts } from './eligibility-facts.ts';
import type { EligibilityLine } from './eligibility-line.ts';
import { needsCivilStatus } from './facts-needed.ts';

/** E16, E05, E02, E03 and E09: the dependent is of the family, and of those whom the employer must cover. */
export function judgeFamily(line: EligibilityLine, facts: EligibilityFacts, today: string, rules: RulesOnDate): Judged[] {
  return [
    judge(rules, 'E16.FAMILY', () => linkFinding(line, facts)),
    judge(rules, 'E05', (excluded) => excluded.split(',').includes(line.relationship)
      ? fail(`a ${line.relationship.toLowerCase()} is not the employer's duty`)
      : pass(`${line.relationship.toLowerCase()} of the employee`)),
    ...(line.relationship === 'CHILD' ? judgeChild(line, facts, today, rules) : judgeSpouse(line, facts, rules)),
  ];
}

/** Citizens' family links are all in the registry; a resident's marriage or birth abroad may stand on paper alone. */
function linkFinding(line: EligibilityLine, { family }: EligibilityFacts): Finding {
  if (family === null || family.contradictory) return unsure('the civil registry contradicts itself');
  if (family.value.confirmed) return pass('confirmed by the civil registry');
  return line.resident || line.employeeResident
    ? unsure('not in the civil registry; a resident may prove it by a document')
    : fail('not confirmed by the civil registry');
}

function judgeChild(line: EligibilityLine, facts: EligibilityFacts, today: string, rules: RulesOnDate): Judged[] {
  return [
    line.sex === 'MALE' ? judgeSon(line, rules) : judgeDaughter(line, facts, rules),
    ...(line.maintenanceType === 'ADD' && isNewborn(line, rules) ? [judgeNewborn(line, today, rules)] : []),
  ];
}

function judgeSon({ birthDate, effectiveDate }: EligibilityLine, rules: RulesOnDate): Judged {
  return judge(rules, 'E02', (limit) =>
    isSonCovered(birthDate, effectiveDate, Number(limit), rules) ? pass('within the age limit') : fail('beyond the age limit'));
}

/** Whether the birthday at the limit is the last day (UP_TO) or the first one without cover (BELOW) is data: texts disagree. */
export function isSonCovered(birthDate: string, on: string, limit: number, rules: RulesOnDate): boolean {
  const lastAsked = rules.valueOf('E02.BOUNDARY') === 'UP_TO' ? plusDays(on, -1) : on;
  return ageOn(birthDate, lastAsked) < limit;
}

function judgeDaughter(line: EligibilityLine, { civilStatus }: EligibilityFacts, rules: RulesOnDate): Judged {
  return judge(rules, 'E02.DAUGHTER', () => {
    if (!needsCivilStatus(line, rules)) return pass('a minor');
    if (civilStatus === null || civilStatus.contradictory) return unsure('the civil registry contradicts itself');
    const { found, maritalStatus, works } = civilStatus.value;
    if (!found) return unsure('not found in the civil registry');
    if (maritalStatus === 'MARRIED') return fail('married');
    if (works === true) return fail('works');
    if (line.married === true || line.works === true) return unsure('the employer says married or working, the civil registry does not');
    return pass('unmarried and not working');
  });
}

function judgeSpouse(line: EligibilityLine, { civilStatus }: EligibilityFacts, rules: RulesOnDate): Judged[] {
  if (line.sex === 'FEMALE') return [];
  return [judge(rules, 'E03', () => {
    if (civilStatus === null || civilStatus.contradictory) return unsure('the civil registry contradicts itself');
    if (!civilStatus.value.found) return unsure('not found in the civil registry');
    return civilStatus.value.works === true ? unsure('works: his own cover may be mandatory') : pass('does not work');
  })];
}

function isNewborn({ birthDate, effectiveDate }: EligibilityLine, rules: RulesOnDate): boolean {
  return daysBetween(birthDate, effectiveDate) <= Number(rules.valueOf('E09') ?? 0);
}

/** Cover from birth needs notice in time; later notice means cover from a later date, on a line of its own. */
function judgeNewborn({ birthDate, effectiveDate }: EligibilityLine, today: string, rules: RulesOnDate): Judged {
  return judge(rules, 'E09', (days) => {
    if (effectiveDate < birthDate) return fail('cover would begin before birth');
    return daysBetween(birthDate, today) <= Number(days) ? pass('notified in time') : fail('notified too late for cover from birth');
  });
}
