import type { Provenance } from './provenance.ts';

/** What the rules need to know of one enrollment batch. */
export interface BatchFacts {
  readonly batchId: string;
  readonly associationId: string;
  readonly insurerId: string;
  readonly policyId: string;
  /** DRAFT, VALIDATED, SUBMITTED, RECALLED, ACCEPTED, PARTIALLY_ACCEPTED, REJECTED, APPLIED, RECONCILED. */
  readonly state: string;
  readonly lines: number;
  /** Instant it was made. */
  readonly createdAt: string;
  /** Instant it was sent to the insurer; null before. */
  readonly submittedAt: string | null;
  /** Instant cover and endorsement were made; null before. */
  readonly appliedAt: string | null;
  readonly said: Provenance;
}
