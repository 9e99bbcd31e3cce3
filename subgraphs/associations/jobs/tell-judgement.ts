import type { Task } from '../../kit/jobs.ts';
import type { HouseServices } from '../../kit/request-context.ts';
import type { JudgedBid } from '../asks/record-judgement.ts';
import { tellRecordJudgement } from '../asks/record-judgement.ts';
import type { BidEvaluation } from '../domain/procurement/award.ts';
import { awardsOf } from '../store/awards.ts';
import { evaluationsOf } from '../store/evaluations.ts';

/** Tells the notice: first who qualified, then who won. A round of judging is told once, however often it is sent. */
export function tellJudgement({ database, graph }: HouseServices): Task {
  return async (payload) => {
    const tenderId = String(payload['tenderId']);
    const requestId = `judgement:${tenderId}`;
    const evaluations = (await evaluationsOf(database.manager, tenderId)).filter(wasOpened);
    const awards = await awardsOf(database.manager, tenderId);
    const winners = new Set(awards.filter(({ state }) => state !== 'CANCELLED').map(({ bidId }) => bidId));
    const round = `${tenderId}:${String(payload['round'] ?? 'first')}`;
    const qualified = evaluations.filter((each) => each.qualified === true);
    await tellRecordJudgement(graph, tenderId, 'qualification', round, evaluations.map(qualificationOf), requestId);
    await tellRecordJudgement(graph, tenderId, 'ranking', round, qualified.map(({ bidId }): JudgedBid =>
      ({ bidId, state: winners.has(bidId) ? 'WINNING' : 'LOST', reasons: [] })), requestId);
  };
}

function qualificationOf({ bidId, qualified, reasons }: BidEvaluation): JudgedBid {
  return qualified === true
    ? { bidId, state: 'VALID', reasons: [] }
    : { bidId, state: 'DISQUALIFIED', reasons: [...new Set(reasons.map(({ code }) => code))] };
}

/** A bid found invalid at the opening has its end already, with its reason, where it lives. */
function wasOpened({ reasons }: BidEvaluation): boolean {
  return !reasons.some(({ code }) => code === 'BID_OPENED_INVALID');
}
