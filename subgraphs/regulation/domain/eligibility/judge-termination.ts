import { plusDays, plusMonths } from '../calendar.ts';
import { fail, judge, pass, unsure } from '../rule-evaluation.ts';
import type { Finding, Judged, RulesOnDate } from '../rule-evaluation.ts';
import type { EligibilityFacts } from './eligibility-facts.ts';
import type { EligibilityLine, TerminationReason } from './eligibility-line.ts';
import { isSonCovered } from './judge-family.ts';

/** E11 and E13: cover ends on a lawful ground alone, and a change of insurer is announced in time. */
export function judgeTermination(line: EligibilityLine, facts: EligibilityFacts, today: string, rules: RulesOnDate): Judged[] {
  return [
    judgeGround(line, facts, today, rules),
    ...(line.terminationReason === 'INSURER_CHANGE_WITH_NEW_COVER' ? [judgeNotice(line, today, rules)] : []),
  ];
}

function judgeGround(line: EligibilityLine, facts: EligibilityFacts, today: string, rules: RulesOnDate): Judged {
  const { terminationReason: reason, resident } = line;
  if (reason === null) return judge(rules, 'E11', () => fail('no ground was given'));
  const among = (value: string | null): boolean => value?.split(',').includes(reason) ?? false;
  if (among(rules.valueOf('E11'))) return judge(rules, 'E11', () => provenFinding(reason, line, facts, today, rules));
  if (resident) return judge(rules, 'E11', () => residentFinding(reason));
  return judge(rules, 'E11.CITIZEN', (grounds) =>
    among(grounds) ? provenFinding(reason, line, facts, today, rules) : fail(`${reason} is not a ground`));
}

/** A resident may not be left without cover, so whoever leaves the family needs cover of their own first. */
function residentFinding(reason: TerminationReason): Finding {
  return reason === 'DEPENDENT_AGED_OUT' || reason === 'DIVORCE'
    ? unsure('a resident who leaves the family needs other cover first')
    : fail(`${reason} is not a ground for a resident`);
}

function provenFinding(
  reason: TerminationReason, line: EligibilityLine, { person, family, employment }: EligibilityFacts, today: string, rules: RulesOnDate,
): Finding {
  switch (reason) {
    case 'DEATH':
      if (person === null || person.contradictory || !person.value.found) return unsure('the civil registry does not know the person');
      return person.value.alive ? unsure('the civil registry has the person alive') : pass('death is in the civil registry');
    case 'DIVORCE':
      if (line.relationship !== 'SPOUSE') return fail('only a spouse\'s cover ends by divorce');
      if (family === null || family.contradictory) return unsure('the civil registry contradicts itself');
      return family.value.confirmed ? unsure('the civil registry still has the marriage') : pass('the marriage is no longer in the civil registry');
    case 'EMPLOYMENT_END':
      if (employment === null || employment.contradictory) return unsure('the social-insurance roster contradicts itself');
      if (line.effectiveDate > today) return pass('employment ends on a day to come');
      return employment.value.employed ? unsure('still on this employer\'s roster') : pass('no longer on this employer\'s roster');
    case 'DEPENDENT_AGED_OUT':
      return agedOutFinding(line, rules);
    case 'FINAL_EXIT':
    case 'TRANSFER_WITH_NEW_COVER':
    case 'INSURER_CHANGE_WITH_NEW_COVER':
      return pass(`${reason}, as the employer says`);
  }
}

function agedOutFinding({ relationship, sex, birthDate, effectiveDate }: EligibilityLine, rules: RulesOnDate): Finding {
  if (relationship !== 'CHILD') return fail('only a child grows out of cover');
  if (sex === 'FEMALE') return unsure('a daughter has no age limit');
  const limit = rules.valueOf('E02');
  if (limit === null) return unsure('no age limit is in force on the date');
  return isSonCovered(birthDate, plusDays(effectiveDate, 1), Number(limit), rules)
    ? fail('still within the age limit')
    : pass('beyond the age limit');
}

function judgeNotice({ effectiveDate }: EligibilityLine, today: string, rules: RulesOnDate): Judged {
  return judge(rules, 'E13', (months) => plusMonths(today, Number(months)) <= effectiveDate
    ? pass('announced in time')
    : unsure('later than the notice allows, unless a letter was sent before'));
}
