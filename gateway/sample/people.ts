import type { RegionCode } from '../../schema/contracts/region.ts';
import type { SandboxIdMark } from '../../schema/contracts/sandbox-ids.ts';
import type { SampleAssociation } from './associations.ts';
import { familyOf, MOST_MEMBERS, type Family, type FamilyMember, type SampleMaritalStatus, type SamplePolicyClass } from './family.ts';
import { markedNationalId, plainNationalId } from './national-ids.ts';
import { hashOf, randomOf } from './random.ts';
import { dayText, firstOfNextMonth } from './sample-day.ts';
import { sampleUuid } from './sample-uuid.ts';

/** One insured life of the sample. Dates are 'YYYY-MM-DD'. */
export interface SamplePerson {
  readonly id: string;
  readonly associationId: string;
  /** The employee's id: the person's own for an employee. */
  readonly subscriberId: string;
  readonly nationalId: string;
  readonly subscriberNationalId: string;
  readonly fullNameAr: string;
  readonly fullNameEn: string;
  readonly birthDate: string;
  readonly sex: 'M' | 'F';
  readonly nationality: string;
  readonly relationship: 'SELF' | 'SPOUSE' | 'CHILD';
  readonly policyClass: SamplePolicyClass;
  readonly region: RegionCode;
  readonly employmentStart: string | null;
  readonly maritalStatus: SampleMaritalStatus;
  readonly effectiveDate: string;
  readonly works: boolean | null;
}

/** One family in so many has a member the sandbox sources will not confirm: about one person in 200. */
const FAMILIES_A_MARK = 60;

// In turn, so that a small sample has one of each.
const MARKS: readonly SandboxIdMark[] = [
  'NOT_EMPLOYED', 'RELATIONSHIP_NOT_CONFIRMED', 'BIRTH_DATE_CONTRADICTED', 'NOT_FOUND', 'SOURCES_CONTRADICT', 'DECEASED',
];

interface MarkedMember {
  readonly mark: SandboxIdMark;
  /** Place in the family: 0 the employee, 1 the first dependent. */
  readonly place: 0 | 1;
  readonly n: number;
}

/** The mark in the nth family of the sample, if it has one: one family of every 60, at a place the seed decides. */
function markOf(seed: number, family: number): MarkedMember | null {
  const block = Math.floor(family / FAMILIES_A_MARK);
  if (hashOf(seed, 'mark', block) % FAMILIES_A_MARK !== family % FAMILIES_A_MARK) return null;
  const mark = MARKS[block % MARKS.length] ?? 'NOT_FOUND';
  // Only a dependent has a family link to be denied.
  return { mark, place: mark === 'RELATIONSHIP_NOT_CONFIRMED' ? 1 : 0, n: Math.floor(block / MARKS.length) };
}

function nationalIdOf(seed: number, person: number, member: FamilyMember, place: number, marked: MarkedMember | null): string {
  const saudi = member.nationality === 'SA';
  return marked !== null && marked.place === place
    ? markedNationalId(seed, marked.n, marked.mark, saudi)
    : plainNationalId(seed, person, saudi);
}

function* membersOf(
  seed: number, association: SampleAssociation, familyNumber: number, family: Family, marked: MarkedMember | null, today: number,
): Generator<SamplePerson> {
  // Every family has room for the largest, so that a person's number does not depend on the families before.
  const first = familyNumber * MOST_MEMBERS;
  const covers = dayText(firstOfNextMonth(today));
  let subscriberId = '';
  let subscriberNationalId = '';
  for (const [place, member] of family.members.entries()) {
    const id = sampleUuid(seed, 'person', first + place);
    const nationalId = nationalIdOf(seed, first + place, member, place, marked);
    if (place === 0) [subscriberId, subscriberNationalId] = [id, nationalId];
    const birthDate = dayText(member.birth);
    yield {
      id, associationId: association.id, subscriberId, nationalId, subscriberNationalId,
      fullNameAr: member.names.map((name) => name.ar).join(' '),
      fullNameEn: member.names.map((name) => name.en).join(' '),
      birthDate, sex: member.sex, nationality: member.nationality, relationship: member.relationship,
      policyClass: family.policyClass, region: association.region,
      employmentStart: member.employmentStart === null ? null : dayText(member.employmentStart),
      maritalStatus: member.maritalStatus,
      // A newborn is covered from birth (rule E09); everyone else from the first of the month.
      effectiveDate: member.relationship === 'CHILD' && today - member.birth <= 30 ? birthDate : covers,
      works: member.works,
    };
  }
}

/** The people of one association, families together, the employee first; made as they are asked for. */
export function* samplePeople(association: SampleAssociation, seed: number, today: number): Generator<SamplePerson> {
  for (let at = 0; at < association.employees; at += 1) {
    const familyNumber = association.firstEmployee + at;
    const marked = markOf(seed, familyNumber);
    const family = familyOf(randomOf(seed, 'family', familyNumber), today, marked?.place === 1);
    yield* membersOf(seed, association, familyNumber, family, marked, today);
  }
}
