/** What a finding is about. */
export type SubjectKind = 'MEMBER' | 'ASSOCIATION' | 'ENROLLMENT_BATCH' | 'POLICY' | 'INSURER' | 'TENDER' | 'BID' | 'PRE_AUTHORIZATION';

export const SUBJECT_KINDS: readonly SubjectKind[] = [
  'MEMBER', 'ASSOCIATION', 'ENROLLMENT_BATCH', 'POLICY', 'INSURER', 'TENDER', 'BID', 'PRE_AUTHORIZATION',
];

export interface Subject {
  readonly kind: SubjectKind;
  readonly id: string;
}
