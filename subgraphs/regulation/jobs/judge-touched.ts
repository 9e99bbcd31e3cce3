import { setTimeout as pause } from 'node:timers/promises';
import type { EntityManager } from 'typeorm';
import { timerContext } from '../../kit/request-context.ts';
import { riyadhDateOf } from '../../kit/riyadh-date.ts';
import type { RegulationServices } from '../context.ts';
import { rulesByDate } from '../domain/compliance/rules-by-date.ts';
import type { RulesByDate } from '../domain/compliance/rules-by-date.ts';
import type { SubjectKind } from '../domain/compliance/subject.ts';
import { areFactsWhole } from '../store/compliance/feed-cursors.ts';
import { judgeCases, needWholeFacts, subjectIdOf, takeTurnToJudge } from '../store/compliance/judge-cases.ts';
import { judgeLater, takeAllTouched, takeTouched } from '../store/compliance/touched-subjects.ts';
import { unlessTaken } from '../store/compliance/take-turn.ts';
import { readWholeBook } from '../store/rules.ts';
import { AS_MANY_AS_ALL, evaluateAll } from './evaluate-lives.ts';

export type ComplianceServices = Omit<RegulationServices, 'sources'>;

const AT_ONCE = 2_000;

/** While the model is read from the beginning, whoever waits to be judged is looked at again after this. */
const LOOK_AGAIN_MS = 500;

/** Longer than this a job keeps others waiting, and the house from closing. */
const SLICE_MS = 2_000;

/** Judges whatever changed since, until nothing waits or others are at it. What fails goes back into the queue with its transaction. */
export async function runJudgeTouched(services: ComplianceServices): Promise<void> {
  const end = performance.now() + SLICE_MS;
  if (!(await areFactsWhole(services.database.manager))) {
    await pause(LOOK_AGAIN_MS);
    return services.database.transaction(judgeLater);
  }
  const rules = rulesByDate(await readWholeBook(services.database.manager));
  await evaluateIfMany(services);
  for (let more: boolean | null = true; more === true && performance.now() < end;) {
    more = await unlessTaken(() => judgeSome(services, rules), null);
    if (more === false) return;
  }
  await services.database.transaction(judgeLater);
}

/** When so many wait, an evaluation takes them over. */
async function evaluateIfMany({ database, now }: ComplianceServices): Promise<void> {
  await database.transaction(async (manager) => {
    if (await takeAllTouched(manager, 'MEMBER', AS_MANY_AS_ALL)) await evaluateAll(manager, now(), 'MEMBER');
  });
}

function judgeSome(services: ComplianceServices, rules: RulesByDate): Promise<boolean> {
  return services.database.transaction(async (manager) => {
    await takeTurnToJudge(manager);
    const touched = await takeTouched(manager, AT_ONCE);
    const kind = touched[0]?.kind;
    if (kind === undefined) return false;
    await judgeByIds(manager, services, kind, touched.map(({ id }) => id), rules);
    return true;
  });
}

async function judgeByIds<Kind extends SubjectKind>(manager: EntityManager, services: ComplianceServices, kind: Kind, ids: readonly string[], rules: RulesByDate): Promise<void> {
  const now = services.now();
  const cases = await services.facts[kind].of(manager, ids);
  await needWholeFacts(manager);
  const known = new Set(cases.map((facts) => subjectIdOf(kind, facts)));
  const gone = ids.filter((id) => !known.has(id));
  await judgeCases(manager, { kind, cases, gone, on: riyadhDateOf(now), rules, author: timerContext(services, 'judge-touched').principal, now });
}
