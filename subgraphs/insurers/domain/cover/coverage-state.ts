import type { PolicyState } from '../policy-life.ts';
import { coversDay, isEmpty } from './period.ts';
import type { CoverPeriod } from './period.ts';

export type CoverageState =
  | 'PENDING_EFFECTIVE' | 'ACTIVE' | 'SUSPENDED' | 'TERMINATION_PENDING' | 'TERMINATED' | 'CANCELLED' | 'EXPIRED';

/** State of a life's cover on a day, from what is believed now and the state of its policy. */
export function coverageState(
  periods: readonly CoverPeriod[],
  policy: { readonly state: PolicyState; readonly expiryDate: string },
  today: string,
): CoverageState {
  const covered = periods.filter((period) => !isEmpty(period));
  if (covered.length === 0) return 'CANCELLED';
  if (policy.state === 'TERMINATED') return 'TERMINATED';
  const openEnded = covered.some((period) => period.to === null);
  if (policy.state === 'EXPIRED' || today > policy.expiryDate) return openEnded ? 'EXPIRED' : 'TERMINATED';
  if (!covered.some((period) => coversDay(period, today))) {
    return covered.some((period) => period.from > today) ? 'PENDING_EFFECTIVE' : 'TERMINATED';
  }
  if (policy.state === 'SUSPENDED') return 'SUSPENDED';
  return openEnded ? 'ACTIVE' : 'TERMINATION_PENDING';
}
