import type { MaintenanceType, TerminationReason } from './enrollment-line.ts';
import type { Relationship, Sex } from './life.ts';

/** A line that waits for its decision, with all the regulator's rules look at. Holds national ids: never logged, never part of an error. */
export interface UndecidedLine {
  readonly lineId: string;
  readonly memberId: string;
  readonly maintenanceType: MaintenanceType;
  readonly nationalId: string;
  readonly birthDate: string;
  readonly sex: Sex;
  readonly relationship: Relationship;
  readonly subscriberNationalId: string | null;
  readonly effectiveDate: string;
  readonly employmentStart: string | null;
  readonly terminationReason: TerminationReason | null;
  readonly married: boolean | null;
  readonly works: boolean | null;
}
