import { writeAudit } from '../../kit/audit.ts';
import type { Task } from '../../kit/jobs.ts';
import { timerContext } from '../../kit/request-context.ts';
import type { HouseServices } from '../../kit/request-context.ts';
import { riyadhDateOf } from '../../kit/riyadh-date.ts';
import { takeStep } from '../../kit/transitions.ts';
import { ACTIVATE_POLICY, EXPIRE_POLICY, POLICY_LIFE } from '../domain/policy-life.ts';
import type { PolicyStep } from '../domain/policy-life.ts';
import { findPolicy, movePolicy } from '../store/policies.ts';

/** Begins and ends policies on their days. A policy that has moved on by itself is left as it is. */
export function policyTimers(services: HouseServices): Readonly<Record<string, Task>> {
  return {
    [ACTIVATE_POLICY]: ({ policyId }) => step(services, String(policyId), 'ACTIVATE'),
    [EXPIRE_POLICY]: ({ policyId }) => step(services, String(policyId), 'EXPIRE'),
  };
}

async function step(services: HouseServices, policyId: string, action: PolicyStep): Promise<void> {
  const { principal } = timerContext(services, `${action}:${policyId}`);
  const now = services.now();
  const today = riyadhDateOf(now);
  await services.database.transaction(async (tx) => {
    const policy = await findPolicy(tx, policyId);
    if (policy === null || !POLICY_LIFE.transitions.some((row) => row.action === action && row.from.includes(policy.state))) return;
    const { inceptionDate, expiryDate } = policy;
    const taken = takeStep(POLICY_LIFE, policy.state, action, ['timer'], { today, inceptionDate, expiryDate, reason: null });
    // Thrown to be tried again: a job may run a moment before the house's own clock strikes the day.
    if ('refusal' in taken) throw new Error(`${action} is too early`);
    await movePolicy(tx, policy, taken.to, today);
    await writeAudit(tx, principal, now, [{ entity: 'Policy', entityId: policyId, action, from: policy.state, to: taken.to, onBehalfOf: `insurer:${policy.insurerId}` }]);
  });
}
