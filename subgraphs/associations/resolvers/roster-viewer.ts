import { hasRole } from '../../../schema/contracts/identity.ts';
import type { Principal } from '../../../schema/contracts/identity.ts';
import { Refused } from '../../kit/refusal.ts';
import type { MemberRow } from '../store/member-table.ts';

/** Whether the viewer may read what belongs to this association's roster at all. Fields decide what of a person. */
export function mayReadRosterOf(principal: Principal, associationId: string): boolean {
  return hasRole(principal, 'service') || hasRole(principal, 'regulator') || isOfficerOf(principal, associationId);
}

export function isOfficerOf(principal: Principal, associationId: string): boolean {
  return hasRole(principal, 'association_officer') && principal.organisation === associationId;
}

/** A member sees their own life and, as an employee, those of their family. */
export function mayReadMember(principal: Principal, member: MemberRow): boolean {
  if (mayReadRosterOf(principal, member.associationId)) return true;
  return hasRole(principal, 'member') && (principal.subject === member.id || principal.subject === member.subscriberId);
}

/** How many lives an association has is also the council's to know. */
export function mayCountLivesOf(principal: Principal, associationId: string): boolean {
  return hasRole(principal, 'council') || mayReadRosterOf(principal, associationId);
}

/** @throws Refused NOT_YOURS. */
export function needRosterOf(principal: Principal, associationId: string): void {
  if (!mayReadRosterOf(principal, associationId)) throw new Refused({ code: 'NOT_YOURS' });
}

/** @throws Refused NOT_YOURS, for commands that only the association itself may give. */
export function needOfficerOf(principal: Principal, associationId: string, field: string): void {
  if (!isOfficerOf(principal, associationId)) throw new Refused({ code: 'NOT_YOURS', path: ['input', field] });
}

/** For what only other houses follow. @throws Refused NOT_YOURS. */
export function needService(principal: Principal): void {
  if (!hasRole(principal, 'service')) throw new Refused({ code: 'NOT_YOURS' });
}
