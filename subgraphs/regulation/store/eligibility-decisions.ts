import { Any } from 'typeorm';
import type { EntityManager } from 'typeorm';
import type { PageRequest } from '../../kit/connection.ts';
import { isId } from '../../kit/identifier.ts';
import { conflict } from '../../kit/refusal.ts';
import { ELIGIBILITY_DECISION_TABLE } from './eligibility-decision-table.ts';
import type { EligibilityDecisionRow } from './eligibility-decision-table.ts';

export function readDecisions(manager: EntityManager, ids: readonly string[]): Promise<EligibilityDecisionRow[]> {
  return manager.getRepository(ELIGIBILITY_DECISION_TABLE).findBy({ id: Any(ids.filter(isId)) });
}

export async function findDecision(manager: EntityManager, id: string): Promise<EligibilityDecisionRow | null> {
  return (await readDecisions(manager, [id]))[0] ?? null;
}

/** Decisions about many members, newest first. */
export function readDecisionsOf(manager: EntityManager, memberIds: readonly string[]): Promise<EligibilityDecisionRow[]> {
  return manager.getRepository(ELIGIBILITY_DECISION_TABLE).find({ where: { memberId: Any([...memberIds]) }, order: { id: 'DESC' } });
}

/** Identifiers of the decisions some lines of a batch already have, by line. */
export async function readDecided(manager: EntityManager, batchId: string, lineIds: readonly string[]): Promise<Map<string, string>> {
  const rows = await manager.query<{ line_id: string; id: string }[]>(
    'SELECT line_id, id FROM eligibility_decision WHERE batch_id = $1 AND line_id = ANY($2)',
    [batchId, lineIds],
  );
  return new Map(rows.map((row) => [row.line_id, row.id]));
}

/** Adds decisions; a line that has one keeps it. Answers the identifiers of those that were added. */
export async function insertDecisions(manager: EntityManager, rows: readonly EligibilityDecisionRow[]): Promise<ReadonlySet<string>> {
  if (rows.length === 0) return new Set();
  const { raw } = await manager.getRepository(ELIGIBILITY_DECISION_TABLE).createQueryBuilder()
    .insert().values(rows as never).orIgnore().returning('id').execute();
  return new Set((raw as { id: string }[]).map(({ id }) => id));
}

/** One page of decisions that wait for a person, oldest first. */
export function readQueue(manager: EntityManager, { first, after }: PageRequest): Promise<EligibilityDecisionRow[]> {
  const query = manager.getRepository(ELIGIBILITY_DECISION_TABLE).createQueryBuilder('decision')
    .where(`decision.outcome = 'NEEDS_PERSON'`).orderBy('decision.id').limit(first + 1);
  if (after !== null) query.andWhere('decision.id > :after', { after: after[0] });
  return query.getMany();
}

/** @throws Refused CONFLICT when somebody has decided meanwhile. */
export async function decideByPerson(
  manager: EntityManager, read: EligibilityDecisionRow, change: Pick<EligibilityDecisionRow, 'outcome' | 'reason' | 'facts' | 'decidedAt'>,
): Promise<void> {
  const { id, version, outcome } = read;
  const { affected } = await manager.getRepository(ELIGIBILITY_DECISION_TABLE)
    .update({ id, version, outcome }, { ...change, decisionMode: 'MANUAL', version: version + 1 } as never);
  if (affected !== 1) throw conflict((await findDecision(manager, id))?.outcome ?? outcome);
}

/** Keeps what the batch's house answered when it was told a person's decision. */
export async function markTold(manager: EntityManager, id: string, at: Date, problems: readonly string[]): Promise<void> {
  await manager.getRepository(ELIGIBILITY_DECISION_TABLE).update({ id }, { toldAt: at, tellProblems: [...problems] });
}
