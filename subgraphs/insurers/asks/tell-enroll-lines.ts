import { createHash } from 'node:crypto';
import type { GraphClient } from '../../kit/graph-client.ts';
import { SourceUnavailableError } from '../../kit/source-unavailable.ts';
import type { EnrollmentLine } from '../domain/cover/apply-line.ts';

export const ENROLL_LINES_TELL = /* GraphQL */ `
  mutation InsurersEnrollLines($input: EnrollLinesInput!) {
    enrollLines(input: $input) {
      answers { lineId accepted code }
    }
  }
`;

export interface LineToEnroll extends EnrollmentLine {
  readonly lineId: string;
  readonly coverageId: string;
  readonly terminationReason?: string | null | undefined;
}

export interface LinesToEnroll {
  readonly insurerId: string;
  readonly policyId: string;
  /** First and last day of the policy. */
  readonly inceptionDate: string;
  readonly expiryDate: string;
  readonly batchId: string;
  readonly lines: readonly LineToEnroll[];
}

interface Told {
  readonly enrollLines: { readonly answers: readonly { readonly lineId: string; readonly accepted: boolean; readonly code: string }[] } | null;
}

const SOURCE = 'insurer-network';

/**
 * Tells the insurer the lines the record is about to take; answers its code for each line it refuses. The key is the
 * content's own, so what is told again is answered again.
 * @throws SourceUnavailableError when there is no answer, or not exactly one a line.
 */
export async function tellEnrollLines(graph: GraphClient, told: LinesToEnroll, requestId: string): Promise<Map<string, string>> {
  const lines = told.lines.map(({ lineId, coverageId, maintenanceType, effectiveDate, policyClass, birthDate, sex, relationship, terminationReason }) => ({
    lineId, coverageId, maintenanceType, effectiveDate, policyClass, birthDate, sex, relationship, terminationReason: terminationReason ?? null,
  }));
  const { insurerId, policyId, inceptionDate, expiryDate, batchId } = told;
  const content = createHash('sha256').update(JSON.stringify([inceptionDate, expiryDate, lines])).digest('hex');
  const input = { idempotencyKey: `enroll:${batchId}:${content}`, insurerId, policyId, inceptionDate, expiryDate, batchId, lines };
  const { enrollLines } = await graph.ask<Told>(ENROLL_LINES_TELL, { input }, { requestId });
  if (enrollLines === null) throw new SourceUnavailableError(SOURCE, 'enrollLines answered nothing');
  const answers = new Map(enrollLines.answers.map((answer) => [answer.lineId, answer]));
  if (enrollLines.answers.length !== lines.length || !lines.every(({ lineId }) => answers.has(lineId))) {
    throw new SourceUnavailableError(SOURCE, 'enrollLines did not answer each line once');
  }
  return new Map([...answers.values()].filter(({ accepted }) => !accepted).map(({ lineId, code }) => [lineId, isCode(code) ? code : 'UNKNOWN']));
}

/** Other words stay with the insurer: they may name a person. */
function isCode(code: string): boolean {
  return /^[A-Z][A-Z0-9_]{0,63}$/.test(code);
}
