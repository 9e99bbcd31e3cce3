import type { SourceClaim } from './source-claim.ts';
import type { Provenance } from './provenance.ts';

export type Relationship = 'SELF' | 'SPOUSE' | 'CHILD' | 'PARENT' | 'SIBLING';
export type Sex = 'MALE' | 'FEMALE';

/** Grounds on which cover may end differ between the two (rule E11). */
export type NationalityKind = 'CITIZEN' | 'RESIDENT';

/**
 * What the rules need to know of one life on a roster: never a name or a number. Days are 'YYYY-MM-DD', null where the
 * source does not say. Everything is history, so the same facts can be judged on any day.
 */
export interface LifeFacts {
  readonly memberId: string;
  readonly associationId: string;
  /** The employee; the life's own id for an employee. */
  readonly subscriberId: string;
  readonly relationship: Relationship;
  readonly birthDate: string;
  readonly sex: Sex;
  readonly nationalityKind: NationalityKind;
  /** Class the roster gives the life. */
  readonly policyClass: string;
  /** What the roster says; null where it was never said. */
  readonly married: boolean | null;
  readonly works: boolean | null;
  /** First day of work; null for a dependent. */
  readonly employmentStart: string | null;
  /** First day for which the association asks for cover. */
  readonly coverFrom: string;
  /** First day the life no longer belongs to the roster; null while it does. */
  readonly leftOn: string | null;
  /** Instant at which the roster first had the life; null where it is not kept. */
  readonly enteredAt: string | null;
  /** Of the employee this life depends on; null for an employee, and where the roster has no such employee. */
  readonly subscriber: SubscriberFacts | null;
  /** Every cover this person has or had, on whatever roster and with whatever insurer, by first day. */
  readonly covers: readonly CoverFacts[];
  /** The regulator's latest decision that the life may be covered, or not; null when none was asked for. */
  readonly decision: DecisionFacts | null;
  /** The latest decision that its cover may end, or not; null when none was asked for. */
  readonly endingDecision: DecisionFacts | null;
  /** What further sources say about things the roster says too. */
  readonly claims: readonly SourceClaim[];
  readonly roster: Provenance;
}

export interface SubscriberFacts {
  readonly sex: Sex;
  /** First day of the employee's earliest cover; null without any. */
  readonly coveredFrom: string | null;
  /** Whether the employee's spouse on the roster has work of their own; null when unknown or no spouse is on it. */
  readonly spouseWorks: boolean | null;
}

/** One period of cover as the insurer believes it now. */
export interface CoverFacts {
  readonly coverageId: string;
  readonly policyId: string;
  readonly insurerId: string;
  /** The policyholder, which need not be the roster's association when a person is on two rosters. */
  readonly associationId: string;
  readonly policyClass: string;
  readonly from: string;
  /** Last day: of the period, or of the policy while the period is open. */
  readonly to: string;
  /** First and last day of the policy. */
  readonly policyFrom: string;
  readonly policyTo: string;
  /** True when the cover was ended before the policy's last day. */
  readonly endedEarly: boolean;
  /** Days on which the policy was suspended; `to` null while it still is. */
  readonly suspended: readonly { readonly from: string; readonly to: string | null }[];
  /** When the card was issued, that is, cover was accepted; null before. */
  readonly acceptedAt: string | null;
  /** Why it was ended early; null where it was not, or nobody said. */
  readonly endReason: string | null;
  /** Halalas a year before VAT. */
  readonly annualPremium: number;
  /** Halalas given back for the ending, before VAT; null where it has not ended early or is not known. */
  readonly refunded: number | null;
  readonly said: Provenance;
}

/** An eligibility decision as the regulator took it: rules passed or not, and facts that stand on a document. */
export interface DecisionFacts {
  readonly decisionId: string;
  readonly appliesOn: string;
  readonly outcome: 'ELIGIBLE' | 'NOT_ELIGIBLE' | 'NEEDS_PERSON';
  readonly rules: readonly { readonly rule: string; readonly passed: boolean; readonly observed: string }[];
  /** Reason of a person who took a document in place of a source; null when every fact came from its source. */
  readonly documentReason: string | null;
  readonly said: Provenance;
}
