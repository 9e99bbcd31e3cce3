/** What a source said of one question, or that what it said cannot be true. */
export type Answer<Value> = { readonly contradictory: false; readonly value: Value } | { readonly contradictory: true };

export interface Person {
  readonly found: boolean;
  readonly alive: boolean;
  readonly birthDateMatches: boolean;
  readonly sexMatches: boolean;
}

export interface Employment {
  readonly employed: boolean;
  /** First day of work there; null when not employed. */
  readonly since: string | null;
  readonly otherEmployer: boolean;
}

export interface Family {
  readonly confirmed: boolean;
}

export interface CivilStatus {
  readonly found: boolean;
  readonly maritalStatus: 'SINGLE' | 'MARRIED' | 'DIVORCED' | 'WIDOWED' | null;
  readonly works: boolean | null;
}

/** Facts about one line; null for what was not asked because no rule needs it. */
export interface EligibilityFacts {
  readonly person: Answer<Person> | null;
  /** Of the employee, also when the line is a dependent's. */
  readonly employment: Answer<Employment> | null;
  readonly family: Answer<Family> | null;
  readonly civilStatus: Answer<CivilStatus> | null;
}

export type FactName = keyof EligibilityFacts;

export const NO_FACTS: EligibilityFacts = { person: null, employment: null, family: null, civilStatus: null };
