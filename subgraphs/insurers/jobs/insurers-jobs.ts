import { TELL_CHANGES } from '../../kit/change-tracking.ts';
import type { Task } from '../../kit/jobs.ts';
import type { HouseServices } from '../../kit/request-context.ts';
import { tellChangesTask } from '../../kit/tell-changes.ts';
import { tellNoteChanges } from '../asks/note-changes.ts';
import { VOID_BID_COMMITMENT } from '../asks/tell-bid-commitment.ts';
import { TELL_POLICY_STANDING } from '../domain/network/policy-standing.ts';
import { DEEM_PRE_AUTHORIZATION } from '../domain/network/pre-authorization-life.ts';
import { billingJobs } from './billing/billing-jobs.ts';
import { policyTimers } from './policy-timers.ts';
import { preAuthorizationTimer } from './pre-authorization-timer.ts';
import { tellPolicyStandingTask } from './tell-policy-standing.ts';
import { voidBidCommitment } from './void-bid-commitment.ts';

export function insurersJobs(services: HouseServices): Readonly<Record<string, Task>> {
  return {
    [VOID_BID_COMMITMENT]: voidBidCommitment(services),
    ...policyTimers(services),
    [TELL_POLICY_STANDING]: tellPolicyStandingTask(services),
    ...billingJobs(services),
    [DEEM_PRE_AUTHORIZATION]: preAuthorizationTimer(services),
    [TELL_CHANGES]: tellChangesTask(services, (key) => tellNoteChanges(services.graph, key)),
  };
}
