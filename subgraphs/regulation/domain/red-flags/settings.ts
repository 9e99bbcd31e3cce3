/** A fence somebody set by hand; null to have it computed from the data. */
type Fence = number | null;

/** What the indicators are run with. An indicator that is null is not run. */
export interface RedFlagSettings {
  /** The currency amounts are compared in; null for the first one that is seen. */
  readonly currency: string | null;
  /** Whether a bid in another currency is worth a warning, or only a note for those who ask for notes. */
  readonly quietAboutCurrencies: boolean;
  /** Details of procurement methods whose prices are never, or are alone, compared. */
  readonly noPriceComparison: ReadonlySet<string>;
  readonly priceComparison: ReadonlySet<string>;
  /** Details of procurement methods nothing is computed for. */
  readonly excludedDetails: ReadonlySet<string>;
  readonly R003: { readonly threshold: number; readonly methods: ReadonlySet<string>; readonly byDetails: ReadonlyMap<string, number> } | null;
  readonly R018: { readonly methods: ReadonlySet<string> } | null;
  readonly R024: { readonly threshold: Fence } | null;
  readonly R025: { readonly percentile: number; readonly threshold: Fence } | null;
  readonly R028: object | null;
  readonly R030: object | null;
  readonly R035: { readonly threshold: number } | null;
  readonly R036: object | null;
  readonly R038: { readonly threshold: Fence; readonly minimumBids: number; readonly minimumBidsOfBuyer: number } | null;
  readonly R058: { readonly threshold: Fence } | null;
}

const NONE: ReadonlySet<string> = new Set();

/** Nothing is run. */
export const NOTHING_ENABLED: RedFlagSettings = {
  currency: null, quietAboutCurrencies: false, noPriceComparison: NONE, priceComparison: NONE, excludedDetails: NONE,
  R003: null, R018: null, R024: null, R025: null, R028: null, R030: null, R035: null, R036: null, R038: null, R058: null,
};

/** All ten, as they are when a section of theirs stands empty. */
export const ALL_ENABLED: RedFlagSettings = {
  ...NOTHING_ENABLED,
  R003: { threshold: 15, methods: NONE, byDetails: new Map() },
  R018: { methods: new Set(['open', 'selective']) },
  R024: { threshold: null },
  R025: { percentile: 75, threshold: null },
  R028: {},
  R030: {},
  R035: { threshold: 1 },
  R036: {},
  R038: { threshold: null, minimumBids: 2, minimumBidsOfBuyer: 2 },
  R058: { threshold: null },
};
