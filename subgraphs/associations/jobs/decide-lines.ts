import { runCommand } from '../../kit/command.ts';
import type { Task } from '../../kit/jobs.ts';
import type { HouseServices } from '../../kit/request-context.ts';
import { timerContext } from '../../kit/request-context.ts';
import { SourceUnavailableError } from '../../kit/source-unavailable.ts';
import { tellDecideEligibility } from '../asks/decide-eligibility.ts';
import type { ToldDecision } from '../asks/decide-eligibility.ts';
import { TellRefused } from '../asks/told.ts';
import { lineDecisionOf, undecidable } from '../domain/enrollment/line-decision.ts';
import type { LineDecision } from '../domain/enrollment/line-decision.ts';
import { readAssociations } from '../store/association-rows.ts';
import { readBatch, readTally } from '../store/enrollment-rows.ts';
import type { EnrollmentBatchRow } from '../store/enrollment-tables.ts';
import { keepDecisions, readUndecidedLines } from '../store/line-decisions.ts';
import type { UndecidedLine } from '../domain/enrollment/undecided-line.ts';
import { moveBatch } from '../store/move-batch.ts';
import { assignParts } from '../store/batch-parts.ts';
import { endWaiting, waitForSource } from '../store/wait-for-source.ts';
import { APPLY_BATCH, DECIDE_LINES } from './enrollment-task-names.ts';

/** Lines a question holds: few enough that one slow source holds up little. */
const LINES_AT_ONCE = 200;

/**
 * Has every line of a draft batch decided, some at a time, and validates the batch when none is left. Goes on from the
 * lines that are still undecided, so it may die and run again at any point.
 */
export function decideLines(services: HouseServices): Task {
  const { database, cipher, now } = services;
  return async ({ batchId, attempt }) => {
    for (;;) {
      const batch = await readBatch(database.manager, String(batchId));
      if (batch?.state !== 'DRAFT') return;
      const lines = await readUndecidedLines(database.manager, cipher, batch, LINES_AT_ONCE);
      if (lines.length === 0) {
        if (await validate(services, batch)) return;
        continue;
      }
      try {
        const decisions = await decide(services, batch, lines);
        await database.transaction(async (tx) => {
          await keepDecisions(tx, batch, decisions, ['PENDING']);
          await endWaiting(tx, batch);
        });
      } catch (error) {
        if (!(error instanceof SourceUnavailableError)) throw error;
        const again = { task: DECIDE_LINES, attempt: Number(attempt ?? 0), now: now() };
        return database.transaction((tx) => waitForSource(tx, batch, error.source, again));
      }
    }
  };
}

/** @throws SourceUnavailableError. */
async function decide(services: HouseServices, batch: EnrollmentBatchRow, lines: readonly UndecidedLine[]): Promise<LineDecision[]> {
  const [association] = await readAssociations(services.database.manager, [batch.associationId]);
  if (association === undefined) throw new Error('the association of a batch is missing');
  try {
    const told = await tellDecideEligibility(services.graph, batch.id, association.licenseNumber, lines);
    if (told.length !== lines.length) throw new SourceUnavailableError('regulation', 'not every line has a decision');
    return told.map(decisionOf);
  } catch (error) {
    if (!(error instanceof TellRefused)) throw error;
    const [line, ...others] = lines;
    if (line !== undefined && others.length === 0) return [undecidable(line.lineId, error.codes)];
    // One line among them is at fault: each is asked by itself, so that the others are decided.
    const decisions: LineDecision[] = [];
    for (const one of lines) decisions.push(...(await decide(services, batch, [one])));
    return decisions;
  }
}

function decisionOf({ id, lineId, outcome, decisionMode, rulesEvaluated }: ToldDecision): LineDecision {
  const failedRule = rulesEvaluated.find(({ passed }) => !passed)?.rule ?? null;
  return lineDecisionOf({ lineId, decisionId: id, outcome, byPerson: decisionMode === 'MANUAL', failedRule });
}

/**
 * A batch the timer made sends itself; if none of its lines may be sent, it stays for an officer to look at. False when
 * an officer changed the batch meanwhile, and it is to be read again.
 */
async function validate(services: HouseServices, batch: EnrollmentBatchRow): Promise<boolean> {
  const context = timerContext(services, `validate:${batch.id}`);
  const { problems } = await runCommand(context, 'timer:VALIDATE_BATCH', { idempotencyKey: batch.id }, {
    async decide(tx) {
      await endWaiting(tx.manager, batch);
      const validated = await moveBatch(tx, batch, { action: 'VALIDATE', actors: ['timer'] });
      const { lines } = await readTally(tx.manager, batch);
      if (batch.automatic && (lines.NEEDS_PERSON ?? 0) === 0 && (lines.ELIGIBLE ?? 0) > 0) {
        await moveBatch(tx, validated, { action: 'SUBMIT', actors: ['timer'] });
        await assignParts(tx.manager, batch);
        await tx.job(APPLY_BATCH, { batchId: batch.id });
      }
      return { batchId: batch.id };
    },
  });
  const [problem] = problems;
  if (problem !== undefined && problem.code !== 'CONFLICT') throw new Error(`a batch could not be validated: ${problem.code}`);
  return problem === undefined;
}
