import type { Refusal } from '../../kit/refusal.ts';

/** When bids may be moved, as the associations house says at the moment of the command. */
export interface BiddingWindow {
  readonly tenderState: string;
  readonly endsAt: Date;
  readonly now: Date;
}

/** Null while bids may be sealed and taken back. */
export function outsideBidding({ tenderState, endsAt, now }: BiddingWindow): Refusal | null {
  if (now.getTime() >= endsAt.getTime()) return { code: 'BID_TOO_LATE' };
  return tenderState === 'BIDDING' ? null : { code: 'TENDER_NOT_BIDDING', values: { state: tenderState } };
}
