import type { Task } from '../../kit/jobs.ts';
import { timerContext } from '../../kit/request-context.ts';
import type { HouseServices } from '../../kit/request-context.ts';
import { tellPolicyStanding } from '../asks/tell-policy-standing.ts';
import { TELL_POLICY_STANDING, standingOf } from '../domain/network/policy-standing.ts';
import { findSteppedPolicy } from '../store/policy-standings.ts';

/** Tells a policy's insurer where it stands when this runs, which may be later than the step that asked for it. */
export function tellPolicyStandingTask(services: HouseServices): Task {
  return async ({ policyId: id }) => {
    const policyId = String(id);
    const policy = await findSteppedPolicy(services.database.manager, policyId);
    const standing = policy === null ? null : standingOf(policy);
    if (policy === null || standing === null) return;
    const { requestId } = timerContext(services, `${TELL_POLICY_STANDING}:${policyId}`);
    await tellPolicyStanding(services.graph, { insurerId: policy.insurerId, policyId, ...standing }, requestId);
  };
}
