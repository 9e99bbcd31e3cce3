export type MaintenanceType = 'ADD' | 'CHANGE' | 'TERMINATE' | 'REINSTATE' | 'AUDIT';

export type TerminationReason =
  | 'DEATH' | 'FINAL_EXIT' | 'TRANSFER_WITH_NEW_COVER' | 'INSURER_CHANGE_WITH_NEW_COVER' | 'EMPLOYMENT_END'
  | 'DEPENDENT_AGED_OUT' | 'DIVORCE';

export type EnrollmentLineState = 'PENDING' | 'NEEDS_PERSON' | 'ELIGIBLE' | 'NOT_ELIGIBLE' | 'EXCLUDED' | 'ACCEPTED' | 'REFUSED';

/** Lines the officer may still leave out: those that have not been sent. */
export const EXCLUDABLE: readonly EnrollmentLineState[] = ['PENDING', 'NEEDS_PERSON', 'ELIGIBLE', 'NOT_ELIGIBLE'];

/** How many lines of a batch are in each state. */
export type LineCounts = Readonly<Partial<Record<EnrollmentLineState, number>>>;

/** An audit line compares and changes nothing, so there is nothing for the regulator to decide. */
export function firstStateOf(type: MaintenanceType): EnrollmentLineState {
  return type === 'AUDIT' ? 'ELIGIBLE' : 'PENDING';
}
