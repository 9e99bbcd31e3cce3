import type { GraphClient } from '../../kit/graph-client.ts';
import type { ToldProblem } from './told.ts';
import { assertTold } from './told.ts';

export const RECORD_JUDGEMENT_TELL = /* GraphQL */ `
  mutation RecordJudgementTell($input: RecordJudgementInput!) {
    recordJudgement(input: $input) {
      tender { id }
      problems { code }
    }
  }
`;

export interface JudgedBid {
  readonly bidId: string;
  readonly state: 'VALID' | 'DISQUALIFIED' | 'WINNING' | 'LOST';
  readonly reasons: readonly string[];
}

/** Says what the committee made of each bid: first who qualified, then who won. */
export async function tellRecordJudgement(
  graph: GraphClient, tenderId: string, part: 'qualification' | 'ranking', round: string, bids: readonly JudgedBid[], requestId: string,
): Promise<void> {
  const { recordJudgement } = await graph.ask<{ recordJudgement: { problems: readonly ToldProblem[] } }>(
    RECORD_JUDGEMENT_TELL, { input: { idempotencyKey: `judgement:${round}:${part}`, tenderId, bids } }, { requestId },
  );
  assertTold('recordJudgement', recordJudgement.problems);
}
