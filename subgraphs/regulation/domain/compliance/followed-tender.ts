import type { BidFacts, TenderFacts } from './tender-facts.ts';

/** What is kept of a tender as the graph told it; who said so and when, and its red flags, are put beside it when it is judged. */
export interface FollowedTender extends Omit<TenderFacts, 'redFlags' | 'said' | 'bids'> {
  readonly bids: readonly Omit<BidFacts, 'said'>[];
}
