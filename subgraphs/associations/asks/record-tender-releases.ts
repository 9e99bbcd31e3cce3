import type { GraphClient } from '../../kit/graph-client.ts';
import type { ToldProblem } from './told.ts';
import { assertTold } from './told.ts';

export const RECORD_TENDER_RELEASES_TELL = /* GraphQL */ `
  mutation RecordTenderReleasesTell($input: RecordTenderReleasesInput!) {
    recordTenderReleases(input: $input) {
      problems { code }
    }
  }
`;

/** Says that a tender has moved; the releases it calls for are made. `idempotencyKey` is the telling's own. */
export async function tellRecordTenderReleases(graph: GraphClient, tenderId: string, idempotencyKey: string): Promise<void> {
  const { recordTenderReleases } = await graph.ask<{ recordTenderReleases: { problems: readonly ToldProblem[] } }>(
    RECORD_TENDER_RELEASES_TELL, { input: { idempotencyKey, tenderId } }, { requestId: idempotencyKey },
  );
  assertTold('recordTenderReleases', recordTenderReleases.problems);
}
