/** How an account stands towards refunds. */
export type BankStanding = 'UNVERIFIED' | 'VERIFIED' | 'MISMATCH' | 'STALE';

const GOOD_FOR_MS = 365 * 24 * 60 * 60 * 1_000;

/** A bank's yes is good for twelve months from the instant it was given; its no does not age. */
export function standingOf(kept: Exclude<BankStanding, 'STALE'>, asOf: string | null, now: Date): BankStanding {
  return kept === 'VERIFIED' && asOf !== null && now.getTime() - Date.parse(asOf) > GOOD_FOR_MS ? 'STALE' : kept;
}

/** What is kept of a bank's verdict. An account no bank knows proves nothing about whose it is. */
export function keptStandingOf(verdict: 'VERIFIED' | 'MISMATCH' | 'UNKNOWN_ACCOUNT'): Exclude<BankStanding, 'STALE'> {
  return verdict === 'UNKNOWN_ACCOUNT' ? 'UNVERIFIED' : verdict;
}
