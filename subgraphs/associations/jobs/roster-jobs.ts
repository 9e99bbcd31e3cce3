import type { Task, TimedTask } from '../../kit/jobs.ts';
import type { HouseServices } from '../../kit/request-context.ts';
import { sweepImports } from '../store/interrupted-imports.ts';
import { applyBatch } from './apply-batch.ts';
import { auditPolicies } from './audit-policies.ts';
import { decideLines } from './decide-lines.ts';
import { APPLY_BATCH, AUDIT_POLICIES, DECIDE_LINES, SWEEP_IMPORTS } from './enrollment-task-names.ts';

/** What rosters and enrollment do by themselves. */
export function rosterJobs(services: HouseServices): Record<string, Task> {
  return {
    [DECIDE_LINES]: decideLines(services),
    [APPLY_BATCH]: applyBatch(services),
    [AUDIT_POLICIES]: auditPolicies(services),
    [SWEEP_IMPORTS]: () => sweepImports(services),
  };
}

/** Imports are looked after every minute and at the start, which may follow a crash; policies on the first of the month. */
export const ROSTER_TIMERS: readonly TimedTask[] = [
  { task: SWEEP_IMPORTS, cron: '* * * * *', atStart: true },
  { task: AUDIT_POLICIES, cron: '0 2 1 * *' },
];
