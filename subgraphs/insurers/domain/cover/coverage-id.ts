import { uuidOfName } from '../uuid-of-name.ts';

/**
 * The identifier of a life's cover under a policy, known before anything is written: the insurer is told it first, and
 * told the same when a process dies in between. It begins like the policy's, so that covers of one policy lie together.
 */
export function coverageIdOf(policyId: string, memberId: string): string {
  return uuidOfName(['coverage', policyId, memberId], policyId.replaceAll('-', '').slice(0, 12));
}
