import { runCommand } from '../../kit/command.ts';
import { invalidInput } from '../../kit/refusal.ts';
import { TELL_INVALIDATE_BIDS } from '../jobs/task-names.ts';
import { insertAmendment } from '../store/amendments.ts';
import { voidCommitments } from '../store/bid-commitments.ts';
import { moveTender } from '../store/move-tender.ts';
import { readTender } from '../store/tenders.ts';
import { tenderPayload } from './tender-payload.ts';
import type { MutationResolvers } from './types.generated.ts';

/** Extends the deadline. Every sealed bid becomes void at the same moment, here and, as soon as it is told, at its owner's. */
export const amendTender: MutationResolvers['amendTender'] = async (_root, { input }, context) => {
  const outcome = await runCommand(context, 'amendTender', input, {
    async gather() {
      if (input.note.trim() === '') throw invalidInput('note', 'must not be empty');
      return readTender(context.database.manager, input.tenderId);
    },
    async decide(tx, tender) {
      const now = context.now();
      const newDeadline = new Date(input.biddingEndsAt);
      const amended = await moveTender(tx, tender, {
        action: 'AMEND',
        actors: context.principal.roles,
        facts: { now, biddingEndsAt: tender.biddingEndsAt, newDeadline },
        reason: input.note,
      }, { biddingEndsAt: newDeadline });
      const amendment = await insertAmendment(tx, amended, input.note, now);
      await voidCommitments(tx, { tenderId: tender.id }, 'AMEND', now);
      await tx.job(TELL_INVALIDATE_BIDS, { tenderId: tender.id, amendment });
      return { tenderId: tender.id };
    },
  });
  return tenderPayload(context, outcome);
};
