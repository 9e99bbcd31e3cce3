import { ageOn } from '../calendar.ts';
import type { RulesOnDate } from '../rule-evaluation.ts';
import type { FactName } from './eligibility-facts.ts';
import type { EligibilityLine } from './eligibility-line.ts';

/** What must be asked about a line, and nothing that no rule of it looks at: people's data is not fetched for its own sake. */
export function factsNeeded(line: EligibilityLine, rules: RulesOnDate): readonly FactName[] {
  switch (line.maintenanceType) {
    case 'ADD':
    case 'REINSTATE':
      return [
        'person',
        'employment',
        ...(line.relationship === 'SELF' ? [] : ['family' as const]),
        ...(needsCivilStatus(line, rules) ? ['civilStatus' as const] : []),
      ];
    case 'CHANGE':
      return ['person'];
    case 'TERMINATE':
      return forGround(line);
    case 'AUDIT':
      return [];
  }
}

/** A husband's and a grown daughter's cover depends on it, and so does a child's whose employer says more than its age does. */
export function needsCivilStatus({ relationship, sex, birthDate, effectiveDate, married, works }: EligibilityLine, rules: RulesOnDate): boolean {
  if (relationship === 'SPOUSE') return sex === 'MALE';
  if (relationship !== 'CHILD' || sex !== 'FEMALE') return false;
  return married === true || works === true || ageOn(birthDate, effectiveDate) >= Number(rules.valueOf('E02.DAUGHTER_AGE') ?? 0);
}

function forGround({ terminationReason }: EligibilityLine): readonly FactName[] {
  switch (terminationReason) {
    case 'DEATH':
      return ['person'];
    case 'DIVORCE':
      return ['family'];
    case 'EMPLOYMENT_END':
      return ['employment'];
    default:
      return [];
  }
}
