import { Any } from 'typeorm';
import type { EntityManager } from 'typeorm';
import type { Fact } from '../../../schema/contracts/fact.ts';
import type { CommandTransaction } from '../../kit/command.ts';
import { isId, newId } from '../../kit/identifier.ts';
import { Refused, conflict, notFound } from '../../kit/refusal.ts';
import type { Actor } from '../../kit/transitions.ts';
import { takeStep } from '../../kit/transitions.ts';
import type { PlanAction, PlanFacts } from '../domain/procurement/plan-life.ts';
import { PLAN_LIFE } from '../domain/procurement/plan-life.ts';
import type { ProcurementPlan } from '../domain/procurement/pool.ts';
import { procurementPlanTable } from './pool-tables.ts';

export function plansById(manager: EntityManager, ids: readonly string[]): Promise<ProcurementPlan[]> {
  return manager.getRepository(procurementPlanTable).findBy({ id: Any([...ids]) });
}

/** @throws Refused NOT_FOUND. */
export async function readPlan(manager: EntityManager, id: string): Promise<ProcurementPlan> {
  const plan = isId(id) ? await manager.getRepository(procurementPlanTable).findOneBy({ id }) : null;
  if (plan === null) throw notFound('ProcurementPlan', 'planId');
  return plan;
}

export function planOf(manager: EntityManager, tenderId: string, associationId: string): Promise<ProcurementPlan | null> {
  return manager.getRepository(procurementPlanTable).findOneBy({ tenderId, associationId });
}

export function joinedPlans(manager: EntityManager, tenderId: string): Promise<ProcurementPlan[]> {
  return manager.getRepository(procurementPlanTable).find({ where: { tenderId, state: 'JOINED' }, order: { id: 'ASC' } });
}

/** Declares a need that is not in the pool yet. Two at once for one association: the second waits, and finds the first's. */
export async function declarePlan(tx: CommandTransaction, tenderId: string, associationId: string): Promise<ProcurementPlan> {
  const { manager } = tx;
  const id = newId();
  const inserted = await manager.query<unknown[]>(
    `INSERT INTO procurement_plan (association_id, id, tender_id, state, version) VALUES ($1, $2, $3, 'DRAFT', 1)
     ON CONFLICT (tender_id, association_id) DO NOTHING RETURNING id`,
    [associationId, id, tenderId],
  );
  if (inserted.length === 1) tx.audit({ entity: 'ProcurementPlan', entityId: id, action: 'DECLARE', from: null, to: 'DRAFT' });
  return manager.getRepository(procurementPlanTable).findOneByOrFail({ tenderId, associationId });
}

export interface PlanStep {
  readonly action: PlanAction;
  readonly actors: readonly Actor[];
  readonly facts: PlanFacts;
  readonly evidence?: readonly Fact<unknown>[];
}

/** @throws Refused what the table says, or CONFLICT. */
export async function movePlan(
  tx: CommandTransaction, plan: ProcurementPlan, { action, actors, facts, evidence }: PlanStep, change: Partial<ProcurementPlan> = {},
): Promise<void> {
  const step = takeStep(PLAN_LIFE, plan.state, action, actors, facts);
  if ('refusal' in step) throw new Refused(step.refusal);
  const repository = tx.manager.getRepository(procurementPlanTable);
  const { affected } = await repository.update(
    { id: plan.id, version: plan.version, state: plan.state },
    { ...change, state: step.to, version: plan.version + 1 } as never,
  );
  if (affected !== 1) throw conflict((await repository.findOneByOrFail({ id: plan.id })).state);
  tx.audit({
    entity: 'ProcurementPlan', entityId: plan.id, action, from: plan.state, to: step.to,
    ...(evidence === undefined ? {} : { facts: evidence }),
  });
}
