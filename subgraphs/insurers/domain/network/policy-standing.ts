import { plusDays } from '../cover/calendar-day.ts';
import type { PolicyState } from '../policy-life.ts';

/** Where a policy stands, as its insurer is told. */
export interface PolicyStanding {
  readonly standing: 'IN_FORCE' | 'SUSPENDED' | 'TERMINATED';
  /** 'YYYY-MM-DD': the day of the step in Riyadh; of a terminated policy the first day without cover. */
  readonly since: string;
  /** Steps of its life: of two standings the greater is the later. */
  readonly version: number;
}

/** A policy of the record, with what its standing follows from. */
export interface SteppedPolicy {
  readonly state: PolicyState;
  readonly version: number;
  /** Last day anybody is covered under it. */
  readonly lastDay: string;
  /** Day in Riyadh on which it was last suspended or resumed; null when it never was. */
  readonly steppedOn: string | null;
}

/** Job that tells a policy's insurer where it stands. */
export const TELL_POLICY_STANDING = 'tell-policy-standing';

/** Null for what follows from the policy's days, which its insurer has with every line. */
export function standingOf({ state, version, lastDay, steppedOn }: SteppedPolicy): PolicyStanding | null {
  if (state === 'TERMINATED') return { standing: 'TERMINATED', since: plusDays(lastDay, 1), version };
  if (steppedOn === null || state === 'ISSUED' || state === 'EXPIRED') return null;
  return { standing: state === 'SUSPENDED' ? 'SUSPENDED' : 'IN_FORCE', since: steppedOn, version };
}
