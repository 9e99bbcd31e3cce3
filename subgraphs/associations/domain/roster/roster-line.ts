import type { RegionCode } from '../../../../schema/contracts/region.ts';

export type Sex = 'M' | 'F';
export type Relationship = 'SELF' | 'SPOUSE' | 'CHILD';
export type PolicyClass = 'VIP' | 'A' | 'B' | 'C';
export type MaritalStatus = 'SINGLE' | 'MARRIED' | 'DIVORCED' | 'WIDOWED';

/** One person of a roster, read and found good. Dates are 'YYYY-MM-DD'. */
export interface RosterLine {
  readonly nationalId: string;
  readonly fullNameAr: string;
  readonly fullNameEn: string | null;
  readonly birthDate: string;
  readonly sex: Sex;
  readonly nationality: string;
  readonly relationship: Relationship;
  /** The employee through whom the person is covered: the person's own id on a SELF line. */
  readonly subscriberNationalId: string;
  readonly policyClass: PolicyClass;
  readonly region: RegionCode;
  /** First day of work; null for a dependent. */
  readonly employmentStart: string | null;
  readonly maritalStatus: MaritalStatus | null;
  /** The day cover begins. */
  readonly effectiveDate: string;
  /** Whether a dependent has work; null when the file does not say, and for an employee. */
  readonly works: boolean | null;
}

/** How a cell may name a value: the word itself, the X12 834 code (spreadsheets drop its leading zero), and Arabic. */
export const RELATIONSHIP_WORDS: ReadonlyMap<string, Relationship> = new Map([
  ['SELF', 'SELF'], ['18', 'SELF'], ['موظف', 'SELF'],
  ['SPOUSE', 'SPOUSE'], ['01', 'SPOUSE'], ['1', 'SPOUSE'], ['زوج', 'SPOUSE'], ['زوجة', 'SPOUSE'],
  ['CHILD', 'CHILD'], ['19', 'CHILD'], ['ابن', 'CHILD'], ['ابنة', 'CHILD'],
]);

export const SEX_WORDS: ReadonlyMap<string, Sex> = new Map([['M', 'M'], ['ذكر', 'M'], ['F', 'F'], ['أنثى', 'F']]);

export const CLASS_WORDS: ReadonlyMap<string, PolicyClass> = new Map([['VIP', 'VIP'], ['A', 'A'], ['B', 'B'], ['C', 'C']]);

export const MARITAL_WORDS: ReadonlyMap<string, MaritalStatus> = new Map([
  ['SINGLE', 'SINGLE'], ['MARRIED', 'MARRIED'], ['DIVORCED', 'DIVORCED'], ['WIDOWED', 'WIDOWED'],
]);

export const WORKS_WORDS: ReadonlyMap<string, boolean> = new Map([
  ['Y', true], ['نعم', true], ['N', false], ['لا', false],
]);
