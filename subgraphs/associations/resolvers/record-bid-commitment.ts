import { runCommand } from '../../kit/command.ts';
import { Refused, invalidInput, notFound } from '../../kit/refusal.ts';
import { hasRole } from '../../../schema/contracts/identity.ts';
import { recordCommitment, voidCommitments } from '../store/bid-commitments.ts';
import { holdTender, lotsOf, readTender } from '../store/tenders.ts';
import { tenderPayload } from './tender-payload.ts';
import type { MutationResolvers } from './types.generated.ts';

const SHA_256_HEX = /^[0-9a-f]{64}$/;

/**
 * Keeps the hash of a bid just sealed, or voids that of one withdrawn. The tender's row is held meanwhile: a bid is
 * in before the deadline, an amendment or a closing, or it is refused; and then the insurers house does not seal it.
 */
export const recordBidCommitment: MutationResolvers['recordBidCommitment'] = async (_root, { input }, context) => {
  const outcome = await runCommand(context, 'recordBidCommitment', input, {
    async gather() {
      if (!hasRole(context.principal, 'service') || context.principal.organisation !== 'insurers') throw new Refused({ code: 'NOT_YOURS' });
      if (!SHA_256_HEX.test(input.commitment)) throw invalidInput('commitment', 'must be a SHA-256 in lower-case hex');
      const { id } = await readTender(context.database.manager, input.tenderId);
      const lots = await lotsOf(context.database.manager, [id]);
      if (!lots.some((lot) => lot.id === input.lotId)) throw notFound('Lot', 'lotId');
    },
    async decide(tx) {
      const { tenderId, lotId, bidId, insurerId, commitment } = input;
      const { state, biddingEndsAt } = await holdTender(tx.manager, tenderId, 'alone');
      // The clock is read while the row is held: waiting for it must not carry a bid over the deadline.
      const now = context.now();
      if (state !== 'BIDDING') throw new Refused({ code: 'TENDER_NOT_BIDDING', values: { state } });
      if (now >= biddingEndsAt) throw new Refused({ code: 'BID_TOO_LATE' });
      if (input.void) await voidCommitments(tx, { tenderId, bidId }, 'WITHDRAW', now);
      else await recordCommitment(tx, { tenderId, lotId, bidId, insurerId, commitment }, now);
      return { tenderId };
    },
  });
  return tenderPayload(context, outcome);
};
