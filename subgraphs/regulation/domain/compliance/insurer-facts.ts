import type { AccreditationFacts } from './association-facts.ts';
import type { Provenance } from './provenance.ts';

/** What the rules need to know of one insurer. */
export interface InsurerFacts {
  readonly insurerId: string;
  readonly accreditation: AccreditationFacts | null;
  /** Number of policies in force now. */
  readonly policiesInForce: number;
  readonly profile: Provenance;
}

/** A rate in halalas a life and year, before VAT, by what it depends on. */
export interface RateCell {
  readonly policyClass: string;
  readonly ageFrom: number;
  readonly sex: string;
  readonly status: string;
  readonly annualPremium: number;
}

/** A benefit as offered, with the code and unit of the minimum schedule. `value` is an exact decimal. */
export interface OfferedBenefit {
  readonly code: string;
  readonly kind: string;
  readonly value: string;
}

/** What the rules need to know of one policy. */
export interface PolicyFacts {
  readonly policyId: string;
  readonly insurerId: string;
  readonly associationId: string;
  readonly state: string;
  readonly inceptionDate: string;
  readonly expiryDate: string;
  /** Null where the benefits behind the policy are not known. */
  readonly benefits: readonly OfferedBenefit[] | null;
  /** Null where the rates are not known. */
  readonly rates: readonly RateCell[] | null;
  /** Premium and VAT invoiced so far, halalas, and of how many lines at most; null where nothing was. */
  readonly endorsed: { readonly premium: number; readonly vat: number; readonly lines: number } | null;
  /** Lines of enrollment that the rules allow and the insurer itself refused, as the association was answered. */
  readonly refused: { readonly lines: number; readonly said: Provenance };
  readonly said: Provenance;
}
