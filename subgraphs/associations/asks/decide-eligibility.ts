import { createHash } from 'node:crypto';
import type { GraphClient } from '../../kit/graph-client.ts';
import type { UndecidedLine } from '../domain/enrollment/undecided-line.ts';
import type { ToldProblem } from './told.ts';
import { assertTold } from './told.ts';

export const DECIDE_ELIGIBILITY_TELL = /* GraphQL */ `
  mutation DecideEligibilityTell($input: DecideEligibilityInput!) {
    decideEligibility(input: $input) {
      decisions { id lineId outcome decisionMode rulesEvaluated { rule passed } }
      problems { code }
    }
  }
`;

export interface ToldDecision {
  readonly id: string;
  readonly lineId: string;
  readonly outcome: 'ELIGIBLE' | 'NOT_ELIGIBLE' | 'NEEDS_PERSON';
  readonly decisionMode: 'AUTO' | 'MANUAL' | null;
  readonly rulesEvaluated: readonly { readonly rule: string; readonly passed: boolean }[];
}

/**
 * Has the regulator decide lines of a batch; one decision a line. The key is of the lines' content, so that the same
 * lines are decided once and lines whose facts changed meanwhile are another command.
 * @throws SourceUnavailableError when a fact cannot be had now; TellRefused otherwise.
 */
export async function tellDecideEligibility(
  graph: GraphClient,
  batchId: string,
  employerLicenseNumber: string,
  lines: readonly UndecidedLine[],
): Promise<readonly ToldDecision[]> {
  const content = createHash('sha256').update(JSON.stringify(lines)).digest('hex');
  const input = { idempotencyKey: `decide:${batchId}:${content}`, batchId, employerLicenseNumber, lines };
  const { decideEligibility } = await graph.ask<{ decideEligibility: { decisions: readonly ToldDecision[]; problems: readonly ToldProblem[] } }>(
    DECIDE_ELIGIBILITY_TELL, { input }, { requestId: `decide:${batchId}`, purpose: 'eligibility' },
  );
  assertTold('decideEligibility', decideEligibility.problems);
  return decideEligibility.decisions;
}
