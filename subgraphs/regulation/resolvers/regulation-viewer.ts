import { hasRole } from '../../../schema/contracts/identity.ts';
import type { Principal, Role } from '../../../schema/contracts/identity.ts';
import { Refused } from '../../kit/refusal.ts';
import type { AccreditationKind } from '../domain/accreditation-life.ts';
import type { ComplaintSight } from '../store/complaints.ts';
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

/** The same, for a list. */
export function complaintSightOf(principal: Principal): ComplaintSight {
  if (has(principal, 'regulator', 'council', 'review_body', 'service')) return 'ALL';
  return has(principal, 'association_officer', 'insurer_officer') && principal.organisation !== null ? { complainant: principal.organisation } : 'NONE';
}

export function isComplainant(principal: Principal, complainant: string): boolean {
  return has(principal, 'association_officer', 'insurer_officer') && principal.organisation === complainant;
}

export function mayReadDecision(principal: Principal, { associationId, memberId }: EligibilityDecisionRow): boolean {
  if (has(principal, 'regulator', 'service')) return true;
  if (has(principal, 'association_officer') && principal.organisation === associationId) return true;
  return has(principal, 'member') && principal.subject === memberId;
}

/** With these a tender is decided, and the council's hand cannot be turned by what it reads any more. */
const DECIDED = ['awardUpdate', 'contract', 'tenderCancellation'];

/** The regulator from the start; the council once the award stands or the tender has ended without one. */
export function mayReadRedFlags(principal: Principal, releases: readonly { readonly id: string; readonly tag: readonly string[] }[]): boolean {
  if (has(principal, 'regulator')) return true;
  return has(principal, 'council') && releases.some(({ id, tag }) => tag.some((each) => DECIDED.includes(each)) || id.endsWith('-unsuccessful'));
}

/** For what only another house tells. @throws Refused NOT_YOURS. */
export function needService(principal: Principal): void {
  if (!hasRole(principal, 'service')) throw new Refused({ code: 'NOT_YOURS' });
}

/** Counts over all houses are the regulator's and the council's to see. @throws Refused NOT_YOURS. */
export function needComplianceSight(principal: Principal): void {
  if (!has(principal, 'regulator', 'council')) throw new Refused({ code: 'NOT_YOURS' });
}

/** @throws Refused NOT_YOURS. */
export function needRegulator(principal: Principal): void {
  if (!hasRole(principal, 'regulator')) throw new Refused({ code: 'NOT_YOURS' });
}
