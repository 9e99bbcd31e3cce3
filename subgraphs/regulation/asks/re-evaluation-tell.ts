import type { GraphClient } from '../../kit/graph-client.ts';

export const RE_EVALUATION_TELL = `mutation RegulationOrdersReEvaluation($input: ReturnToEvaluationInput!) {
  returnToEvaluation(input: $input) { problems { code } }
}`;

/** The job that tells it, added in the transaction of the decision. */
export const TELL_RE_EVALUATION = 'tell-re-evaluation';

/** Tells the tender's house what the review body ordered; answers the codes of its problems. @throws SourceUnavailableError. */
export async function tellReEvaluation(graph: GraphClient, complaintId: string): Promise<readonly string[]> {
  const input = { idempotencyKey: `re-evaluation:${complaintId}`, complaintId };
  const { returnToEvaluation } = await graph.ask<{ returnToEvaluation: { problems: { code: string }[] } }>(RE_EVALUATION_TELL, { input });
  return returnToEvaluation.problems.map(({ code }) => code);
}
