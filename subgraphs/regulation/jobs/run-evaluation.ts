import { setTimeout as pause } from 'node:timers/promises';
import type { EntityManager } from 'typeorm';
import { addJob } from '../../kit/jobs.ts';
import type { JobPayload } from '../../kit/jobs.ts';
import { timerContext } from '../../kit/request-context.ts';
import type { FactsOfKind } from '../domain/compliance/compliance-case.ts';
import { rulesByDate } from '../domain/compliance/rules-by-date.ts';
import type { RulesByDate } from '../domain/compliance/rules-by-date.ts';
import { SUBJECT_KINDS } from '../domain/compliance/subject.ts';
import type { SubjectKind } from '../domain/compliance/subject.ts';
import type { FactsPage } from '../store/compliance/compliance-facts.ts';
import type { EvaluationRow } from '../store/compliance/evaluation-table.ts';
import { RUN_EVALUATION, endEvaluation, keepProgress, lockRunning } from '../store/compliance/evaluations.ts';
import { areFactsWhole } from '../store/compliance/feed-cursors.ts';
import { judgeCases, needWholeFacts, subjectIdOf, takeTurnToJudge } from '../store/compliance/judge-cases.ts';
import { isMuchToCount } from '../store/compliance/settle-standings.ts';
import { readSubjectsWithFindings } from '../store/compliance/standing-findings.ts';
import { unlessTaken } from '../store/compliance/take-turn.ts';
import { readWholeBook } from '../store/rules.ts';
import { evaluateAll } from './evaluate-lives.ts';
import type { ComplianceServices } from './judge-touched.ts';

export const EVALUATE_NIGHTLY = 'evaluate-nightly';

/** A quarter past midnight in Riyadh, in UTC: what a new day brings, such as a birthday or a term that is over. */
export const EVALUATE_AT = '15 21 * * *';

/** Cases read at once: enough that the statements pay, few enough that their facts are forgotten while they are young. */
const AT_ONCE = 2_000;

/** A turn at judging is no longer, so that an event waits for one turn and is still seen at once. */
const TURN_MS = 500;

/** Longer than this a job keeps others waiting, and the house from closing. */
const SLICE_MS = 2_000;

/** Judges everything once a day, since time itself breaks some rules. */
export async function runEvaluateNightly(services: ComplianceServices): Promise<void> {
  await services.database.transaction((manager) => evaluateAll(manager, services.now(), null));
}

/** What is read from the beginning, and counted for the overview, goes first: while much of that waits, an evaluation looks again after this. */
const LOOK_AGAIN_MS = 500;

/** Goes through the cases of an evaluation, each turn with its findings and the place it has come to in one transaction. */
export async function runEvaluation(services: ComplianceServices, { evaluationId }: JobPayload): Promise<void> {
  const end = performance.now() + SLICE_MS;
  const rules = rulesByDate(await readWholeBook(services.database.manager));
  while (performance.now() < end) {
    if (!(await areFactsWhole(services.database.manager)) || (await isMuchToCount(services.database.manager))) await pause(LOOK_AGAIN_MS);
    else if (!(await unlessTaken(() => services.database.transaction((manager) => turn(manager, services, String(evaluationId), rules)), true))) return;
  }
  await services.database.transaction((manager) => addJob(manager, RUN_EVALUATION, { evaluationId }));
}

/**
 * Judges page after page; the next one is read, on another connection, while one is judged. Nobody else judges in the
 * meantime, and whose facts change in it is judged after it. False when nothing is left.
 */
async function turn(manager: EntityManager, services: ComplianceServices, id: string, rules: RulesByDate): Promise<boolean> {
  await takeTurnToJudge(manager);
  const end = performance.now() + TURN_MS;
  let evaluation = await lockRunning(manager, id);
  let ahead: Promise<FactsPage<FactsOfKind[SubjectKind]>> | null = null;
  try {
    while (evaluation !== null) {
      const kind = evaluation.atKind ?? evaluation.kind ?? FIRST_KIND;
      const page: FactsPage<FactsOfKind[SubjectKind]> = await (ahead ?? readPage(services, evaluation, kind, evaluation.atId));
      await needWholeFacts(manager);
      const isOver = performance.now() > end;
      ahead = page.next === null || isOver ? null : readPage(services, evaluation, kind, page.next);
      ahead?.catch(() => undefined);
      evaluation = await judgePage(manager, services, evaluation, kind, page, rules);
      if (isOver && evaluation !== null) return true;
    }
    return false;
  } finally {
    await ahead?.catch(() => undefined);
  }
}

const FIRST_KIND: SubjectKind = 'MEMBER';

function readPage<Kind extends SubjectKind>({ facts, database }: ComplianceServices, { associationId }: EvaluationRow, kind: Kind, after: string | null): Promise<FactsPage<FactsOfKind[Kind]>> {
  return facts[kind].page(database.manager, { associationId, after, most: AT_ONCE });
}

/** One page of cases and, behind the last one of a kind, what still stands about subjects that are gone. Null when nothing is left. */
async function judgePage<Kind extends SubjectKind>(
  manager: EntityManager, services: ComplianceServices, evaluation: EvaluationRow, kind: Kind, { facts: cases, next }: FactsPage<FactsOfKind[Kind]>, rules: RulesByDate,
): Promise<EvaluationRow | null> {
  const judging = { kind, on: evaluation.onDate, rules, author: timerContext(services, RUN_EVALUATION).principal, now: services.now() };
  const counts = await judgeCases(manager, { ...judging, cases, gone: [] });
  if (next !== null) return keepProgress(manager, evaluation, { atKind: kind, atId: next, evaluated: cases.length, counts });
  const closed = await closeGone(manager, services, evaluation, kind, rules);
  const nextKind = evaluation.kind === null ? SUBJECT_KINDS[SUBJECT_KINDS.indexOf(kind) + 1] ?? null : null;
  const kept = await keepProgress(manager, evaluation, { atKind: nextKind, atId: null, evaluated: cases.length, counts: { ...counts, closed: counts.closed + closed } });
  if (nextKind !== null) return kept;
  await endEvaluation(manager, evaluation.id, services.now());
  return null;
}

async function closeGone<Kind extends SubjectKind>(manager: EntityManager, services: ComplianceServices, { associationId, onDate: on }: EvaluationRow, kind: Kind, rules: RulesByDate): Promise<number> {
  let closed = 0;
  for (let after: string | null = null, more = true; more;) {
    const ids = await readSubjectsWithFindings(manager, kind, associationId, after, AT_ONCE);
    const known = new Set((await services.facts[kind].of(manager, ids)).map((facts) => subjectIdOf(kind, facts)));
    await needWholeFacts(manager);
    const gone = ids.filter((id) => !known.has(id));
    const judging = { kind, on, rules, author: timerContext(services, RUN_EVALUATION).principal, now: services.now() };
    closed += (await judgeCases(manager, { ...judging, cases: [], gone })).closed;
    after = ids.at(-1) ?? null;
    more = ids.length === AT_ONCE;
  }
  return closed;
}
