import type { BidBody } from '../../../schema/contracts/bid-body.ts';
import type { Refusal } from '../../kit/refusal.ts';
import { readBidBody } from './bid-body.ts';
import type { BidPlace } from './bid-body.ts';

/** A sealed bid at the opening. */
export interface SealedBid {
  /** SHA-256 of the body this house holds. */
  readonly bodyHash: string;
  /** What the council's side holds for it and has not voided; null when it holds nothing. */
  readonly commitment: string | null;
  /** The decrypted text; null when the released key does not open it. */
  readonly plaintext: string | null;
}

export interface OpenedBid {
  readonly to: 'REVEALED' | 'INVALID';
  readonly reasons: readonly Refusal[];
  readonly commitmentHeld: boolean;
  /** What becomes readable; null for what was not committed to, or is not this insurer's bid for this lot. */
  readonly body: BidBody | null;
}

/** Decides what one bid is worth at the opening. A body nobody committed to is not even read: it may be anyone's. */
export function openBid(sealed: SealedBid, place: BidPlace): OpenedBid {
  const commitmentHeld = sealed.commitment !== null && sealed.commitment === sealed.bodyHash;
  if (!commitmentHeld) return { to: 'INVALID', reasons: [{ code: 'BID_NOT_AS_COMMITTED' }], commitmentHeld, body: null };
  if (sealed.plaintext === null) return { to: 'INVALID', reasons: [{ code: 'BID_UNREADABLE' }], commitmentHeld, body: null };
  const { body, reasons } = readBidBody(sealed.plaintext, place);
  return { to: reasons.length === 0 ? 'REVEALED' : 'INVALID', reasons, commitmentHeld, body };
}
