import { runCommand } from '../../../kit/command.ts';
import { isId } from '../../../kit/identifier.ts';
import { Refused, notFound } from '../../../kit/refusal.ts';
import { takeStep } from '../../../kit/transitions.ts';
import { BID_LIFE } from '../../domain/bid-life.ts';
import { bidsOfTender, moveBids } from '../../store/bids.ts';
import { lockRound, recordAmendment } from '../../store/tender-round.ts';
import type { MutationResolvers } from '../types.generated.ts';
import { mustBeHouse } from '../who-may.ts';

/** Voids what was sealed before the amendment. What was sealed after it stays, even when this is told late. */
export const invalidateBids: NonNullable<MutationResolvers['invalidateBids']> = async (_parent, { input }, context) => {
  const { tenderId, amendment } = input;
  const { answer, problems } = await runCommand(context, 'invalidateBids', input, {
    decide: async (tx) => {
      mustBeHouse(context.principal, 'associations');
      if (!isId(tenderId)) throw notFound('tender', 'tenderId');
      await lockRound(tx.manager, tenderId);
      await recordAmendment(tx.manager, tenderId, amendment);
      const voided = (await bidsOfTender(tx.manager, tenderId)).filter((bid) => bid.state === 'SEALED' && bid.amendment < amendment);
      const moves = voided.map((bid) => {
        const step = takeStep(BID_LIFE, bid.state, 'INVALIDATE', context.principal.roles, { window: null, reasons: [] });
        if ('refusal' in step) throw new Refused(step.refusal);
        return { bid, to: step.to };
      });
      await moveBids(tx.manager, moves);
      for (const { bid, to } of moves) {
        tx.audit({ entity: 'Bid', entityId: bid.id, action: 'INVALIDATE', from: bid.state, to, reason: `amendment ${amendment}` });
      }
      return { tenderId };
    },
  });
  return { tender: answer === null ? null : { id: answer.tenderId }, problems: [...problems] };
};
