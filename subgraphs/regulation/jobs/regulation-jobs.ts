import type { Task, TimedTask } from '../../kit/jobs.ts';
import { TELL_ELIGIBILITY_DECISION } from '../asks/eligibility-decision-tell.ts';
import type { RegulationServices } from '../context.ts';
import { SETTLE_STANDINGS } from '../store/compliance/compliance-migration.ts';
import { FOLLOW_TENDER } from '../store/compliance/followed-tenders.ts';
import { RUN_EVALUATION } from '../store/compliance/evaluations.ts';
import { JUDGE_TOUCHED } from '../store/compliance/touched-subjects.ts';
import { ANCHOR_AT, ANCHOR_AUDIT, runAnchorAudit } from './anchor-audit.ts';
import { runCheckCompliance } from './check-compliance.ts';
import { CHECK_COMPLIANCE, PULL_CHANGES } from './compliance-task-names.ts';
import { runFollowTender } from './follow-tender.ts';
import { runJudgeTouched } from './judge-touched.ts';
import { pullEverySource, runPullChanges } from './pull-changes.ts';
import { EVALUATE_AT, EVALUATE_NIGHTLY, runEvaluateNightly, runEvaluation } from './run-evaluation.ts';
import { runSettleStandings } from './settle-standings.ts';
import { TELL_ACCREDITATION, runTellAccreditation } from './tell-accreditation.ts';
import { TELL_RE_EVALUATION } from '../asks/re-evaluation-tell.ts';
import { runTellReEvaluation } from './tell-re-evaluation.ts';
import { runTellEligibilityDecision } from './tell-eligibility-decision.ts';
import { WATCH_INSPECTIONS, WATCH_INSPECTIONS_AT, runWatchInspections } from './watch-inspections.ts';
import { WATCH_ACCREDITATIONS, WATCH_AT, runWatchAccreditations } from './watch-accreditations.ts';

/** What the house does of itself. */
export function regulationJobs(services: RegulationServices): Readonly<Record<string, Task>> {
  return {
    [TELL_ACCREDITATION]: (payload) => runTellAccreditation(services, payload),
    [TELL_ELIGIBILITY_DECISION]: (payload) => runTellEligibilityDecision(services, payload),
    [TELL_RE_EVALUATION]: (payload) => runTellReEvaluation(services, payload),
    [WATCH_ACCREDITATIONS]: () => runWatchAccreditations(services),
    [PULL_CHANGES]: (payload) => (payload['source'] === undefined ? pullEverySource(services) : runPullChanges(services, payload)),
    [SETTLE_STANDINGS]: () => runSettleStandings(services),
    [CHECK_COMPLIANCE]: (payload) => runCheckCompliance(services, payload),
    [FOLLOW_TENDER]: (payload) => runFollowTender(services, payload),
    [JUDGE_TOUCHED]: () => runJudgeTouched(services),
    [RUN_EVALUATION]: (payload) => runEvaluation(services, payload),
    [WATCH_INSPECTIONS]: () => runWatchInspections(services),
    [ANCHOR_AUDIT]: () => runAnchorAudit(services),
    [EVALUATE_NIGHTLY]: () => runEvaluateNightly(services),
  };
}

/** What others changed is told; what was not, because their message was lost, is found within a minute. */
export const TIMED: readonly TimedTask[] = [
  { task: WATCH_ACCREDITATIONS, cron: WATCH_AT },
  { task: EVALUATE_NIGHTLY, cron: EVALUATE_AT },
  { task: WATCH_INSPECTIONS, cron: WATCH_INSPECTIONS_AT },
  { task: ANCHOR_AUDIT, cron: ANCHOR_AT },
  { task: PULL_CHANGES, cron: '* * * * *', atStart: true },
];

/** An insurer that lost its accreditation is not asked on because every life of a region is being judged meanwhile. */
export const URGENT: readonly string[] = [TELL_ACCREDITATION];
