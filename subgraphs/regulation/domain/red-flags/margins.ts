import type { Computation } from './flag.ts';
import type { Telling } from './indicator.ts';
import type { MainCurrency } from './main-currency.ts';
import { passes } from './procurement-method.ts';
import type { Release } from './release.ts';
import { marginOf } from './second-lowest-bid.ts';
import type { Margin } from './second-lowest-bid.ts';
import type { RedFlagSettings } from './settings.ts';

/** The margins of a whole file, which two indicators measure each of them against. */
export interface Margins {
  look(release: Release, ocid: string): void;
  all(): ReadonlyMap<string, Margin>;
}

export function collectMargins(settings: RedFlagSettings, currency: MainCurrency, telling: Telling): Margins {
  const margins = new Map<string, Margin>();
  return {
    look(release, ocid) {
      if (!passes(release, settings.priceComparison, settings.noPriceComparison)) return;
      const margin = marginOf(release, ocid, currency, telling);
      if (margin !== null) margins.set(ocid, margin);
    },
    all: () => margins,
  };
}

export function marginSteps({ winner, runnerUp, ratio }: Margin, fence: readonly string[], comparison: string): Computation {
  return {
    inputs: {
      winningBidAmount: winner.amount, secondLowestValidBidAmount: runnerUp.amount, currency: winner.currency,
      winner: winner.tenderer, secondLowestTenderer: runnerUp.tenderer,
    },
    steps: [
      'difference = (secondLowestValidBidAmount - winningBidAmount) / winningBidAmount',
      `difference = (${runnerUp.amount} - ${winner.amount}) / ${winner.amount} = ${ratio}`,
      ...fence,
      comparison,
    ],
  };
}
