import { runCommand } from '../../kit/command.ts';
import { mostStanding } from '../store/bid-commitments.ts';
import { noteStep } from '../store/move-tender.ts';
import { requestOpening } from '../store/openings.ts';
import { holdTender, readTender } from '../store/tenders.ts';
import { tenderPayload } from './tender-payload.ts';
import type { MutationResolvers } from './types.generated.ts';

export const requestBidOpening: MutationResolvers['requestBidOpening'] = async (_root, { input }, context) => {
  const outcome = await runCommand(context, 'requestBidOpening', input, {
    gather: () => readTender(context.database.manager, input.tenderId),
    async decide(tx, { id }) {
      const now = context.now();
      const tender = await holdTender(tx.manager, id, 'share');
      const sealed = { most: await mostStanding(tx.manager, id), minimum: tender.minimumBids };
      noteStep(tx, tender, {
        action: 'REQUEST_OPENING', actors: context.principal.roles, facts: { now, biddingEndsAt: tender.biddingEndsAt, sealed },
      });
      await requestOpening(tx, tender, context.principal, now);
      return { tenderId: id };
    },
  });
  return tenderPayload(context, outcome);
};
