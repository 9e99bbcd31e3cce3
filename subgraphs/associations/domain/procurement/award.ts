import type { Fact } from '../../../../schema/contracts/fact.ts';
import type { Refusal } from '../../../kit/refusal.ts';
import type { AwardState } from './award-life.ts';
import type { BenefitDeltaLine } from './benefit-delta.ts';
import type { CallOffState } from './call-off-life.ts';
import type { CriterionCode } from './evaluation.ts';
import type { SavingParts } from './savings.ts';

/** A number that does not fit JSON, in digits. */
export type Digits = string;

/** The same shape with every bigint written in digits, for a JSON column. */
export type InDigits<T> = T extends bigint ? Digits
  : T extends readonly (infer Item)[] ? readonly InDigits<Item>[]
  : T extends object ? { readonly [Key in keyof T]: InDigits<T[Key]> }
  : T;

/** Points of a bid in one criterion, 0 to 10000; `weighted` parts add up to the bid's total. */
export interface CriterionScore {
  readonly code: CriterionCode;
  readonly points: number;
  readonly weighted: number;
}

/** How one bid was judged. `qualified` is null until the rules or the committee said so. */
export interface BidEvaluation {
  readonly tenderId: string;
  readonly lotId: string;
  readonly bidId: string;
  readonly insurerId: string;
  readonly sealedAt: Date;
  readonly qualified: boolean | null;
  readonly reasons: readonly Refusal[];
  readonly listBill: bigint | null;
  readonly abnormallyLow: boolean;
  readonly benefitDelta: readonly InDigits<BenefitDeltaLine>[];
  readonly quality: InDigits<{ readonly BENEFITS: bigint; readonly NETWORK: bigint; readonly SERVICE_LEVEL: bigint }>;
  /** The opened bid's rates, loadings and stand-alone quotes, as they came; savings are computed from them. */
  readonly terms: unknown;
  readonly accreditationFact: Fact<unknown> | null;
  readonly scores: readonly CriterionScore[];
  readonly total: number | null;
  readonly rank: number | null;
}

/** Sums of the saving over the associations with a counterfactual; halalas a year before VAT. */
export interface PoolSavings {
  readonly standAlone: bigint;
  readonly listBill: bigint;
  readonly saving: bigint;
  readonly savingBasisPoints: number;
  readonly parts: SavingParts;
  readonly counted: number;
  readonly notCounted: number;
  readonly worseOff: number;
  readonly worstLoss: bigint;
}

/** A decision for one insurer on one lot. `savings` is null when the insurer gave no stand-alone quote. */
export interface Award {
  readonly id: string;
  readonly tenderId: string;
  readonly lotId: string;
  readonly insurerId: string;
  readonly bidId: string;
  readonly amount: bigint;
  readonly state: AwardState;
  readonly version: number;
  readonly standstillEndsAt: Date | null;
  readonly savings: InDigits<PoolSavings> | null;
}

/** One association's part in an award: its bill, its charge at the community rate, and what it would pay alone. */
export interface AwardShare {
  readonly awardId: string;
  readonly associationId: string;
  readonly lives: number;
  readonly listBill: bigint;
  readonly communityCharge: bigint;
  readonly transfer: bigint;
  readonly standAlone: bigint | null;
}

/** Terms under which associations call off policies. */
export interface FrameworkAgreement {
  readonly id: string;
  readonly awardId: string;
  readonly tenderId: string;
  readonly lotId: string;
  readonly insurerId: string;
  readonly bidId: string;
  readonly validFrom: string;
  readonly validTo: string;
  readonly signedByCouncil: string | null;
  readonly signedByCouncilAt: Date | null;
  readonly signedByInsurer: string | null;
  readonly signedByInsurerAt: Date | null;
}

/** An association's order of its policy. */
export interface CallOff {
  readonly id: string;
  readonly associationId: string;
  readonly frameworkAgreementId: string;
  readonly insurerId: string;
  readonly state: CallOffState;
  readonly version: number;
  readonly inceptionDate: string;
  readonly expiryDate: string;
  readonly policyId: string | null;
  readonly problem: Refusal | null;
  readonly orderedAt: Date;
}
