import { ageOn, type CalendarDay } from './calendar-day.ts';
import { idAt, type PersonCells } from './check-person.ts';
import { finding } from './finding.ts';
import { textAt, type LineCells } from './line-cells.ts';
import type { RosterContext } from './roster-context.ts';
import type { Relationship } from './roster-line.ts';
import type { RosterRules } from './roster-rules.ts';

/** Whether a son is still covered on a day: 'UP_TO' holds on the birthday itself, 'BELOW' no longer does (E02). */
export function isSonCovered(birth: CalendarDay, on: CalendarDay, rules: RosterRules): boolean {
  const age = ageOn(birth, on);
  if (age !== rules.sonAgeLimit) return age < rules.sonAgeLimit;
  return rules.sonAgeBoundary === 'UP_TO' && on.month === birth.month && on.day === birth.day;
}

/** The id of the employee the line hangs on, or null with a finding. */
export function checkSubscriber(
  cells: LineCells, nationalId: string | null, relationship: Relationship | null,
): string | null {
  const empty = textAt(cells, 'subscriber_national_id') === '';
  if (relationship === 'SELF') {
    if (empty) return nationalId;
    const subscriber = idAt(cells, 'subscriber_national_id');
    if (subscriber === null || nationalId === null || subscriber === nationalId) return subscriber;
    cells.findings.push(finding('subscriber_national_id', 'ROSTER_SUBSCRIBER_NOT_SELF'));
    return null;
  }
  if (empty) {
    // With the relationship itself unreadable there is nothing to say about a subscriber that is not there.
    if (relationship !== null) cells.findings.push(finding('subscriber_national_id', 'ROSTER_SUBSCRIBER_MISSING'));
    return null;
  }
  const subscriber = idAt(cells, 'subscriber_national_id');
  if (relationship === null || subscriber === null || subscriber !== nationalId) return subscriber;
  cells.findings.push(finding('subscriber_national_id', 'ROSTER_SUBSCRIBER_IS_SELF'));
  return null;
}

function checkChild(
  cells: LineCells, person: PersonCells, birth: CalendarDay, effective: CalendarDay | null, works: boolean | null,
  { today, rules }: RosterContext,
): void {
  if (person.sex === 'M' && effective !== null && !isSonCovered(birth, effective, rules)) {
    cells.findings.push(finding('birth_date', 'ROSTER_SON_OVER_AGE', { limit: rules.sonAgeLimit }));
  }
  if (person.sex === 'F' && person.maritalStatus === 'MARRIED') {
    cells.findings.push(finding('marital_status', 'ROSTER_DAUGHTER_MARRIED'));
  }
  if (person.sex === 'F' && works === true) cells.findings.push(finding('works', 'ROSTER_DAUGHTER_WORKS'));
  const daysOld = today.number - birth.number;
  if (daysOld >= 0 && daysOld <= rules.newbornDays && effective !== null && effective.number !== birth.number) {
    cells.findings.push(finding('effective_date', 'ROSTER_NEWBORN_EFFECTIVE', { limit: rules.newbornDays }));
  }
}

/** Whether someone of this age and state may be covered in this relationship. */
export function checkEligibility(
  cells: LineCells, person: PersonCells, relationship: Relationship, effective: CalendarDay | null,
  works: boolean | null, context: RosterContext,
): void {
  const birth = person.birth?.day;
  if (birth === undefined || birth.number > context.today.number) return;
  const { employeeMinAge, spouseMinAge } = context.rules;
  const age = ageOn(birth, effective ?? context.today);
  if (relationship === 'CHILD') checkChild(cells, person, birth, effective, works, context);
  else if (relationship === 'SELF' && age < employeeMinAge) {
    cells.findings.push(finding('birth_date', 'ROSTER_EMPLOYEE_AGE', { limit: employeeMinAge }));
  } else if (relationship === 'SPOUSE' && age < spouseMinAge) {
    cells.findings.push(finding('birth_date', 'ROSTER_SPOUSE_AGE', { limit: spouseMinAge }));
  }
}
