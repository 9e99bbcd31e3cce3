import { Any } from 'typeorm';
import type { EntityManager } from 'typeorm';
import type { PageRequest } from '../../../kit/connection.ts';
import { isId } from '../../../kit/identifier.ts';
import type { SubjectKind } from '../../domain/compliance/subject.ts';
import { EVALUATION_TABLE } from './evaluation-table.ts';
import type { EvaluationRow } from './evaluation-table.ts';
import type { ChangeCounts } from './write-findings.ts';

export const RUN_EVALUATION = 'run-evaluation';

export async function insertEvaluation(
  manager: EntityManager, asked: Pick<EvaluationRow, 'id' | 'askedBy' | 'kind' | 'associationId' | 'onDate' | 'askedAt'>,
): Promise<void> {
  await manager.getRepository(EVALUATION_TABLE).insert({ ...asked, state: 'RUNNING', evaluated: 0, opened: 0, changed: 0, closed: 0, atKind: null, atId: null, endedAt: null });
}

export function readEvaluations(manager: EntityManager, ids: readonly string[]): Promise<EvaluationRow[]> {
  return manager.getRepository(EVALUATION_TABLE).findBy({ id: Any(ids.filter(isId)) });
}

/** Newest first. Identifiers are made in the order of time. */
export function readEvaluationPage(manager: EntityManager, { first, after }: PageRequest): Promise<EvaluationRow[]> {
  const query = manager.getRepository(EVALUATION_TABLE).createQueryBuilder('evaluation').orderBy('evaluation.id', 'DESC').take(first + 1);
  if (after !== null) query.where('evaluation.id < :after', { after: after[0] });
  return query.getMany();
}

/** The evaluation, locked, so that of two workers on the same one the second goes on where the first has come to. */
export async function lockRunning(manager: EntityManager, id: string): Promise<EvaluationRow | null> {
  return manager.getRepository(EVALUATION_TABLE).findOne({ where: { id, state: 'RUNNING' }, lock: { mode: 'pessimistic_write' } });
}

export interface EvaluationStep {
  readonly atKind: SubjectKind | null;
  readonly atId: string | null;
  readonly evaluated: number;
  readonly counts: ChangeCounts;
}

/** Answers the evaluation as it then stands. */
export async function keepProgress(manager: EntityManager, evaluation: EvaluationRow, step: EvaluationStep): Promise<EvaluationRow> {
  const { id, evaluated, opened, changed, closed } = evaluation;
  const progress = {
    atKind: step.atKind, atId: step.atId, evaluated: evaluated + step.evaluated, opened: opened + step.counts.opened,
    changed: changed + step.counts.changed, closed: closed + step.counts.closed,
  };
  await manager.getRepository(EVALUATION_TABLE).update({ id, state: 'RUNNING' }, progress);
  return { ...evaluation, ...progress };
}

export async function endEvaluation(manager: EntityManager, id: string, now: Date): Promise<void> {
  await manager.getRepository(EVALUATION_TABLE).update({ id, state: 'RUNNING' }, { state: 'ENDED', endedAt: now });
}
