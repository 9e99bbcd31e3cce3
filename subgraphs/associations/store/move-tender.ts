import type { EntityManager } from 'typeorm';
import type { Fact } from '../../../schema/contracts/fact.ts';
import type { CommandTransaction } from '../../kit/command.ts';
import { addJob } from '../../kit/jobs.ts';
import type { JobOptions } from '../../kit/jobs.ts';
import { Refused, conflict } from '../../kit/refusal.ts';
import type { Actor } from '../../kit/transitions.ts';
import { takeStep } from '../../kit/transitions.ts';
import type { Tender } from '../domain/procurement/tender.ts';
import type { TenderFacts } from '../domain/procurement/tender-guards.ts';
import type { TenderAction, TenderState } from '../domain/procurement/tender-life.ts';
import { TENDER_LIFE } from '../domain/procurement/tender-life.ts';
import { nextCheckOf } from '../domain/procurement/tender-timetable.ts';
import { tellReleases } from './tell-releases.ts';
import { tenderTable } from './tender-tables.ts';

/** The job that looks at a tender when a deadline of it has come. */
export const CHECK_TENDER = 'check-tender';

export interface TenderStep {
  readonly action: TenderAction;
  readonly actors: readonly Actor[];
  readonly facts: TenderFacts;
  readonly reason?: string;
  /** Facts of other houses the step rests on, for the trail. */
  readonly evidence?: readonly Fact<unknown>[];
}

/** Asks the table, without writing: for steps that leave the tender where it is. @throws Refused. */
export function decideStep(tender: Tender, { action, actors, facts }: TenderStep): TenderState {
  const step = takeStep(TENDER_LIFE, tender.state, action, actors, facts);
  if ('refusal' in step) throw new Refused(step.refusal);
  return step.to;
}

/** Notes a step that leaves the tender where it is: what it changes lies beside it. @throws Refused. */
export function noteStep(tx: CommandTransaction, tender: Tender, step: TenderStep): void {
  const to = decideStep(tender, step);
  tx.audit({
    entity: 'Tender', entityId: tender.id, action: step.action, from: tender.state, to,
    ...(step.reason === undefined ? {} : { reason: step.reason }),
    ...(step.evidence === undefined ? {} : { facts: step.evidence }),
  });
}

/**
 * Moves a tender one step, sets its timer anew and has the step released. The version read before the facts were asked stands in the WHERE,
 * so that of two officers at once one wins.
 * @throws Refused what the table says, or CONFLICT with the state it has become.
 */
export async function moveTender(
  tx: CommandTransaction, tender: Tender, step: TenderStep, change: Partial<Tender> = {},
): Promise<Tender> {
  noteStep(tx, tender, step);
  const to = decideStep(tender, step);
  const moved: Tender = { ...tender, ...change, state: to, version: tender.version + 1 };
  const nextCheckAt = change.nextCheckAt ?? nextCheckOf(moved);
  const { affected } = await tx.manager.getRepository(tenderTable).update(
    { id: tender.id, version: tender.version, state: tender.state },
    { ...change, state: to, version: moved.version, nextCheckAt } as never,
  );
  if (affected !== 1) throw conflict(await stateNow(tx.manager, tender.id));
  await tellReleases(tx, tender.id);
  if (nextCheckAt !== null) await tx.job(CHECK_TENDER, { tenderId: tender.id }, timerOf(tender.id, nextCheckAt));
  return { ...moved, nextCheckAt };
}

/** When an award that still waits has waited long enough; null when none does. For a tender that is evaluated again in another lot. */
export async function nextStandingCheck(manager: EntityManager, tenderId: string): Promise<Date | null> {
  const rows = await manager.query<{ at: Date | null }[]>(`SELECT min(standstill_ends_at) AS at FROM award WHERE tender_id = $1 AND state = 'PENDING'`, [tenderId]);
  return rows[0]?.at ?? null;
}

/** Sets the timer alone; null puts it to rest. Says nothing when the tender has moved on meanwhile. */
export async function setTimer(manager: EntityManager, tender: Tender, at: Date | null): Promise<void> {
  await manager.transaction(async (tx) => {
    const { affected } = await tx.getRepository(tenderTable).update({ id: tender.id, version: tender.version }, { nextCheckAt: at });
    if (affected === 1 && at !== null) await addJob(tx, CHECK_TENDER, { tenderId: tender.id }, timerOf(tender.id, at));
  });
}

/** One timer a tender: a later one takes the place of the one that waits. */
function timerOf(tenderId: string, runAt: Date): JobOptions {
  return { runAt, key: `tender:${tenderId}` };
}

async function stateNow(manager: EntityManager, id: string): Promise<TenderState> {
  const { state } = await manager.getRepository(tenderTable).findOneByOrFail({ id });
  return state;
}
