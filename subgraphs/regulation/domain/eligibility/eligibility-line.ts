export type Relationship = 'SELF' | 'SPOUSE' | 'CHILD';

export type MaintenanceType = 'ADD' | 'CHANGE' | 'TERMINATE' | 'REINSTATE' | 'AUDIT';

export type TerminationReason =
  | 'DEATH' | 'FINAL_EXIT' | 'TRANSFER_WITH_NEW_COVER' | 'INSURER_CHANGE_WITH_NEW_COVER' | 'EMPLOYMENT_END'
  | 'DEPENDENT_AGED_OUT' | 'DIVORCE';

/** One life to be decided on, without saying who it is. */
export interface EligibilityLine {
  readonly maintenanceType: MaintenanceType;
  readonly relationship: Relationship;
  readonly birthDate: string;
  readonly sex: 'MALE' | 'FEMALE';
  readonly effectiveDate: string;
  readonly terminationReason: TerminationReason | null;
  /** As the employer says; null when it does not. */
  readonly married: boolean | null;
  readonly works: boolean | null;
  /** True for a residence permit, false for a national id. */
  readonly resident: boolean;
  /** The same of the employee the life depends on; the life's own for the employee. */
  readonly employeeResident: boolean;
}
