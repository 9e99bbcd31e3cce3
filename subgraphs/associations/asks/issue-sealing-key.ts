import type { GraphClient } from '../../kit/graph-client.ts';
import type { ToldProblem } from './told.ts';
import { assertTold } from './told.ts';

export const ISSUE_SEALING_KEY_TELL = /* GraphQL */ `
  mutation IssueSealingKeyTell($input: IssueSealingKeyInput!) {
    issueSealingKey(input: $input) {
      tender { id sealingKey { kid } }
      problems { code }
    }
  }
`;

/** Has the regulator make the tender's key pair. Telling twice makes one pair. */
export async function tellIssueSealingKey(graph: GraphClient, tenderId: string, requestId: string): Promise<void> {
  const { issueSealingKey } = await graph.ask<{ issueSealingKey: { problems: readonly ToldProblem[] } }>(
    ISSUE_SEALING_KEY_TELL, { input: { idempotencyKey: `issue-sealing-key:${tenderId}`, tenderId } }, { requestId },
  );
  assertTold('issueSealingKey', issueSealingKey.problems);
}
