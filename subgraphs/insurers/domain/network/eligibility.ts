import type { BidPolicyClass } from '../../../../schema/contracts/bid-body.ts';
import { coversDay } from '../cover/period.ts';
import type { CoverPeriod } from '../cover/period.ts';
import type { PolicyState } from '../policy-life.ts';

export type EligibilityStatus = 'ELIGIBLE' | 'NOT_ACTIVE' | 'NOT_COVERED' | 'COVERAGE_SUSPENDED';

export interface EligibilityOnDay {
  /** 'YYYY-MM-DD'. */
  readonly on: string;
  readonly eligible: boolean;
  readonly status: EligibilityStatus;
  readonly policyClass: BidPolicyClass | null;
}

/** The policy a cover belongs to: its days, the last one as it was ended, if it was. */
export interface CoverTerm {
  readonly policyState: PolicyState;
  readonly firstDay: string;
  readonly lastDay: string;
}

/** Whether a life may be treated at the insurer's expense on a day, by what is believed now. */
export function eligibilityOn(day: string, periods: readonly CoverPeriod[], { policyState, firstDay, lastDay }: CoverTerm): EligibilityOnDay {
  const answer = (status: EligibilityStatus, policyClass: BidPolicyClass | null): EligibilityOnDay => ({ on: day, eligible: status === 'ELIGIBLE', status, policyClass });
  if (day < firstDay || day > lastDay) return answer('NOT_ACTIVE', null);
  const period = periods.find((each) => coversDay(each, day));
  if (period === undefined) return answer('NOT_COVERED', null);
  return answer(policyState === 'SUSPENDED' ? 'COVERAGE_SUSPENDED' : 'ELIGIBLE', period.policyClass);
}
