import { always, defineLife } from '../../kit/transitions.ts';
import type { Refusal } from '../../kit/refusal.ts';
import { outsideBidding } from './bidding-window.ts';
import type { BiddingWindow } from './bidding-window.ts';

export type BidState =
  | 'SEALED' | 'WITHDRAWN' | 'INVALIDATED' | 'REVEALED' | 'INVALID' | 'DISQUALIFIED' | 'VALID' | 'WINNING' | 'LOST';

export type BidStep =
  | 'REPLACE' | 'WITHDRAW' | 'INVALIDATE' | 'REVEAL' | 'FIND_INVALID' | 'QUALIFY' | 'DISQUALIFY' | 'WIN' | 'LOSE';

export interface BidFacts {
  /** Asked for the steps of the insurer; null for those told by the associations house. */
  readonly window: BiddingWindow | null;
  /** Why the bid is refused, for the steps that refuse it. */
  readonly reasons: readonly Refusal[];
}

const whileBidding = ({ window }: BidFacts): Refusal | null =>
  (window === null ? { code: 'TENDER_NOT_BIDDING', values: { state: 'UNKNOWN' } } : outsideBidding(window));

const withReasons = ({ reasons }: BidFacts): Refusal | null =>
  (reasons.length > 0 ? null : { code: 'INVALID_INPUT', values: { field: 'reasons', reason: 'a refusal names its reasons' } });

const withoutReasons = ({ reasons }: BidFacts): Refusal | null => reasons[0] ?? null;

/**
 * Replacing a bid ends it and seals another, so that the old hash stays on record under the old identifier. The
 * judgement may be taken again after an upheld complaint, so winning, losing and being disqualified are no ends.
 */
export const BID_LIFE = defineLife<BidState, BidStep, BidFacts>({
  name: 'Bid',
  initial: 'SEALED',
  states: ['SEALED', 'WITHDRAWN', 'INVALIDATED', 'REVEALED', 'INVALID', 'DISQUALIFIED', 'VALID', 'WINNING', 'LOST'],
  final: ['WITHDRAWN', 'INVALID'],
  transitions: [
    { action: 'REPLACE', from: ['SEALED', 'INVALIDATED'], to: 'WITHDRAWN', actors: ['insurer_officer'], guard: whileBidding },
    { action: 'WITHDRAW', from: ['SEALED', 'INVALIDATED'], to: 'WITHDRAWN', actors: ['insurer_officer'], guard: whileBidding },
    { action: 'INVALIDATE', from: ['SEALED'], to: 'INVALIDATED', actors: ['service'], guard: always },
    { action: 'REVEAL', from: ['SEALED'], to: 'REVEALED', actors: ['service'], guard: withoutReasons },
    { action: 'FIND_INVALID', from: ['SEALED'], to: 'INVALID', actors: ['service'], guard: withReasons },
    { action: 'QUALIFY', from: ['REVEALED', 'WINNING', 'LOST', 'DISQUALIFIED'], to: 'VALID', actors: ['service'], guard: always },
    { action: 'DISQUALIFY', from: ['REVEALED', 'VALID', 'WINNING', 'LOST'], to: 'DISQUALIFIED', actors: ['service'], guard: withReasons },
    { action: 'WIN', from: ['REVEALED', 'VALID', 'LOST'], to: 'WINNING', actors: ['service'], guard: always },
    { action: 'LOSE', from: ['REVEALED', 'VALID', 'WINNING'], to: 'LOST', actors: ['service'], guard: always },
  ],
});

/** The step that leads to what the committee decided. */
export const STEP_OF_JUDGEMENT: Readonly<Partial<Record<BidState, BidStep>>> = {
  VALID: 'QUALIFY', DISQUALIFIED: 'DISQUALIFY', WINNING: 'WIN', LOST: 'LOSE',
};
