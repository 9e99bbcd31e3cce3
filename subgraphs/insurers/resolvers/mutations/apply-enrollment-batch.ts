import { runCommand } from '../../../kit/command.ts';
import type { CommandTransaction } from '../../../kit/command.ts';
import { isId } from '../../../kit/identifier.ts';
import { Refused, invalidInput, notFound } from '../../../kit/refusal.ts';
import { SourceUnavailableError } from '../../../kit/source-unavailable.ts';
import type { HouseContext } from '../../context.ts';
import { applyPart } from '../../domain/cover/apply-part.ts';
import type { AppliedPart, NumberedLine } from '../../domain/cover/apply-part.ts';
import { coverageIdOf } from '../../domain/cover/coverage-id.ts';
import { takesEnrollment } from '../../domain/policy-life.ts';
import { cardNumberOf } from '../../domain/printed-numbers.ts';
import { billEndorsement } from '../../store/billing/bill-endorsement.ts';
import { endorse, endorsementOfBatch } from '../../store/endorsements.ts';
import { answersOf, closeBatch, insertAnswers, openBatch } from '../../store/enrollment-answers.ts';
import { coverOfLives, insertCoverages, nextCardSerials, writeBelief } from '../../store/enrollment.ts';
import type { CoverOfLives } from '../../store/enrollment.ts';
import { lockPolicyForEnrollment } from '../../store/policies.ts';
import type { PolicyRow } from '../../store/policies.ts';
import type { ApplyEnrollmentBatchInput, MutationResolvers } from '../types.generated.ts';
import { mustBeHouse } from '../who-may.ts';
import { askInsurer } from './ask-insurer.ts';
import type { InsurersWord } from './ask-insurer.ts';

const MOST_LINES = 500;

/**
 * A part of a batch is one transaction: its cover, its answers and, with the last part, the endorsement are there
 * together or not at all. Each line's answer is kept under its identifier, so a part that is told again, whole or cut
 * otherwise, is answered from the record and does nothing twice. A line is taken when the record and the insurer's own
 * service both take it; the service is told first, and does nothing twice either.
 */
export const applyEnrollmentBatch: NonNullable<MutationResolvers['applyEnrollmentBatch']> = async (_parent, { input }, context) => {
  const { answer, problems } = await runCommand(context, 'applyEnrollmentBatch', input, {
    gather: () => {
      mustBeHouse(context.principal, 'associations');
      mustBeOnePart(input);
      return askInsurer(context, input);
    },
    decide: async (tx, word) => {
      await apply(tx, context, input, word);
      return { batchId: input.batchId };
    },
  });
  if (answer === null) return { answers: [], endorsement: null, problems: [...problems] };
  const known = await answersOf(context.database.manager, input, input.lines.map(({ lineId }) => lineId));
  return {
    answers: input.lines.flatMap(({ lineId }) => known.get(lineId) ?? []),
    endorsement: input.complete ? await endorsementOfBatch(context.database.manager, input.policyId, input.batchId) : null,
    problems: [],
  };
};

function mustBeOnePart({ lines, policyId, batchId }: ApplyEnrollmentBatchInput): void {
  if (lines.length > MOST_LINES) throw invalidInput('lines', `at most ${MOST_LINES} in one part`);
  if (new Set(lines.map(({ lineId }) => lineId)).size < lines.length) throw invalidInput('lines', 'a line is given twice');
  if (!isId(policyId)) throw notFound('policy', 'policyId');
  if (!isId(batchId) || !lines.every(({ lineId, memberId }) => isId(lineId) && isId(memberId))) throw invalidInput('lines', 'not an identifier');
}

async function apply(tx: CommandTransaction, context: HouseContext, input: ApplyEnrollmentBatchInput, word: InsurersWord): Promise<void> {
  const { manager, audit } = tx;
  const policy = await lockPolicyForEnrollment(manager, input.policyId);
  if (policy === null || policy.insurerId !== input.insurerId) throw notFound('policy', 'policyId');
  if (!takesEnrollment(policy.state)) throw new Refused({ code: 'TRANSITION_NOT_ALLOWED', values: { action: 'ENROLL', state: policy.state } });
  const closed = await openBatch(manager, input, policy.insurerId, context.now());
  const known = await answersOf(manager, input, input.lines.map(({ lineId }) => lineId));
  const fresh = input.lines.filter(({ lineId }) => !known.has(lineId));
  if (closed && fresh.length > 0) throw new Refused({ code: 'TRANSITION_NOT_ALLOWED', values: { action: 'ENROLL', state: 'COMPLETE' } });
  if (fresh.length > 0) {
    const cover = await coverOfLives(manager, policy.id, fresh.map(({ memberId }) => memberId));
    const part = applyPart(fresh as readonly NumberedLine[], cover.lives, policy, context.today, word.refused);
    if (part.lines.some(({ lineId, counted }) => counted && !word.told.has(lineId))) {
      throw new SourceUnavailableError('insurer-network', 'the policy changed while the insurer was told');
    }
    await write({ manager, audit }, context, { policy, batchId: input.batchId, part, cover });
  }
  if (!input.complete || closed) return;
  await closeBatch(manager, input);
  const endorsementId = await endorse(manager, input, context.now());
  if (endorsementId !== null) await billEndorsement(tx, { mode: context.mode, now: context.now() }, policy, { id: endorsementId, batchId: input.batchId });
  audit({ entity: 'EnrollmentBatch', entityId: input.batchId, action: 'COMPLETE', from: 'OPEN', to: 'COMPLETE' });
}

interface Written {
  readonly policy: PolicyRow;
  readonly batchId: string;
  readonly part: AppliedPart;
  readonly cover: CoverOfLives;
}

/** Cover is its own history; the chain gets one entry a part, so that a large batch does not hold up the whole house. */
async function write({ manager, audit }: Pick<CommandTransaction, 'manager' | 'audit'>, context: HouseContext, { policy, batchId, part, cover }: Written): Promise<void> {
  const now = context.now();
  // Recorded time moves forward for every life, also when the clock does not.
  const at = cover.recordedAt !== null && cover.recordedAt >= now ? new Date(cover.recordedAt.getTime() + 1) : now;
  const newcomers = part.changes.map(({ memberId }) => memberId).filter((memberId) => cover.lives.get(memberId)?.coverageId == null);
  const serials = newcomers.length === 0 ? [] : await nextCardSerials(manager, newcomers.length);
  const cards = newcomers.map((memberId, index) => ({ id: coverageIdOf(policy.id, memberId), memberId, cardNumber: cardNumberOf(context.mode, serials[index] as bigint) }));
  if (cards.length > 0) await insertCoverages(manager, policy, cards, at);
  const accepted = new Map(cards.map(({ id, memberId }) => [memberId, id]));
  const coverageOf = (memberId: string): string | null => cover.lives.get(memberId)?.coverageId ?? accepted.get(memberId) ?? null;
  await writeBelief(manager, policy.id, part.changes, (memberId) => coverageOf(memberId) as string, at);
  const lines = part.lines.map((line) => ({ ...line, coverageId: line.refusal === null ? coverageOf(line.memberId) : null }));
  await insertAnswers(manager, { policyId: policy.id, batchId }, lines, now);
  const refused = lines.filter(({ refusal }) => refusal !== null).length;
  audit({ entity: 'EnrollmentBatch', entityId: batchId, action: 'APPLY', from: 'OPEN', to: 'OPEN', reason: `${lines.length - refused} accepted, ${refused} refused` });
}
