import { ROSTER_COLUMN_NAMES, type RosterColumn } from '../../schema/contracts/roster-columns.ts';
import type { SamplePerson } from './people.ts';

function cellsOf(person: SamplePerson): Readonly<Record<RosterColumn, string>> {
  const isEmployee = person.relationship === 'SELF';
  return {
    national_id: person.nationalId,
    full_name_ar: person.fullNameAr,
    full_name_en: person.fullNameEn,
    birth_date: person.birthDate,
    sex: person.sex,
    nationality: person.nationality,
    relationship: person.relationship,
    subscriber_national_id: isEmployee ? '' : person.subscriberNationalId,
    policy_class: person.policyClass,
    region: person.region,
    employment_start: person.employmentStart ?? '',
    marital_status: person.maritalStatus,
    effective_date: person.effectiveDate,
    works: person.works === null ? '' : person.works ? 'Y' : 'N',
  };
}

/** A roster file of these people, line by line, each with its newline. No name of the sample needs quoting. */
export function* rosterCsv(people: Iterable<SamplePerson>): Generator<string> {
  yield `${ROSTER_COLUMN_NAMES.join(',')}\n`;
  for (const person of people) {
    const cells = cellsOf(person);
    yield `${ROSTER_COLUMN_NAMES.map((column) => cells[column]).join(',')}\n`;
  }
}
