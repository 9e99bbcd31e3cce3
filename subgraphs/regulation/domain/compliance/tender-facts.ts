import type { OfferedBenefit, RateCell } from './insurer-facts.ts';
import type { Provenance } from './provenance.ts';

/** What the rules need to know of one tender. Nothing sealed: bids are here once they are opened. */
export interface TenderFacts {
  readonly tenderId: string;
  readonly state: string;
  readonly coverFrom: string;
  /** Last instant for bids; the rules of this day apply to them. */
  readonly biddingEndsAt: string;
  readonly standstillSeconds: number;
  /** Instant the award was proposed and standstill began; null before. */
  readonly standstillFrom: string | null;
  readonly standstillEndsAt: string | null;
  /** Instant of the last signature under an agreement; null before. */
  readonly contractedAt: string | null;
  /** Instant the exposure of the pool was frozen and shown to bidders; null before. */
  readonly censusFrozenAt: string | null;
  readonly bids: readonly BidFacts[];
  /** Indicators raised over the tender, with the figure each was raised on. */
  readonly redFlags: readonly { readonly code: string; readonly value: string }[];
  readonly said: Provenance;
}

/** An opened bid. */
export interface BidFacts {
  readonly bidId: string;
  readonly insurerId: string;
  readonly lotId: string;
  readonly lotClasses: readonly string[];
  /** SEALED, REVEALED, VALID, DISQUALIFIED, WINNING, LOST and so on. */
  readonly state: string;
  /** List bill of the lot's pool, halalas a year before VAT; null when it could not be computed. */
  readonly listBill: number | null;
  /** Whether the committee has marked it abnormally low; null before the evaluation. */
  readonly markedAbnormallyLow: boolean | null;
  readonly rates: readonly RateCell[] | null;
  readonly benefits: readonly OfferedBenefit[] | null;
  /** Share of the book rate taken off, basis points; null where not known. */
  readonly bookDiscountBasisPoints: number | null;
  /** Expenses and risk margin together, basis points of the premium; null where not known. */
  readonly loadingBasisPoints: number | null;
  readonly said: Provenance;
}
