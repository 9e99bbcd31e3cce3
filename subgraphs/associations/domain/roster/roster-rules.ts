/**
 * The numbers the roster checks depend on. They are law or policy and change, so the caller looks them up by date and
 * passes them in; the values here are those in force when this was written (rules E02 and E09) and our own windows.
 */
export interface RosterRules {
  /** Age at which a son's cover ends (E02). */
  readonly sonAgeLimit: number;
  /** 'UP_TO': covered through the birthday at that age. 'BELOW': through the day before. Both readings are in use. */
  readonly sonAgeBoundary: 'UP_TO' | 'BELOW';
  readonly spouseMinAge: number;
  readonly employeeMinAge: number;
  /** Beyond this age a birth date is taken for a typing error. */
  readonly maxAge: number;
  /** A child born within this many days before today is covered from birth (E09). */
  readonly newbornDays: number;
  /** How many days before today cover may begin. */
  readonly backDays: number;
  /** How many days after today cover, or an employment, may begin. */
  readonly aheadDays: number;
}

export const DEFAULT_ROSTER_RULES: RosterRules = {
  sonAgeLimit: 25,
  sonAgeBoundary: 'UP_TO',
  spouseMinAge: 15,
  employeeMinAge: 15,
  maxAge: 120,
  newbornDays: 30,
  backDays: 60,
  aheadDays: 90,
};
