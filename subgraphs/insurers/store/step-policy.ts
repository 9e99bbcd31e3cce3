import type { CommandTransaction } from '../../kit/command.ts';
import { Refused } from '../../kit/refusal.ts';
import { takeStep } from '../../kit/transitions.ts';
import type { Actor } from '../../kit/transitions.ts';
import { TELL_POLICY_STANDING } from '../domain/network/policy-standing.ts';
import { POLICY_LIFE } from '../domain/policy-life.ts';
import type { PolicyAction } from '../domain/policy-life.ts';
import { movePolicy } from './policies.ts';
import type { PolicyRow } from './policies.ts';

export interface PolicyStepTaken {
  readonly action: PolicyAction;
  readonly actors: readonly Actor[];
  readonly reason: string | null;
  /** 'YYYY-MM-DD' in Riyadh. */
  readonly today: string;
}

/**
 * Suspends, resumes or ends a policy, and has its insurer told: an insurer with a subgraph of its own would go on
 * answering for lives whose cover stands still. One job a policy waits, and tells what is true when it runs.
 * @throws Refused when the step may not be taken, or CONFLICT.
 */
export async function stepPolicy(tx: Pick<CommandTransaction, 'manager' | 'audit' | 'job'>, policy: PolicyRow, { action, actors, reason, today }: PolicyStepTaken): Promise<void> {
  const { id: policyId, inceptionDate, expiryDate } = policy;
  const step = takeStep(POLICY_LIFE, policy.state, action, actors, { today, inceptionDate, expiryDate, reason });
  if ('refusal' in step) throw new Refused(step.refusal);
  await movePolicy(tx.manager, policy, step.to, today);
  tx.audit({ entity: 'Policy', entityId: policyId, action, from: policy.state, to: step.to, reason });
  await tx.job(TELL_POLICY_STANDING, { policyId }, { key: `${TELL_POLICY_STANDING}:${policyId}` });
}
