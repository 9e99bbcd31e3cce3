import type { CommandTransaction } from '../../kit/command.ts';
import type { BidEvaluation } from '../domain/procurement/award.ts';
import { unjudged } from '../domain/procurement/unjudged.ts';
import { bidEvaluationTable } from './award-tables.ts';
import { awardsOf, moveAward } from './awards.ts';
import { evaluationsOf } from './evaluations.ts';

/**
 * Takes back what was judged and proposed, in one lot or in all: its award is cancelled unless it is active already,
 * the committee's words and the scores are kept in the trail alone, and every bid the rules let in is to be judged anew.
 * Active awards stay: they were not complained about, or they could not have become active.
 */
export async function setAside(tx: CommandTransaction, tenderId: string, lotId: string | null, now: Date): Promise<void> {
  const isMeant = (each: { readonly lotId: string }): boolean => lotId === null || each.lotId === lotId;
  const awards = (await awardsOf(tx.manager, tenderId)).filter(isMeant);
  const kept = new Set(awards.filter(({ state }) => state === 'ACTIVE').map((award) => award.lotId));
  for (const award of awards) if (award.state === 'PENDING') await moveAward(tx, award, 'CANCEL', true);
  const evaluations = (await evaluationsOf(tx.manager, tenderId)).filter((each) => isMeant(each) && !kept.has(each.lotId));
  for (const evaluation of evaluations) await openAgain(tx, evaluation, now);
}

async function openAgain(tx: CommandTransaction, evaluation: BidEvaluation, now: Date): Promise<void> {
  const { tenderId, bidId, qualified, rank, total, scores, reasons } = evaluation;
  await tx.manager.getRepository(bidEvaluationTable).update({ tenderId, bidId }, { ...unjudged(evaluation), rank: null, total: null, scores: [] } as never);
  tx.audit({
    entity: 'BidEvaluation', entityId: bidId, action: 'SET_ASIDE', from: qualified === null ? 'OPEN' : qualified ? 'QUALIFIED' : 'DISQUALIFIED', to: 'OPEN',
    facts: [{ name: 'evaluation', value: { qualified, rank, total, scores, reasons: reasons.map(({ code }) => code) }, source: 'associations', asOf: now.toISOString(), verifiedBy: 'associations' }],
  });
}
