import { hasRole } from '../../../schema/contracts/identity.ts';
import type { Principal, Role } from '../../../schema/contracts/identity.ts';
import { Refused } from '../../kit/refusal.ts';
import type { AccreditationKind } from '../domain/accreditation-life.ts';
import type { ComplaintRow } from '../store/complaint-table.ts';
import type { EligibilityDecisionRow } from '../store/eligibility-decision-table.ts';

const has = (principal: Principal, ...roles: readonly Role[]): boolean => roles.some((role) => hasRole(principal, role));

/** An officer of the association or insurer itself. */
export function isSubject(principal: Principal, { kind, subjectId }: { readonly kind: AccreditationKind; readonly subjectId: string }): boolean {
  return principal.organisation === subjectId && has(principal, kind === 'ASSOCIATION' ? 'association_officer' : 'insurer_officer');
}

/** Those who judge see every accreditation with its reasons, a subject its own; others only whether it holds. */
export function mayReadReasons(principal: Principal, accreditation: { readonly kind: AccreditationKind; readonly subjectId: string }): boolean {
  return has(principal, 'regulator', 'council', 'review_body', 'service') || isSubject(principal, accreditation);
}

/** @throws Refused NOT_YOURS. */
export function needReasons(principal: Principal, accreditation: { readonly kind: AccreditationKind; readonly subjectId: string }): void {
  if (!mayReadReasons(principal, accreditation)) throw new Refused({ code: 'NOT_YOURS' });
}

export function mayReadComplaint(principal: Principal, { complainant }: ComplaintRow): boolean {
  return has(principal, 'regulator', 'council', 'review_body', 'service') || isComplainant(principal, complainant);
}

export function isComplainant(principal: Principal, complainant: string): boolean {
  return has(principal, 'association_officer', 'insurer_officer') && principal.organisation === complainant;
}

export function mayReadDecision(principal: Principal, { associationId, memberId }: EligibilityDecisionRow): boolean {
  if (has(principal, 'regulator', 'service')) return true;
  if (has(principal, 'association_officer') && principal.organisation === associationId) return true;
  return has(principal, 'member') && principal.subject === memberId;
}

/** For what only another house tells. @throws Refused NOT_YOURS. */
export function needService(principal: Principal): void {
  if (!hasRole(principal, 'service')) throw new Refused({ code: 'NOT_YOURS' });
}
