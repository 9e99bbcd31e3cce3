import type { HouseContext } from '../../context.ts';
import { tellEnrollLines } from '../../asks/tell-enroll-lines.ts';
import { applyPart } from '../../domain/cover/apply-part.ts';
import type { NumberedLine } from '../../domain/cover/apply-part.ts';
import { coverageIdOf } from '../../domain/cover/coverage-id.ts';
import { takesEnrollment } from '../../domain/policy-life.ts';
import { answersOf } from '../../store/enrollment-answers.ts';
import { coverOfLives } from '../../store/enrollment.ts';
import { findPolicyWithRates } from '../../store/policies.ts';
import type { ApplyEnrollmentBatchInput } from '../types.generated.ts';

/** What the insurer itself says of the lines the record would take. */
export interface InsurersWord {
  readonly told: ReadonlySet<string>;
  /** The insurer's code for each line it refuses. */
  readonly refused: ReadonlyMap<string, string>;
}

const NOTHING: InsurersWord = { told: new Set(), refused: new Map() };

/**
 * Tells the insurer what the record is about to take, before anything is written. A line that it refuses may let a
 * later one of the same life through, which is then told as well. What cannot be applied at all is left to the command to refuse.
 */
export async function askInsurer(context: HouseContext, input: ApplyEnrollmentBatchInput): Promise<InsurersWord> {
  const { manager } = context.database;
  const policy = await findPolicyWithRates(manager, input.policyId);
  if (policy === null || policy.insurerId !== input.insurerId || !takesEnrollment(policy.state)) return NOTHING;
  const known = await answersOf(manager, input, input.lines.map(({ lineId }) => lineId));
  const fresh = input.lines.filter(({ lineId }) => !known.has(lineId));
  if (fresh.length === 0) return NOTHING;
  const { lives } = await coverOfLives(manager, policy.id, fresh.map(({ memberId }) => memberId));
  const told = new Set<string>();
  const refused = new Map<string, string>();
  for (;;) {
    const taken = new Set(applyPart(fresh as readonly NumberedLine[], lives, policy, context.today, refused).lines.filter(({ counted }) => counted).map(({ lineId }) => lineId));
    const lines = fresh.filter(({ lineId }) => taken.has(lineId) && !told.has(lineId))
      .map((line) => ({ ...line, coverageId: lives.get(line.memberId)?.coverageId ?? coverageIdOf(policy.id, line.memberId) }));
    if (lines.length === 0) return { told, refused };
    const { insurerId, policyId, batchId } = input;
    const { inceptionDate, expiryDate } = policy;
    const refusals = await tellEnrollLines(context.graph, { insurerId, policyId, inceptionDate, expiryDate, batchId, lines }, context.requestId);
    for (const [lineId, code] of refusals) refused.set(lineId, code);
    for (const { lineId } of lines) told.add(lineId);
  }
}
