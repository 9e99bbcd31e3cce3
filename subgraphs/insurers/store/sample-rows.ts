import type { BidBenefit, BidPolicyClass } from '../../../schema/contracts/bid-body.ts';
import type { PricedLife } from '../domain/cover/cell-rate.ts';
import type { RateCell } from '../domain/rate-table.ts';

/** A made-up insurer with a plan a class and the rates its policies are priced by. */
export interface SampleInsurerRow {
  readonly id: string;
  readonly crNumber: string;
  readonly nameAr: string;
  readonly nameEn: string;
  readonly plans: readonly { readonly policyClass: BidPolicyClass; readonly nameAr: string; readonly nameEn: string; readonly benefits: readonly BidBenefit[] }[];
  /** Halalas a life and year. */
  readonly rates: readonly (RateCell & { readonly ageTo: number; readonly yearlyRate: bigint })[];
}

/** A made-up policy and the lives it covers, from its first day or their own. */
export interface SamplePolicyRow {
  readonly insurerId: string;
  readonly associationId: string;
  readonly inceptionDate: string;
  readonly expiryDate: string;
  readonly lives: Iterable<SampleLife>;
}

export interface SampleLife extends PricedLife {
  readonly memberId: string;
  /** First day of cover when the life joined later than the policy began. */
  readonly coverFrom?: string;
}
