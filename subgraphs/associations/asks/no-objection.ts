import type { Fact } from '../../../schema/contracts/fact.ts';
import type { GraphClient } from '../../kit/graph-client.ts';
import { SourceUnavailableError } from '../../kit/source-unavailable.ts';
import { factFromGraph } from './fact-from-graph.ts';

export const NO_OBJECTION_ASK = /* GraphQL */ `
  query NoObjectionAsk($tenderId: ID!) {
    tender(id: $tenderId) {
      id
      noObjection { state }
      sealingKey { kid }
    }
  }
`;

export interface NoObjectionWord {
  readonly state: string;
  readonly sealingKey: boolean;
  readonly fact: Fact<string>;
}

/** The regulator's word on a tender, and whether the key bids are sealed to exists. */
export async function askNoObjection(graph: GraphClient, tenderId: string, now: Date, requestId: string): Promise<NoObjectionWord> {
  const { tender } = await graph.ask<{ tender: { noObjection: { state: string }; sealingKey: { kid: string } | null } | null }>(
    NO_OBJECTION_ASK, { tenderId }, { requestId },
  );
  if (tender === null) throw new SourceUnavailableError('graph', 'the tender is not in the graph');
  const { state } = tender.noObjection;
  return { state, sealingKey: tender.sealingKey !== null, fact: factFromGraph('tender.noObjection', state, 'regulation', now) };
}
