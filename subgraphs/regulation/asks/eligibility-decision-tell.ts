import type { GraphClient } from '../../kit/graph-client.ts';

export const ELIGIBILITY_DECISION_TELL = `mutation RegulationTellsEligibilityDecision($input: RecordEligibilityDecisionInput!) {
  recordEligibilityDecision(input: $input) { problems { code } }
}`;

/** The job that tells it, added in the transaction of the decision. */
export const TELL_ELIGIBILITY_DECISION = 'tell-eligibility-decision';

export interface ToldDecision {
  readonly decisionId: string;
  readonly batchId: string;
  readonly lineId: string;
  readonly eligible: boolean;
}

/** Tells the batch's house what a person decided; answers the codes of its problems. @throws SourceUnavailableError. */
export async function tellEligibilityDecision(graph: GraphClient, decision: ToldDecision): Promise<readonly string[]> {
  const input = { idempotencyKey: `eligibility-decision:${decision.decisionId}`, ...decision };
  const { recordEligibilityDecision } = await graph.ask<{ recordEligibilityDecision: { problems: { code: string }[] } }>(ELIGIBILITY_DECISION_TELL, { input });
  return recordEligibilityDecision.problems.map(({ code }) => code);
}
