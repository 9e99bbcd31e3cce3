/** A name in the two languages of the programme. */
export interface Name {
  readonly ar: string;
  readonly en: string;
}

export interface Organisation {
  readonly id: string;
  readonly name: Name;
}

/** A bid as it may be told once the envelopes are open. `amount` is null until it was computed. */
export interface BidFacts {
  readonly id: string;
  readonly lotId: string;
  readonly insurer: Organisation;
  /** State in the insurers house; withdrawn and voided bids were never opened and are not here. */
  readonly state: string;
  readonly sealedAt: string;
}

export interface JudgedBid {
  readonly bidId: string;
  /** Null while nobody has said so. */
  readonly qualified: boolean | null;
  /** List bill of the pool for a year, before VAT; an exact decimal. */
  readonly listBill: string | null;
}

export interface CallOffFacts {
  readonly id: string;
  readonly state: string;
  readonly inceptionDate: string;
}

export interface AgreementFacts {
  readonly id: string;
  readonly validFrom: string;
  readonly validTo: string;
  readonly signedByCouncilAt: string | null;
  readonly signedByInsurerAt: string | null;
  readonly callOffs: readonly CallOffFacts[];
}

export interface AwardFacts {
  readonly id: string;
  readonly insurer: Organisation;
  readonly bidId: string;
  readonly amount: string;
  readonly state: 'PENDING' | 'ACTIVE' | 'CANCELLED' | 'UNSUCCESSFUL';
  readonly standstillEndsAt: string | null;
  readonly agreement: AgreementFacts | null;
}

export interface LotFacts {
  readonly id: string;
  readonly title: Name;
  readonly policyClasses: readonly string[];
  readonly judged: readonly JudgedBid[];
  readonly award: AwardFacts | null;
}

/** What the graph says of a tender that may be public. No person is in it, and no bid before the opening. */
export interface TenderFacts {
  readonly id: string;
  readonly ocid: string;
  readonly title: Name;
  readonly state: string;
  readonly currency: string;
  readonly poolingEndsAt: string;
  readonly enquiriesEndAt: string;
  readonly biddingEndsAt: string;
  readonly lots: readonly LotFacts[];
  readonly criteria: readonly { readonly code: string; readonly weightBasisPoints: number }[];
  readonly coverFrom: string;
  readonly coverTo: string;
  readonly complaintBody: string;
  readonly lives: number | null;
  readonly associations: readonly Organisation[];
  readonly hasEnquiries: boolean;
  readonly amendments: readonly { readonly number: number; readonly note: string; readonly biddingEndsAt: string; readonly at: string }[];
  readonly cancellationReason: string | null;
  /** Steps so far, oldest first. */
  readonly steps: readonly { readonly action: string; readonly to: string; readonly at: string }[];
  /** Empty before the opening. */
  readonly bids: readonly BidFacts[];
}
