import type { GraphClient } from '../../kit/graph-client.ts';
import type { ToldProblem } from './told.ts';
import { assertTold } from './told.ts';

export const REVEAL_BIDS_TELL = /* GraphQL */ `
  mutation RevealBidsTell($input: RevealBidsInput!) {
    revealBids(input: $input) {
      bids { bid { id } commitmentHeld }
      problems { code }
    }
  }
`;

/** Has all bids of the tender opened at one moment; each is checked against its commitment there, and again here at the evaluation. */
export async function tellRevealBids(graph: GraphClient, tenderId: string, requestId: string): Promise<void> {
  const { revealBids } = await graph.ask<{ revealBids: { problems: readonly ToldProblem[] } }>(
    REVEAL_BIDS_TELL, { input: { idempotencyKey: `reveal-bids:${tenderId}`, tenderId } }, { requestId },
  );
  assertTold('revealBids', revealBids.problems);
}
