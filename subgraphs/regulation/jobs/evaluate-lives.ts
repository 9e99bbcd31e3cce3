import type { EntityManager } from 'typeorm';
import { newId } from '../../kit/identifier.ts';
import { addJob } from '../../kit/jobs.ts';
import { riyadhDateOf } from '../../kit/riyadh-date.ts';
import type { SubjectKind } from '../domain/compliance/subject.ts';
import { RUN_EVALUATION, insertEvaluation } from '../store/compliance/evaluations.ts';
import { areMoreLivesThan } from '../store/compliance/read-lives.ts';

/** From so many lives on it is cheaper to go through all of them in their order than to look each of them up. */
export const AS_MANY_AS_ALL = 20_000;

export function areAsManyAsAll(tx: EntityManager): Promise<boolean> {
  return areMoreLivesThan(tx, AS_MANY_AS_ALL - 1);
}

/** Has every subject of a kind, or of all, judged by an evaluation; what happens meanwhile need not queue behind it. */
export async function evaluateAll(tx: EntityManager, now: Date, kind: SubjectKind | null): Promise<void> {
  const id = newId();
  await insertEvaluation(tx, { id, askedBy: 'timer', kind, associationId: null, onDate: riyadhDateOf(now), askedAt: now });
  await addJob(tx, RUN_EVALUATION, { evaluationId: id });
}
