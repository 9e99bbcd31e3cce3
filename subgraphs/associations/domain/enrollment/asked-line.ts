import type { MaintenanceType, TerminationReason } from './enrollment-line.ts';
import type { PolicyClass } from './life.ts';

/** What of a line is wrong before anybody is asked about it. */
export interface AskedLineFault {
  readonly field: 'memberId' | 'terminationReason' | 'policyClass';
  readonly reason: string;
}

/**
 * Checks what a line must say of itself. `known` is whether the life is on this association's roster, `named` whether an
 * earlier line of the batch is about it: two lines on one life would depend on the order they are applied in.
 */
export function askedLineFault(
  line: { readonly maintenanceType: MaintenanceType; readonly terminationReason: TerminationReason | null; readonly policyClass: PolicyClass | null },
  { known, named }: { readonly known: boolean; readonly named: boolean },
): AskedLineFault | null {
  if (!known) return { field: 'memberId', reason: 'is not a life on this roster' };
  if (named) return { field: 'memberId', reason: 'stands twice in this batch' };
  if (line.maintenanceType === 'TERMINATE' && line.terminationReason === null) return { field: 'terminationReason', reason: 'is needed to end cover' };
  if (line.maintenanceType !== 'TERMINATE' && line.terminationReason !== null) return { field: 'terminationReason', reason: 'is for TERMINATE alone' };
  if (line.maintenanceType === 'CHANGE' && line.policyClass === null) return { field: 'policyClass', reason: 'is needed for CHANGE' };
  if (line.maintenanceType !== 'CHANGE' && line.policyClass !== null) return { field: 'policyClass', reason: 'is for CHANGE alone' };
  return null;
}
