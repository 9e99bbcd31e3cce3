/** What is followed of other houses, in the order in which it is read. */
export const FEEDS = {
  associations: ['associations', 'members', 'batches'],
  insurers: ['insurers', 'policyTerms', 'policies', 'coverages', 'invoices', 'preAuthorizations'],
} as const;

export type FeedSource = keyof typeof FEEDS;
export type FeedName = (typeof FEEDS)[FeedSource][number];

export const FEED_SOURCES = Object.keys(FEEDS) as readonly FeedSource[];
export const FEED_NAMES: readonly FeedName[] = FEED_SOURCES.flatMap((source) => [...FEEDS[source]]);

export function isFeedSource(text: string): text is FeedSource {
  return text in FEEDS;
}

/** A page of a feed, column by column. */
export interface FeedPage {
  readonly columns: Readonly<Record<string, readonly unknown[]>>;
  readonly rows: number;
  readonly nextCursor: string;
  readonly upToDate: boolean;
  readonly asOf: string;
}
