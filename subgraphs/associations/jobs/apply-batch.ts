import type { CommandTransaction } from '../../kit/command.ts';
import { runCommand } from '../../kit/command.ts';
import type { Task } from '../../kit/jobs.ts';
import type { HouseServices } from '../../kit/request-context.ts';
import { timerContext } from '../../kit/request-context.ts';
import { SourceUnavailableError } from '../../kit/source-unavailable.ts';
import { tellApplyEnrollmentBatch } from '../asks/apply-enrollment-batch.ts';
import { TellRefused } from '../asks/told.ts';
import { verdictOf } from '../domain/enrollment/batch-life.ts';
import { lineAnswerOf, refusedLine } from '../domain/enrollment/line-answer.ts';
import type { LineAnswer } from '../domain/enrollment/line-answer.ts';
import { bringRosterInLine, keepAnswers, nextPart, setPremiumDelta } from '../store/batch-parts.ts';
import type { BatchPart } from '../store/batch-parts.ts';
import { isAudit, readBatch, readTally } from '../store/enrollment-rows.ts';
import type { EnrollmentBatchRow } from '../store/enrollment-tables.ts';
import { beginTelling, moveBatch } from '../store/move-batch.ts';
import { endWaiting, waitForSource } from '../store/wait-for-source.ts';
import { APPLY_BATCH } from './enrollment-task-names.ts';

/** Refusals that pass by themselves: somebody else is at the same policy this moment. */
const HEALS: readonly string[] = ['CONFLICT'];

interface Answered {
  readonly answers: readonly LineAnswer[];
  readonly premiumDelta: bigint | null;
}

/**
 * Tells the insurer a submitted batch, part by part, and keeps each answer before the next part is told. Goes on from
 * the first part without an answer; a part that was told and not kept is told again and answered the same.
 */
export function applyBatch(services: HouseServices): Task {
  const { database, now } = services;
  return async ({ batchId, attempt }) => {
    for (;;) {
      const batch = await readBatch(database.manager, String(batchId));
      if (batch?.state !== 'SUBMITTED') return;
      if (batch.tellingSince === null) {
        await beginTelling(database.manager, batch, now());
        continue;
      }
      const part = await nextPart(database.manager, batch);
      if (part === null) throw new Error('a submitted batch has nothing left to tell');
      try {
        await keep(services, batch, part, await tell(services, batch, part));
      } catch (error) {
        if (!(error instanceof SourceUnavailableError)) throw error;
        const again = { task: APPLY_BATCH, attempt: Number(attempt ?? 0), now: now() };
        return database.transaction((tx) => waitForSource(tx, batch, error.source, again));
      }
    }
  };
}

/** @throws SourceUnavailableError. */
async function tell({ graph }: HouseServices, batch: EnrollmentBatchRow, part: BatchPart): Promise<Answered> {
  const { id, insurerId, policyId } = batch;
  try {
    const { answers, premiumDelta } = await tellApplyEnrollmentBatch(graph, { batchId: id, insurerId, policyId, ...part });
    const byLine = new Map(answers.map((answer) => [answer.lineId, answer]));
    if (part.lines.some(({ lineId }) => !byLine.has(lineId))) throw new SourceUnavailableError('insurer', 'not every line has an answer');
    return { answers: answers.map(lineAnswerOf), premiumDelta };
  } catch (error) {
    if (!(error instanceof TellRefused)) throw error;
    if (error.codes.some((code) => HEALS.includes(code))) throw new SourceUnavailableError('insurer', error.message);
    return { answers: part.lines.map(({ lineId }) => refusedLine(lineId, error.codes)), premiumDelta: part.complete ? 0n : null };
  }
}

/** Keeps the answers of one part; with those of the last one the batch comes to its end, in the same transaction. */
async function keep(services: HouseServices, batch: EnrollmentBatchRow, part: BatchPart, { answers, premiumDelta }: Answered): Promise<void> {
  const context = timerContext(services, `apply:${batch.id}`);
  const { problems } = await runCommand(context, 'timer:KEEP_ANSWERS', { idempotencyKey: `${batch.id}:${part.part}` }, {
    async decide(tx) {
      await keepAnswers(tx.manager, batch, answers);
      await endWaiting(tx.manager, batch);
      if (part.complete) await finish(tx, batch, premiumDelta ?? 0n);
      return { batchId: batch.id };
    },
  });
  if (problems.length > 0) throw new Error(`the insurer's answers could not be kept: ${problems[0]?.code}`);
}

async function finish(tx: CommandTransaction, batch: EnrollmentBatchRow, premiumDelta: bigint): Promise<void> {
  const actors = ['timer'] as const;
  const { lines } = await readTally(tx.manager, batch);
  const verdict = verdictOf(lines);
  const answered = await moveBatch(tx, batch, { action: verdict, actors });
  if (verdict === 'REJECT') return;
  await setPremiumDelta(tx.manager, batch, premiumDelta);
  await bringRosterInLine(tx.manager, batch);
  const applied = await moveBatch(tx, answered, { action: 'APPLY', actors });
  if (verdict === 'ACCEPT' && (await isAudit(tx.manager, batch))) await moveBatch(tx, applied, { action: 'RECONCILE', actors });
}
