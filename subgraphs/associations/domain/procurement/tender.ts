import type { ProgrammeMode } from '../../../../schema/contracts/mode.ts';
import type { BenefitKind } from './benefit-delta.ts';
import type { AwardCriterion } from './evaluation.ts';
import type { PolicyClass } from './member-type.ts';
import type { TenderState } from './tender-life.ts';

export type CancellationReason = 'NO_DEMAND' | 'UNFIXABLE' | 'FORCE_MAJEURE' | 'EXPENSES_CUT' | 'NO_OFFER';

/** One contracting process from pooled demand to policies, as it is kept. `version` counts its writes. */
export interface Tender {
  readonly id: string;
  readonly ocid: string;
  readonly titleAr: string;
  readonly titleEn: string;
  readonly mode: ProgrammeMode;
  readonly state: TenderState;
  readonly version: number;
  readonly poolingEndsAt: Date;
  readonly enquiriesEndAt: Date;
  readonly biddingEndsAt: Date;
  readonly standstillSeconds: number;
  readonly standstillEndsAt: Date | null;
  /** When the house looks at it by itself next; null when nothing is due. */
  readonly nextCheckAt: Date | null;
  readonly minimumAssociations: number;
  readonly minimumLives: number;
  readonly minimumBids: number;
  readonly coverFrom: string;
  readonly coverTo: string;
  readonly complaintBody: string;
  readonly criteria: readonly AwardCriterion[];
  /** Minimum schedule of the regulator in force on coverFrom: when drafted, and when bids were measured against it. */
  readonly benefitScheduleId: string;
  readonly evaluationScheduleId: string | null;
  readonly cancellationReason: CancellationReason | null;
}

/** A benefit asked for above the lawful minimum; `value` in the unit of its kind, as a whole number in digits. */
export interface RequiredBenefit {
  readonly code: string;
  readonly kind: BenefitKind;
  readonly value: string;
}

/** An awardable part: these classes of cover in these regions, or in all when none is named. */
export interface Lot {
  readonly id: string;
  readonly tenderId: string;
  readonly number: number;
  readonly titleAr: string;
  readonly titleEn: string;
  readonly policyClasses: readonly PolicyClass[];
  readonly regions: readonly string[];
  readonly requiredBenefits: readonly RequiredBenefit[];
}

/** A question of an insurer. Who asked is kept for the trail and shown to nobody. */
export interface Enquiry {
  readonly id: string;
  readonly tenderId: string;
  readonly question: string;
  readonly askedBy: string;
  readonly askedAt: Date;
  readonly answer: string | null;
  readonly answeredAt: Date | null;
}

export interface Amendment {
  readonly tenderId: string;
  readonly number: number;
  readonly note: string;
  readonly biddingEndsAt: Date;
  readonly at: Date;
}

/** Hash and time of a sealed bid. Voided, never deleted: the old hash stays on record. */
export interface BidCommitment {
  readonly id: string;
  readonly tenderId: string;
  readonly lotId: string;
  readonly bidId: string;
  readonly insurerId: string;
  readonly commitment: string;
  readonly recordedAt: Date;
  readonly voidedAt: Date | null;
}

/** The opening as a joint act of two people. */
export interface Opening {
  readonly tenderId: string;
  readonly requestedBy: string;
  readonly requestedByOrganisation: string | null;
  readonly requestedAt: Date;
  readonly witnessedBy: string | null;
  readonly witnessedByOrganisation: string | null;
  readonly witnessedAt: Date | null;
  readonly openedAt: Date | null;
}
