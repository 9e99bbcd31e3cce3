import { hasRole } from '../../../schema/contracts/identity.ts';
import type { Principal } from '../../../schema/contracts/identity.ts';
import { Refused } from '../../kit/refusal.ts';
import { ownInsurer } from '../domain/bid-sight.ts';

/** @throws Refused NOT_YOURS unless the principal speaks for this insurer. */
export function mustOwnInsurer(principal: Principal, insurerId: string): void {
  if (ownInsurer(principal) !== insurerId) throw new Refused({ code: 'NOT_YOURS' });
}

/** @throws Refused NOT_YOURS unless the associations house tells it: it alone owns tenders, agreements and batches. */
export function mustBeAssociationsHouse(principal: Principal): void {
  if (!hasRole(principal, 'service') || principal.organisation !== 'associations') throw new Refused({ code: 'NOT_YOURS' });
}

/** @throws Refused NOT_YOURS unless the principal is of the regulator or the council: they say who takes part. */
export function mustAdmitInsurers(principal: Principal): void {
  if (!hasRole(principal, 'regulator') && !hasRole(principal, 'council')) throw new Refused({ code: 'NOT_YOURS' });
}
