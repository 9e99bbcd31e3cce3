import type { Task, TimedTask } from '../../kit/jobs.ts';
import { TELL_ELIGIBILITY_DECISION } from '../asks/eligibility-decision-tell.ts';
import type { RegulationServices } from '../context.ts';
import { runTellEligibilityDecision } from './tell-eligibility-decision.ts';
import { WATCH_ACCREDITATIONS, WATCH_AT, runWatchAccreditations } from './watch-accreditations.ts';

/** What the house does of itself. */
export function regulationJobs(services: RegulationServices): Readonly<Record<string, Task>> {
  return {
    [TELL_ELIGIBILITY_DECISION]: (payload) => runTellEligibilityDecision(services, payload),
    [WATCH_ACCREDITATIONS]: () => runWatchAccreditations(services),
  };
}

export const TIMED: readonly TimedTask[] = [{ task: WATCH_ACCREDITATIONS, cron: WATCH_AT }];
