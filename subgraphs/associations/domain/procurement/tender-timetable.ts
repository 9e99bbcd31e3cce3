import type { Tender } from './tender.ts';

const DAY_MS = 86_400_000;

/** First instant after the agreement's last day, in Riyadh, which keeps UTC+3 the whole year. */
export function endOfCover(coverTo: string): Date {
  return new Date(Date.parse(`${coverTo}T00:00:00+03:00`) + DAY_MS);
}

/**
 * When the house must look at a tender that has just come into its state, by its calendar; null when only people move
 * it on, or when the command itself says when.
 */
export function nextCheckOf(tender: Tender): Date | null {
  switch (tender.state) {
    case 'POOLING':
      return tender.poolingEndsAt;
    case 'PUBLISHED':
      return tender.enquiriesEndAt;
    case 'BIDDING':
      return tender.biddingEndsAt;
    case 'STANDSTILL':
      return tender.standstillEndsAt;
    case 'CONTRACTED':
    case 'ENROLLING':
      return endOfCover(tender.coverTo);
    case 'DRAFT':
    case 'POOL_FROZEN':
    case 'OPENED':
    case 'EVALUATION':
    case 'AWARD_PROPOSED':
    case 'AWARDED':
    case 'CANCELLATION_PENDING':
    case 'COMPLETE':
    case 'UNSUCCESSFUL':
    case 'CANCELLED':
      return null;
  }
}

const SHORTEST_PAUSE_MS = 2_000;
const LONGEST_PAUSE_MS = 15 * 60_000;

/** When to look again at what a complaint or a silent source holds up: a tenth of the standstill, within bounds. */
export function lookAgainAt(tender: Tender, now: Date): Date {
  const tenth = tender.standstillSeconds * 100;
  return new Date(now.getTime() + Math.min(Math.max(tenth, SHORTEST_PAUSE_MS), LONGEST_PAUSE_MS));
}
