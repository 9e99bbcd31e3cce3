import type { GraphClient } from '../../kit/graph-client.ts';
import type { ToldProblem } from './told.ts';
import { assertTold } from './told.ts';

export const RELEASE_SEALING_KEY_TELL = /* GraphQL */ `
  mutation ReleaseSealingKeyTell($input: ReleaseSealingKeyInput!) {
    releaseSealingKey(input: $input) {
      tender { id sealingKey { kid releasedAt } }
      problems { code }
    }
  }
`;

/** The two people of one opening, by subject. */
export interface OpeningPair {
  readonly requestedBy: string;
  readonly witnessedBy: string;
}

/** Has the regulator release the private key, once, in the name of both people. */
export async function tellReleaseSealingKey(graph: GraphClient, tenderId: string, pair: OpeningPair, requestId: string): Promise<void> {
  const { releaseSealingKey } = await graph.ask<{ releaseSealingKey: { problems: readonly ToldProblem[] } }>(
    RELEASE_SEALING_KEY_TELL, { input: { idempotencyKey: `release-sealing-key:${tenderId}`, tenderId, ...pair } }, { requestId },
  );
  assertTold('releaseSealingKey', releaseSealingKey.problems);
}
