import { onlyIdIn } from './organisations.ts';
import { arrayAt, numberAt, objectAt, textAt } from './release.ts';
import type { Release } from './release.ts';

/** An amount as a bid states it. Amounts of different currencies are never compared. */
export interface Price {
  readonly amount: number;
  readonly currency: string;
}

/** A valid bid of one tenderer, with its price. */
export interface PricedBid extends Price {
  readonly tenderer: string;
}

/** Every bid of a release, whatever became of it; null when it tells of none. */
export function bidsOf(release: Release): readonly unknown[] | null {
  return arrayAt(objectAt(release, 'bids'), 'details');
}

/** Bids that were made and not taken back. One without a status is none: nobody can tell what became of it. */
export function submittedBids(release: Release): readonly unknown[] {
  return (bidsOf(release) ?? []).filter((bid) => {
    const status = textAt(bid, 'status');
    return status !== null && status !== 'invited' && status !== 'withdrawn';
  });
}

/** Null unless both the amount and the currency are there. */
export function priceOf(bid: unknown): Price | null {
  const value = objectAt(bid, 'value');
  const amount = numberAt(value, 'amount');
  const currency = textAt(value, 'currency');
  return amount === null || currency === null ? null : { amount, currency };
}

/** Valid bids of a single tenderer with a price; a joint bid has no one tenderer to compare. */
export function pricedValidBids(bids: readonly unknown[]): PricedBid[] {
  return bids.flatMap((bid) => {
    const price = priceOf(bid);
    const tenderer = onlyIdIn(bid, 'tenderers');
    return textAt(bid, 'status') === 'valid' && price !== null && tenderer !== null ? [{ ...price, tenderer }] : [];
  });
}
