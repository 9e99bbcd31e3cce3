import type { EntityManager } from 'typeorm';
import { IsNull } from 'typeorm';
import type { CommandTransaction } from '../../kit/command.ts';
import { conflict, notFound } from '../../kit/refusal.ts';
import type { Refusal } from '../../kit/refusal.ts';
import type { BidEvaluation } from '../domain/procurement/award.ts';
import type { Scored } from '../domain/procurement/score-lot.ts';
import { bidEvaluationTable } from './award-tables.ts';

export function evaluationsOf(manager: EntityManager, tenderId: string): Promise<BidEvaluation[]> {
  return manager.getRepository(bidEvaluationTable).find({ where: { tenderId }, order: { sealedAt: 'ASC', bidId: 'ASC' } });
}

/** @throws Refused NOT_FOUND. */
export async function readEvaluation(manager: EntityManager, tenderId: string, bidId: string): Promise<BidEvaluation> {
  const evaluation = await manager.getRepository(bidEvaluationTable).findOneBy({ tenderId, bidId });
  if (evaluation === null) throw notFound('Bid', 'bidId');
  return evaluation;
}

export async function insertEvaluations(tx: CommandTransaction, evaluations: readonly BidEvaluation[]): Promise<void> {
  if (evaluations.length > 0) await tx.manager.getRepository(bidEvaluationTable).insert(evaluations as never);
}

/** The committee's word on one bid; it is given once. @throws Refused CONFLICT when the bid is judged already. */
export async function keepJudgement(
  tx: CommandTransaction, { tenderId, bidId, reasons }: BidEvaluation, qualified: boolean, reason: Refusal | null,
): Promise<void> {
  const repository = tx.manager.getRepository(bidEvaluationTable);
  const { affected } = await repository.update(
    { tenderId, bidId, qualified: IsNull() },
    { qualified, reasons: (reason === null ? reasons : [...reasons, reason]) as never },
  );
  if (affected === 1) return;
  const now = await repository.findOneByOrFail({ tenderId, bidId });
  throw conflict(now.qualified === true ? 'QUALIFIED' : 'DISQUALIFIED');
}

export async function keepScores(tx: CommandTransaction, tenderId: string, scored: readonly Scored[]): Promise<void> {
  for (const { bidId, rank, total, scores } of scored) {
    await tx.manager.getRepository(bidEvaluationTable).update({ tenderId, bidId }, { rank, total, scores: scores as never });
  }
}
