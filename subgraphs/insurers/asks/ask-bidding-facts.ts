import type { GraphClient } from '../../kit/graph-client.ts';

export const BIDDING_FACTS_ASK = /* GraphQL */ `
  query InsurersBiddingFacts($tenderId: ID!, $insurerId: ID!) {
    tender(id: $tenderId) {
      state
      calendar { biddingEndsAt }
      lots { id }
      amendments { number }
      sealingKey { kid }
    }
    insurer(id: $insurerId) {
      id
      accreditation { id inForce state }
    }
  }
`;

/** What is asked before a bid is moved; null for a tender or insurer nobody knows. */
export interface BiddingFacts {
  readonly tender: {
    readonly state: string;
    readonly calendar: { readonly biddingEndsAt: string };
    readonly lots: readonly { readonly id: string }[];
    readonly amendments: readonly { readonly number: number }[];
    readonly sealingKey: { readonly kid: string } | null;
  } | null;
  readonly insurer: { readonly accreditation: { readonly id: string; readonly inForce: boolean; readonly state: string } | null } | null;
}

/** @throws SourceUnavailableError when one of the houses does not answer. */
export function askBiddingFacts(graph: GraphClient, tenderId: string, insurerId: string, requestId: string): Promise<BiddingFacts> {
  return graph.ask<BiddingFacts>(BIDDING_FACTS_ASK, { tenderId, insurerId }, { requestId });
}
