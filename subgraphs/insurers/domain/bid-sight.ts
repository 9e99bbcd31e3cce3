import { hasRole } from '../../../schema/contracts/identity.ts';
import type { Principal } from '../../../schema/contracts/identity.ts';
import { isId } from '../../kit/identifier.ts';

/** Which bids a viewer may know of. Bodies need no rule of their own: none exists before the opening. */
export interface BidSight {
  /** Sees every bid from its sealing on: the council, the regulator and the houses. */
  readonly always: boolean;
  /** Sees every bid once the tender is open: the review body. */
  readonly afterOpening: boolean;
  /** Sees its own bids, and after the opening those of the tenders it bids in; null for whoever is no insurer. */
  readonly insurerId: string | null;
}

export function bidSight(principal: Principal): BidSight {
  return {
    always: hasRole(principal, 'council') || hasRole(principal, 'regulator') || hasRole(principal, 'service'),
    afterOpening: hasRole(principal, 'review_body'),
    insurerId: ownInsurer(principal),
  };
}

/** The insurer the viewer speaks for; null when it speaks for none. */
export function ownInsurer(principal: Principal): string | null {
  const { organisation } = principal;
  return hasRole(principal, 'insurer_officer') && organisation !== null && isId(organisation) ? organisation : null;
}
