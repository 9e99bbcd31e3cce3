import type { GraphClient } from '../../kit/graph-client.ts';
import { SourceUnavailableError } from '../../kit/source-unavailable.ts';
import type { PolicyStanding } from '../domain/network/policy-standing.ts';

export const POLICY_STANDING_TELL = /* GraphQL */ `
  mutation InsurersTellPolicyStanding($input: PolicyStandingInput!) {
    tellPolicyStanding(input: $input) {
      version
    }
  }
`;

export interface StandingToTell extends PolicyStanding {
  readonly insurerId: string;
  readonly policyId: string;
}

interface Told {
  readonly tellPolicyStanding: { readonly version: number } | null;
}

const SOURCE = 'insurer-network';

/**
 * Tells a policy's insurer where it stands. Safe to repeat: a policy stands in one way at one version, and the key is made of both.
 * @throws SourceUnavailableError when there is no answer, or one of an insurer that does not know it yet.
 */
export async function tellPolicyStanding(graph: GraphClient, { insurerId, policyId, standing, since, version }: StandingToTell, requestId: string): Promise<void> {
  const input = { idempotencyKey: `policy-standing:${policyId}:${version}`, insurerId, policyId, standing, since, version };
  const { tellPolicyStanding: answered } = await graph.ask<Told>(POLICY_STANDING_TELL, { input }, { requestId });
  if (answered === null) throw new SourceUnavailableError(SOURCE, 'tellPolicyStanding answered nothing');
  if (answered.version < version) throw new SourceUnavailableError(SOURCE, 'tellPolicyStanding answered an older version');
}
