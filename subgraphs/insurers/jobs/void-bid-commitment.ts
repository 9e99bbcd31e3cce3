import { writeAudit } from '../../kit/audit.ts';
import type { Task } from '../../kit/jobs.ts';
import { timerContext } from '../../kit/request-context.ts';
import type { HouseServices } from '../../kit/request-context.ts';
import { tellBidCommitment } from '../asks/tell-bid-commitment.ts';
import { findBid } from '../store/bids.ts';

/**
 * Takes back the hash of a bid that another has replaced. When it comes too late the hash stays, and opens nothing,
 * since only sealed bids are opened; the refusal is kept in the bid's history.
 */
export function voidBidCommitment(services: HouseServices): Task {
  return async ({ bidId }) => {
    const bid = await findBid(services.database.manager, String(bidId));
    if (bid === null) return;
    const { principal, requestId } = timerContext(services, `void-bid:${bid.id}`);
    const { insurerId, tenderId, lotId, commitment } = bid;
    const refusal = await tellBidCommitment(services.graph, { bidId: bid.id, insurerId, tenderId, lotId, commitment, void: true }, requestId);
    if (refusal === null) return;
    const entry = { entity: 'Bid', entityId: bid.id, action: 'VOID_REFUSED', from: bid.state, to: bid.state, reason: refusal.code, onBehalfOf: `insurer:${insurerId}` };
    await services.database.transaction((tx) => writeAudit(tx, principal, services.now(), [entry]));
  };
}
