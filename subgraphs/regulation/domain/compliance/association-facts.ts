import type { Provenance } from './provenance.ts';

/** What the rules need to know of one association. */
export interface AssociationFacts {
  readonly associationId: string;
  readonly region: string;
  /** Lives on the roster now. */
  readonly lives: number;
  /** Current accreditation; null when it never applied. */
  readonly accreditation: AccreditationFacts | null;
  /** State of the account refunds may go to; null when there is none. `asOf` is when the bank was asked. */
  readonly bank: { readonly state: 'UNVERIFIED' | 'VERIFIED' | 'MISMATCH'; readonly said: Provenance } | null;
  /** Every policy the association has or had, by first day. */
  readonly policies: readonly AssociationPolicyFacts[];
  readonly profile: Provenance;
}

export interface AccreditationFacts {
  readonly accreditationId: string;
  readonly state: string;
  readonly level: number | null;
  readonly validFrom: string | null;
  readonly validTo: string | null;
  /** As decided: which rules passed, and what was observed. */
  readonly rules: readonly { readonly rule: string; readonly passed: boolean; readonly observed: string }[];
  readonly said: Provenance;
}

export interface AssociationPolicyFacts {
  readonly policyId: string;
  readonly insurerId: string;
  readonly from: string;
  /** Last day: of the term, or the day it ended before. */
  readonly to: string;
  /** When the policy was issued, or its call-off ordered where that is known. */
  readonly orderedAt: string | null;
  readonly said: Provenance;
}
