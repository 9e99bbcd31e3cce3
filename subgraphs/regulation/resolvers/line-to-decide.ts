import type { EligibilityLine } from '../domain/eligibility/eligibility-line.ts';
import type { EligibilityLineInput } from './types.generated.ts';

/** A line as the rules see it, and beside it the numbers the sources are asked with. */
export interface LineToDecide {
  readonly line: EligibilityLine;
  readonly nationalId: string;
  /** Of the employee; the life's own for the employee. */
  readonly employeeNationalId: string;
}

/** National ids begin with 1, residence permits with 2 (rule A05). */
const isResident = (nationalId: string): boolean => nationalId.startsWith('2');

export function lineToDecide(told: EligibilityLineInput): LineToDecide {
  const { nationalId, relationship, subscriberNationalId } = told;
  const employeeNationalId = relationship === 'SELF' ? nationalId : (subscriberNationalId ?? nationalId);
  const { maintenanceType, birthDate, sex, effectiveDate, terminationReason, married, works } = told;
  return {
    nationalId,
    employeeNationalId,
    line: {
      maintenanceType, relationship, birthDate, sex, effectiveDate,
      terminationReason: terminationReason ?? null,
      married: married ?? null,
      works: works ?? null,
      resident: isResident(nationalId),
      employeeResident: isResident(employeeNationalId),
    },
  };
}
