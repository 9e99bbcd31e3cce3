import type { CensusRow } from './census.ts';
import { costOf, livesOf } from './list-bill.ts';
import type { Loadings } from './loadings.ts';
import type { RateTable } from './rate-table.ts';
import { rateKey } from './rate-table.ts';

/** By lives of the one association, members of its families included. */
export const GROUP_SIZE_BANDS = ['1-9', '10-49', '50-199', '200+'] as const;
export type GroupSizeBand = (typeof GROUP_SIZE_BANDS)[number];

/** What the same insurer asks of an association of this size that comes alone; sealed together with the bid. */
export interface StandAloneQuote {
  readonly groupSize: GroupSizeBand;
  readonly rates: RateTable;
  readonly loadings: Loadings;
}

export function groupSizeOf(lives: number): GroupSizeBand {
  if (!Number.isSafeInteger(lives) || lives < 1) throw new RangeError('a group has at least one life');
  return lives < 10 ? '1-9' : lives < 50 ? '10-49' : lives < 200 ? '50-199' : '200+';
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
  const quote = quotes.find((each) => each.groupSize === groupSizeOf(lives));
  if (quote === undefined) return null;
  if (own.some((row) => row.lives > 0 && !quote.rates.has(rateKey(row)))) return null;
  return { amount: costOf(own, quote.rates), loadings: quote.loadings };
}
