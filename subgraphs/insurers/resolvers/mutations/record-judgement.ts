import { runCommand } from '../../../kit/command.ts';
import { isId } from '../../../kit/identifier.ts';
import { Refused, invalidInput, notFound } from '../../../kit/refusal.ts';
import { takeStep } from '../../../kit/transitions.ts';
import { BID_LIFE, STEP_OF_JUDGEMENT } from '../../domain/bid-life.ts';
import type { BidState } from '../../domain/bid-life.ts';
import { reasonOfCode } from '../../domain/reason-of-code.ts';
import { bidsOfTender, moveBids } from '../../store/bids.ts';
import { lockRound } from '../../store/tender-round.ts';
import type { MutationResolvers } from '../types.generated.ts';
import { mustBeHouse } from '../who-may.ts';

/** What is out of the competition already cannot be refused or lose any more. */
const staysOut = (state: BidState, judged: BidState): boolean => OUT.includes(state) && (judged === 'DISQUALIFIED' || judged === 'LOST');

const OUT: readonly BidState[] = ['WITHDRAWN', 'INVALIDATED', 'INVALID', 'DISQUALIFIED'];

/** Writes what the committee made of each bid, all or none. A bid that is already there stays as it is. */
export const recordJudgement: NonNullable<MutationResolvers['recordJudgement']> = async (_parent, { input }, context) => {
  const { tenderId } = input;
  const { answer, problems } = await runCommand(context, 'recordJudgement', input, {
    decide: async (tx) => {
      mustBeHouse(context.principal, 'associations');
      if (!isId(tenderId)) throw notFound('tender', 'tenderId');
      await lockRound(tx.manager, tenderId);
      const bids = new Map((await bidsOfTender(tx.manager, tenderId)).map((bid) => [bid.id, bid]));
      const moves = input.bids.flatMap((judged) => {
        const bid = bids.get(judged.bidId);
        const action = STEP_OF_JUDGEMENT[judged.state];
        if (bid === undefined) throw notFound('bid', 'bids');
        if (action === undefined) throw invalidInput('bids', 'a judgement is VALID, DISQUALIFIED, WINNING or LOST');
        const reasons = judged.reasons.map((code) => {
          const reason = reasonOfCode(code);
          if (reason === null) throw invalidInput('bids', 'a reason is not a code of the registry');
          return reason;
        });
        if (bid.state === judged.state || staysOut(bid.state, judged.state)) return [];
        const step = takeStep(BID_LIFE, bid.state, action, context.principal.roles, { window: null, reasons });
        if ('refusal' in step) throw new Refused(step.refusal);
        return [{ bid, to: step.to, reasons, action }];
      });
      await moveBids(tx.manager, moves);
      for (const { bid, to, reasons, action } of moves) {
        tx.audit({ entity: 'Bid', entityId: bid.id, action, from: bid.state, to, reason: reasons.map(({ code }) => code).join(', ') || null });
      }
      return { tenderId };
    },
  });
  return { tender: answer === null ? null : { id: answer.tenderId }, problems: [...problems] };
};
