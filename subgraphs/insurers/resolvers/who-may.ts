import { hasRole } from '../../../schema/contracts/identity.ts';
import type { Principal } from '../../../schema/contracts/identity.ts';
import { Refused } from '../../kit/refusal.ts';
import { ownInsurer } from '../domain/bid-sight.ts';

/** @throws Refused NOT_YOURS unless the principal speaks for this insurer. */
export function mustOwnInsurer(principal: Principal, insurerId: string): void {
  if (ownInsurer(principal) !== insurerId) throw new Refused({ code: 'NOT_YOURS' });
}

/** @throws Refused NOT_YOURS unless the principal speaks for this insurer, or is a house. */
export function mustSpeakForInsurer(principal: Principal, insurerId: string): void {
  if (ownInsurer(principal) !== insurerId && !hasRole(principal, 'service')) throw new Refused({ code: 'NOT_YOURS' });
}

/** @throws Refused NOT_YOURS unless the principal is of the regulator or the council: they say who takes part. */
export function mustAdmitInsurers(principal: Principal): void {
  if (!hasRole(principal, 'regulator') && !hasRole(principal, 'council')) throw new Refused({ code: 'NOT_YOURS' });
}

/**
 * @param house the only one that may, since what is told is its own to know: the associations house owns tenders,
 * agreements and batches. Left out, any may.
 * @throws Refused NOT_YOURS unless a house asks.
 */
export function mustBeHouse(principal: Principal, house?: 'associations' | 'insurers'): void {
  if (!hasRole(principal, 'service') || (house !== undefined && principal.organisation !== house)) throw new Refused({ code: 'NOT_YOURS' });
}
