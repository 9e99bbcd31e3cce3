import type { Name } from './names.ts';
import { originOf, type Origin } from './origins.ts';
import type { Random } from './random.ts';
import { firstOfNextMonth, YEAR_DAYS } from './sample-day.ts';

export type SamplePolicyClass = 'VIP' | 'A' | 'B' | 'C';
export type SampleMaritalStatus = 'SINGLE' | 'MARRIED' | 'DIVORCED' | 'WIDOWED';

/** Someone of a family before ids are given. Days count from 1970-01-01. */
export interface FamilyMember {
  readonly relationship: 'SELF' | 'SPOUSE' | 'CHILD';
  readonly sex: 'M' | 'F';
  readonly birth: number;
  readonly nationality: string;
  readonly names: readonly Name[];
  readonly maritalStatus: SampleMaritalStatus;
  /** First day of work; null for a dependent. */
  readonly employmentStart: number | null;
  readonly works: boolean | null;
}

/** An employee and those insured through the employee. */
export interface Family {
  readonly policyClass: SamplePolicyClass;
  readonly members: readonly FamilyMember[];
}

const MOST_CHILDREN = 8;
const SON_AGE_LIMIT = 25;

/** The most people one family has: employee, spouse, children. */
export const MOST_MEMBERS = 2 + MOST_CHILDREN;

function classOf(random: Random): SamplePolicyClass {
  const draw = random.next();
  return draw < 0.02 ? 'VIP' : draw < 0.15 ? 'A' : draw < 0.6 ? 'B' : 'C';
}

/** A name that nobody of these has: a son is not named as his father, nor as his brother. */
function otherName(random: Random, from: readonly Name[], taken: readonly Name[]): Name {
  let name = random.pick(from);
  while (taken.some((other) => other.ar === name.ar)) name = random.pick(from);
  return name;
}

/** A full name: given, father's, grandfather's, family's. */
function fullName(random: Random, origin: Origin, sex: 'M' | 'F'): Name[] {
  const grandfather = random.pick(origin.male);
  const father = otherName(random, origin.male, [grandfather]);
  const given = otherName(random, sex === 'M' ? origin.male : origin.female, [father, grandfather]);
  return [given, father, grandfather, random.pick(origin.families)];
}

/**
 * The births of a mother, oldest first: between 20 and 44 years of age, at least 17 months apart and
 * not later than today.
 */
function birthsOf(random: Random, motherBirth: number, today: number): number[] {
  const births: number[] = [];
  const wanted = Math.min(MOST_CHILDREN, Math.max(0, Math.round(random.normal(4.9, 1.7))));
  let birth = motherBirth + YEAR_DAYS * Math.max(20, random.normal(24.5, 3));
  while (births.length < wanted && birth <= today && birth < motherBirth + 44.9 * YEAR_DAYS) {
    births.push(Math.floor(birth));
    birth += YEAR_DAYS * Math.max(1.45, random.normal(2.7, 0.9));
  }
  return births;
}

/** Whether a child is still insured through a parent: sons by age, daughters until marriage or work. */
function isCovered(random: Random, sex: 'M' | 'F', age: number): boolean {
  if (sex === 'M') return age < SON_AGE_LIMIT - 0.2;
  return age < 20 || random.chance(Math.max(0.05, 1 - (age - 20) * 0.12));
}

function childrenOf(
  random: Random, origin: Origin, fathers: readonly Name[], motherBirth: number, today: number,
): FamilyMember[] {
  const covers = firstOfNextMonth(today);
  const taken = [...fathers];
  return birthsOf(random, motherBirth, today).flatMap((birth) => {
    const sex = random.chance(0.51) ? 'M' : 'F';
    const given = otherName(random, sex === 'M' ? origin.male : origin.female, taken);
    taken.push(given);
    if (!isCovered(random, sex, (covers - birth) / YEAR_DAYS)) return [];
    return [{
      relationship: 'CHILD', sex, birth, nationality: origin.nationality, names: [given, ...fathers],
      maritalStatus: 'SINGLE', employmentStart: null, works: false,
    } satisfies FamilyMember];
  });
}

function maritalOf(random: Random, age: number): SampleMaritalStatus {
  const married = Math.min(0.9, Math.max(0, (age - 21) * 0.075));
  if (!random.chance(married)) return age > 30 && random.chance(0.4) ? 'DIVORCED' : 'SINGLE';
  return random.chance(0.95) ? 'MARRIED' : random.chance(Math.min(0.6, (age - 20) / 60)) ? 'WIDOWED' : 'DIVORCED';
}

/**
 * One family as an association of the Kingdom would report it. Wives who work are insured by their own employer, and
 * children through their father; so a woman brings dependents when her husband has no cover or when she is alone.
 * @param needsDependent makes a family with at least one dependent, for a case that is about the family link
 */
export function familyOf(random: Random, today: number, needsDependent: boolean): Family {
  const origin = originOf(random);
  const policyClass = classOf(random);
  const sex = random.chance(0.66) ? 'M' : 'F';
  const age = Math.min(59.5, Math.max(21, random.normal(36, 8.5)));
  const birth = Math.floor(today - age * YEAR_DAYS);
  const drawnStatus = maritalOf(random, age);
  const maritalStatus = needsDependent ? 'MARRIED' : drawnStatus;
  const yearsOfWork = Math.min(age - 20, Math.abs(random.normal(0, 7)));
  const employee: FamilyMember = {
    relationship: 'SELF', sex, birth, nationality: origin.nationality, names: fullName(random, origin, sex), maritalStatus,
    employmentStart: Math.floor(today - yearsOfWork * YEAR_DAYS), works: null,
  };
  const members: FamilyMember[] = [employee];
  if (maritalStatus === 'SINGLE') return { policyClass, members };

  const brings = needsDependent || random.chance(sex === 'M' ? 0.96 : 0.3);
  const spouseSex = sex === 'M' ? 'F' : 'M';
  const gap = Math.max(0, random.normal(4, 2.5)) * (sex === 'M' ? 1 : -1);
  const spouseBirth = Math.min(Math.floor(today - 20 * YEAR_DAYS), Math.floor(birth + gap * YEAR_DAYS));
  const spouseNames = fullName(random, origin, spouseSex);
  const spouseIsCovered = maritalStatus === 'MARRIED' && brings && (needsDependent || random.chance(sex === 'M' ? 0.86 : 0.7));
  if (spouseIsCovered) {
    members.push({
      relationship: 'SPOUSE', sex: spouseSex, birth: spouseBirth, nationality: origin.nationality, names: spouseNames,
      maritalStatus: 'MARRIED', employmentStart: null, works: false,
    });
  }
  // A child's name goes on with its father's: his given name, his father's and the family's.
  const father = sex === 'M' ? employee.names : spouseNames;
  const childsFathers = [father[0], father[1], father[3]].filter((name) => name !== undefined);
  if (brings) {
    const motherBirth = sex === 'F' ? birth : spouseBirth;
    members.push(...childrenOf(random, origin, childsFathers, motherBirth, today));
  }
  return { policyClass, members };
}
