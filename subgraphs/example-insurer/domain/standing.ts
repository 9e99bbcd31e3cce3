import { dayBefore } from './cover.ts';
import type { Cover, PolicyTerm } from './cover.ts';

/** Where a policy stands beyond its days, as the programme's record has it. */
export interface Standing {
  readonly policyId: string;
  readonly standing: 'IN_FORCE' | 'SUSPENDED' | 'TERMINATED';
  /** Day of the step; of a terminated policy the first day without cover. */
  readonly since: string;
  /** Steps of the policy's life: of two standings the greater is the later. */
  readonly version: number;
}

/** A cover as its policy stands. */
export interface StandingCover extends Cover {
  /** True while the cover of its policy is suspended: on every day it covers, also on one that has passed. */
  readonly suspended: boolean;
}

/** A terminated policy is over before its term. One that has expired is suspended no more: nothing is left to suspend. */
export function asItStands(cover: Cover, standing: Standing | undefined, today: string): StandingCover {
  const suspended = standing?.standing === 'SUSPENDED' && today <= cover.term.expiryDate;
  return { ...cover, term: standing?.standing === 'TERMINATED' ? endedBefore(cover.term, standing.since) : cover.term, suspended };
}

/** Of two standings of one policy, in whatever order they came. */
export function laterOf(known: Standing | undefined, told: Standing): Standing {
  return known !== undefined && known.version >= told.version ? known : told;
}

function endedBefore({ inceptionDate, expiryDate }: PolicyTerm, day: string): PolicyTerm {
  const last = dayBefore(day);
  return { inceptionDate, expiryDate: last < expiryDate ? last : expiryDate };
}
