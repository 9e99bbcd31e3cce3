/**
 * What an insurer encrypts when it seals a bid, as JSON. The same shape is read after the opening by the insurers
 * house, which publishes it, and by anyone who replays the opening with the released key.
 */
export interface BidBody {
  /** Version of this shape. */
  readonly version: 1;
  /** The three say whose bid it is and for what; a body sealed for one lot is void in any other. */
  readonly insurerId: string;
  readonly tenderId: string;
  readonly lotId: string;
  /** Benefits offered, each code once. */
  readonly benefits: readonly BidBenefit[];
  /** Healthcare providers in the network. */
  readonly networkSize: number;
  /** Promised share of pre-authorisations answered within 60 minutes, in basis points, 0 to 10000. */
  readonly serviceLevelBasisPoints: number;
  /** Every cell of the grid of every class in the lot, each once: class × age band × sex × status. */
  readonly rates: readonly BidRate[];
  /** What of those rates is not expected claims. */
  readonly loadings: BidLoadings;
  /** What the same insurer would charge an association alone, by size; may be empty. */
  readonly standaloneQuotes: readonly BidStandaloneQuote[];
  /** At least 16 random characters, so that nobody can guess a body and compare. */
  readonly nonce: string;
}

export type BidPolicyClass = 'VIP' | 'A' | 'B' | 'C';
export type BidSex = 'MALE' | 'FEMALE';
export type BidStatus = 'EMPLOYEE' | 'SPOUSE' | 'CHILD';
export type BidBenefitKind = 'LIMIT' | 'COPAY_PERCENT' | 'COPAY_MAX' | 'NETWORK_SIZE' | 'FLAG';

export interface BidBenefit {
  /** The same code as in the minimum schedule. */
  readonly code: string;
  readonly kind: BidBenefitKind;
  /** Exact decimal: amount for money kinds, percent, count, or 0/1. */
  readonly value: string;
}

export interface BidRate {
  readonly policyClass: BidPolicyClass;
  /** First and last age of one of RATE_BANDS. */
  readonly ageFrom: number;
  readonly ageTo: number;
  readonly sex: BidSex;
  readonly status: BidStatus;
  /** A year's premium for one life before VAT, for example "1234.50". */
  readonly annualPremium: string;
}

/** In basis points of the premium. */
export interface BidLoadings {
  readonly expenseBasisPoints: number;
  readonly riskMarginBasisPoints: number;
  readonly bookDiscountBasisPoints: number;
}

export interface BidStandaloneQuote {
  readonly livesFrom: number;
  /** Null when open. */
  readonly livesTo: number | null;
  readonly rates: readonly BidRate[];
  readonly loadings: BidLoadings;
}

/** First and last age of each band a bid must price; 120 stands for the open end. */
export const RATE_BANDS: readonly (readonly [ageFrom: number, ageTo: number])[] = [
  [0, 17], [18, 24], [25, 29], [30, 34], [35, 39], [40, 44], [45, 49], [50, 54], [55, 59], [60, 64], [65, 120],
];

export const BID_SEXES: readonly BidSex[] = ['MALE', 'FEMALE'];
export const BID_STATUSES: readonly BidStatus[] = ['EMPLOYEE', 'SPOUSE', 'CHILD'];

/** Largest sealed body the insurers house takes, in bytes of the compact JWE. */
export const SEALED_BODY_LIMIT = 512 * 1024;
