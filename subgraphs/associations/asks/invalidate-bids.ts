import type { GraphClient } from '../../kit/graph-client.ts';
import type { ToldProblem } from './told.ts';
import { assertTold } from './told.ts';

export const INVALIDATE_BIDS_TELL = /* GraphQL */ `
  mutation InvalidateBidsTell($input: InvalidateBidsInput!) {
    invalidateBids(input: $input) {
      tender { id }
      problems { code }
    }
  }
`;

/** Says that an amendment made the bids sealed before it void. */
export async function tellInvalidateBids(graph: GraphClient, tenderId: string, amendment: number, requestId: string): Promise<void> {
  const { invalidateBids } = await graph.ask<{ invalidateBids: { problems: readonly ToldProblem[] } }>(
    INVALIDATE_BIDS_TELL, { input: { idempotencyKey: `invalidate-bids:${tenderId}:${amendment}`, tenderId, amendment } }, { requestId },
  );
  assertTold('invalidateBids', invalidateBids.problems);
}
