import { createHash } from 'node:crypto';
import type { GraphClient } from '../../kit/graph-client.ts';
import { parseAmount } from '../../kit/money.ts';
import { SourceUnavailableError } from '../../kit/source-unavailable.ts';
import type { MaintenanceType, TerminationReason } from '../domain/enrollment/enrollment-line.ts';
import type { PolicyClass, Relationship, Sex } from '../domain/enrollment/life.ts';
import type { ToldProblem } from './told.ts';
import { assertTold } from './told.ts';

export const APPLY_ENROLLMENT_BATCH_TELL = /* GraphQL */ `
  mutation ApplyEnrollmentBatchTell($input: ApplyEnrollmentBatchInput!) {
    applyEnrollmentBatch(input: $input) {
      answers { lineId accepted code message coverage { id } }
      endorsement { premiumDelta { amount } }
      problems { code }
    }
  }
`;

export interface LineToApply {
  readonly lineId: string;
  readonly memberId: string;
  readonly maintenanceType: MaintenanceType;
  readonly effectiveDate: string;
  readonly policyClass: PolicyClass;
  readonly birthDate: string;
  readonly sex: Sex;
  readonly relationship: Relationship;
  readonly terminationReason: TerminationReason | null;
}

export interface PartToApply {
  readonly batchId: string;
  readonly insurerId: string;
  readonly policyId: string;
  /** From 1. */
  readonly part: number;
  /** Whether it is the last one. */
  readonly complete: boolean;
  readonly lines: readonly LineToApply[];
}

export interface ToldAnswer {
  readonly lineId: string;
  readonly accepted: boolean;
  readonly code: string;
  readonly message: string | null;
  readonly coverageId: string | null;
}

interface Told {
  readonly applyEnrollmentBatch: {
    readonly answers: readonly (Omit<ToldAnswer, 'coverageId'> & { readonly coverage: { readonly id: string } | null })[];
    readonly endorsement: { readonly premiumDelta: { readonly amount: string } } | null;
    readonly problems: readonly ToldProblem[];
  };
}

/**
 * Tells the insurer one part of a batch; one answer a line, and with the last part what the endorsement adds to the
 * premium. A part whose answer was lost is told again: the same content under the same key, and each line is applied once
 * whatever the key, so that facts that changed meanwhile do no harm.
 * @throws SourceUnavailableError when the insurer cannot answer now; TellRefused when it refuses the part as a whole.
 */
export async function tellApplyEnrollmentBatch(
  graph: GraphClient, { part, ...told }: PartToApply,
): Promise<{ readonly answers: readonly ToldAnswer[]; readonly premiumDelta: bigint | null }> {
  const content = createHash('sha256').update(JSON.stringify(told.lines)).digest('hex');
  const input = { idempotencyKey: `apply:${told.batchId}:${part}:${content}`, ...told };
  const { applyEnrollmentBatch } = await graph.ask<Told>(APPLY_ENROLLMENT_BATCH_TELL, { input }, { requestId: `apply:${told.batchId}` });
  assertTold('applyEnrollmentBatch', applyEnrollmentBatch.problems);
  const answers = applyEnrollmentBatch.answers.map(({ coverage, ...answer }) => ({ ...answer, coverageId: coverage?.id ?? null }));
  if (!told.complete) return { answers, premiumDelta: null };
  const premiumDelta = parseAmount(applyEnrollmentBatch.endorsement?.premiumDelta.amount ?? '0');
  if (premiumDelta === null) throw new SourceUnavailableError('graph', 'applyEnrollmentBatch answered an amount that is none');
  return { answers, premiumDelta };
}
