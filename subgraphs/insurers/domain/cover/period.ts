import type { BidPolicyClass } from '../../../../schema/contracts/bid-body.ts';

export type MaintenanceType = 'ADD' | 'CHANGE' | 'TERMINATE' | 'REINSTATE' | 'AUDIT';

/**
 * Days one life is covered in one class at one price. What is believed now about a life under a policy is a row of
 * these that never overlap. Cover withdrawn before it began is a period of no days: `to` is the day before `from`.
 */
export interface CoverPeriod {
  /** First day covered. */
  readonly from: string;
  /** Last day covered; null while open until the policy's end. */
  readonly to: string | null;
  readonly policyClass: BidPolicyClass;
  /** Halalas a year, before VAT. */
  readonly annualPremium: bigint;
  readonly maintenanceType: MaintenanceType;
  /** How a termination ended it; left out while none did, and where it is not known. */
  readonly ending?: CoverEnding;
}

export interface CoverEnding {
  /** The association's ground; null where it gave none. */
  readonly reason: string | null;
  /** Halalas given back for the days that were left, before VAT; null when other periods went back with it. */
  readonly refunded: bigint | null;
}

/** The part of a period that its price depends on. */
export type PricedDays = Pick<CoverPeriod, 'from' | 'to' | 'annualPremium'>;

export function isEmpty(period: CoverPeriod): boolean {
  return period.to !== null && period.to < period.from;
}

export function coversDay(period: CoverPeriod, day: string): boolean {
  return period.from <= day && (period.to === null || period.to >= day);
}

/** True when the period covers the day or any day after it. */
export function reaches(period: CoverPeriod, day: string): boolean {
  return !isEmpty(period) && (period.to === null || period.to >= day);
}
