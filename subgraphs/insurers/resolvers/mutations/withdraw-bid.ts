import { runCommand } from '../../../kit/command.ts';
import { isId } from '../../../kit/identifier.ts';
import { Refused, notFound } from '../../../kit/refusal.ts';
import { takeStep } from '../../../kit/transitions.ts';
import { askBiddingFacts } from '../../asks/ask-bidding-facts.ts';
import { tellBidCommitment } from '../../asks/tell-bid-commitment.ts';
import type { HouseContext } from '../../context.ts';
import { BID_LIFE } from '../../domain/bid-life.ts';
import { findBid, moveBids } from '../../store/bids.ts';
import type { BidMove, BidRow } from '../../store/bids.ts';
import type { MutationResolvers } from '../types.generated.ts';
import { mustOwnInsurer } from '../who-may.ts';

/**
 * As with sealing, the associations house comes first: it alone knows whether the deadline has passed. A process that
 * dies before the bid is moved leaves a void hash; the same command sent again finishes, and until then the bid counts
 * as not committed to.
 */
export const withdrawBid: NonNullable<MutationResolvers['withdrawBid']> = async (_parent, { input }, context) => {
  const { answer, problems } = await runCommand(context, 'withdrawBid', input, {
    gather: () => takeBack(context, input.bidId),
    decide: async (tx, move) => {
      await moveBids(tx.manager, [move]);
      tx.audit({ entity: 'Bid', entityId: move.bid.id, action: 'WITHDRAW', from: move.bid.state, to: move.to });
      return { bidId: move.bid.id };
    },
  });
  return { bid: answer === null ? null : await context.load.bid.load(answer.bidId), problems: [...problems] };
};

async function takeBack(context: HouseContext, bidId: string): Promise<BidMove> {
  const bid: BidRow | null = isId(bidId) ? await findBid(context.database.manager, bidId) : null;
  if (bid === null) throw notFound('bid', 'bidId');
  mustOwnInsurer(context.principal, bid.insurerId);
  const { tender } = await askBiddingFacts(context.graph, bid.tenderId, bid.insurerId, context.requestId);
  if (tender === null) throw notFound('tender', 'bidId');
  const window = { tenderState: tender.state, endsAt: new Date(tender.calendar.biddingEndsAt), now: context.now() };
  const step = takeStep(BID_LIFE, bid.state, 'WITHDRAW', context.principal.roles, { window, reasons: [] });
  if ('refusal' in step) throw new Refused(step.refusal);
  if (bid.state === 'SEALED') {
    const { insurerId, tenderId, lotId, commitment } = bid;
    const refusal = await tellBidCommitment(context.graph, { bidId, insurerId, tenderId, lotId, commitment, void: true }, context.requestId);
    if (refusal !== null) throw new Refused(refusal);
  }
  return { bid, to: step.to };
}
