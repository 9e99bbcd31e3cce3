import { isId } from '../../../kit/identifier.ts';
import { notFound } from '../../../kit/refusal.ts';
import { mustBeHouse } from '../who-may.ts';
import type { MutationResolvers } from './types.generated.ts';

/** For insurers without a service of their own. The record is theirs too, and eligibility is read from it: what is told is known already. */
export const tellPolicyStanding: NonNullable<MutationResolvers['tellPolicyStanding']> = async (_parent, { input: { insurerId, policyId } }, { principal, load }) => {
  mustBeHouse(principal, 'insurers');
  const policy = isId(policyId) ? await load.policy.load(policyId) : null;
  if (policy?.insurerId !== insurerId) throw notFound('policy', 'policyId');
  return { version: policy.version };
};
