import { runCommand } from '../../kit/command.ts';
import type { Refusal } from '../../kit/refusal.ts';
import { keepJudgement, readEvaluation } from '../store/evaluations.ts';
import { noteStep } from '../store/move-tender.ts';
import { holdTender, readTender } from '../store/tenders.ts';
import { tenderPayload } from './tender-payload.ts';
import type { MutationResolvers } from './types.generated.ts';

/** The committee's word on one bid. Two bids may be judged at once; the same bid is judged once. */
export const judgeBid: MutationResolvers['judgeBid'] = async (_root, { input }, context) => {
  const reason = input.reason ?? null;
  const outcome = await runCommand(context, 'judgeBid', input, {
    gather: () => readTender(context.database.manager, input.tenderId),
    async decide(tx, { id }) {
      const tender = await holdTender(tx.manager, id, 'share');
      const evaluation = tender.evaluationScheduleId === null ? null : await readEvaluation(tx.manager, id, input.bidId);
      const { qualified } = input;
      noteStep(tx, tender, {
        action: 'JUDGE_BID',
        actors: context.principal.roles,
        facts: { now: context.now(), judgement: { qualified, abnormallyLow: evaluation?.abnormallyLow ?? false, reason } },
        reason: `${input.bidId}: ${qualified ? 'qualified' : 'disqualified'}${reason === null ? '' : `, ${reason}`}`,
      });
      if (evaluation !== null) await keepJudgement(tx, evaluation, qualified, publishedReason(qualified, reason));
      return { tenderId: id };
    },
  });
  return tenderPayload(context, outcome);
};

function publishedReason(qualified: boolean, reason: string | null): Refusal | null {
  if (reason === null) return null;
  return { code: qualified ? 'BID_ACCEPTED_BY_COMMITTEE' : 'BID_REFUSED_BY_COMMITTEE', values: { reason } };
}
