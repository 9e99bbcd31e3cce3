import type { SubjectKind } from '../domain/compliance/subject.ts';
import type { FindingSubjectResolvers } from './types.generated.ts';

/** A subject, with the insurer that a policy's key needs. */
export interface SubjectParent {
  readonly kind: SubjectKind;
  readonly id: string;
  readonly insurerId: string | null;
}

function refer(kind: SubjectKind): (subject: SubjectParent) => { readonly id: string } | null {
  return (subject) => (subject.kind === kind ? { id: subject.id } : null);
}

export const FindingSubject: FindingSubjectResolvers = {
  member: refer('MEMBER'),
  association: refer('ASSOCIATION'),
  enrollmentBatch: refer('ENROLLMENT_BATCH'),
  policy: ({ kind, id, insurerId }) => (kind === 'POLICY' && insurerId !== null ? { id, insurerId } : null),
  insurer: refer('INSURER'),
  tender: refer('TENDER'),
  bid: refer('BID'),
  preAuthorization: ({ kind, id, insurerId }) => (kind === 'PRE_AUTHORIZATION' && insurerId !== null ? { id, insurerId } : null),
};
