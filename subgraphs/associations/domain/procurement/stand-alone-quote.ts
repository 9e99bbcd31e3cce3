import type { CensusRow } from './census.ts';
import { costOf, livesOf } from './list-bill.ts';
import type { Loadings } from './loadings.ts';
import type { RateTable } from './rate-table.ts';
import { rateKey } from './rate-table.ts';

/** What the same insurer asks of an association of this size that comes alone; sealed together with the bid. */
export interface StandAloneQuote {
  /** Smallest and largest number of lives it is for, members of families included; null when open. */
  readonly livesFrom: number;
  readonly livesTo: number | null;
  readonly rates: RateTable;
  readonly loadings: Loadings;
}

/**
 * An association's stand-alone bill, halalas a year before VAT, with the loadings in it. Null when the insurer gave
 * no quote for its size, or one that leaves a cell of its members unpriced: then there is nothing to compare with.
 */
export function standAloneBill(
  own: readonly CensusRow[], quotes: readonly StandAloneQuote[],
): { readonly amount: bigint; readonly loadings: Loadings } | null {
  const lives = livesOf(own);
  if (lives === 0) return null;
  const quote = quotes.find(({ livesFrom, livesTo }) => livesFrom <= lives && (livesTo === null || lives <= livesTo));
  if (quote === undefined) return null;
  if (own.some((row) => row.lives > 0 && !quote.rates.has(rateKey(row)))) return null;
  return { amount: costOf(own, quote.rates), loadings: quote.loadings };
}
