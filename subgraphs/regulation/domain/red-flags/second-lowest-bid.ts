import { decided } from './awards.ts';
import { pricedValidBids } from './bids.ts';
import type { PricedBid } from './bids.ts';
import type { Telling } from './indicator.ts';
import type { MainCurrency } from './main-currency.ts';
import { onlyIdIn } from './organisations.ts';
import type { Release } from './release.ts';

/** How far the best losing bid lies above the winning one. */
export interface Margin {
  readonly winner: PricedBid;
  readonly runnerUp: PricedBid;
  /** (runner-up − winner) ÷ winner. */
  readonly ratio: number;
}

/**
 * The margin of a decided process with one award to one insurer or firm. Null where it cannot be told: joint bids,
 * several awards, nobody to compare with, or a winner who is not the cheapest, so that something beside the price decided.
 */
export function marginOf(release: Release, ocid: string, currency: MainCurrency, telling: Telling): Margin | null {
  const process = decided(release);
  if (process === null || process.awards.length !== 1) return null;
  const supplier = onlyIdIn(process.awards[0], 'suppliers');
  if (supplier === null) return null;
  let winner: PricedBid | null = null;
  let runnerUp: PricedBid | null = null;
  for (const bid of pricedValidBids(process.bids)) {
    if (!currency.accepts(bid.currency, ocid)) continue;
    if (bid.tenderer === supplier) winner = cheaper(winner, bid);
    else runnerUp = cheaper(runnerUp, bid);
  }
  if (winner === null || runnerUp === null || runnerUp.amount < winner.amount) return null;
  if (winner.amount === 0 && runnerUp.amount === 0) {
    telling.remark('AMOUNT_ZERO', ocid, 'bids.details[].value.amount', 'the two lowest bids are 0, and no margin can be told between them');
    return null;
  }
  return { winner, runnerUp, ratio: (runnerUp.amount - winner.amount) / winner.amount };
}

/** Of two equal bids the first. */
function cheaper(known: PricedBid | null, bid: PricedBid): PricedBid {
  return known === null || bid.amount < known.amount ? bid : known;
}
