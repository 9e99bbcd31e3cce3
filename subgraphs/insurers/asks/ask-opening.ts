import type { GraphClient } from '../../kit/graph-client.ts';
import type { BidPolicyClass } from '../../../schema/contracts/bid-body.ts';

export const OPENING_ASK = /* GraphQL */ `
  query InsurersOpening($tenderId: ID!) {
    tender(id: $tenderId) {
      lots { id policyClasses }
      sealingKey { kid publicKey privateKey }
      bidCommitments { bid { id } commitment void }
    }
  }
`;

/** What the opening of a tender needs from the other two houses. */
export interface OpeningFacts {
  readonly tender: {
    readonly lots: readonly { readonly id: string; readonly policyClasses: readonly BidPolicyClass[] }[];
    readonly sealingKey: { readonly kid: string; readonly publicKey: string; readonly privateKey: string | null } | null;
    readonly bidCommitments: readonly { readonly bid: { readonly id: string }; readonly commitment: string; readonly void: boolean }[];
  } | null;
}

/** @throws SourceUnavailableError when one of the houses does not answer. */
export function askOpening(graph: GraphClient, tenderId: string, requestId: string): Promise<OpeningFacts> {
  return graph.ask<OpeningFacts>(OPENING_ASK, { tenderId }, { requestId });
}
