import { priceOf, submittedBids } from './bids.ts';
import type { Indicator, Telling } from './indicator.ts';
import { perRelease } from './indicator.ts';
import type { MainCurrency } from './main-currency.ts';
import { passes } from './procurement-method.ts';
import { arrayAt, textAt } from './release.ts';
import type { RedFlagSettings } from './settings.ts';

const CODE = 'R036';

/** Lowest bid disqualified, while there is an award and a valid bid with a price. */
export function createR036({ priceComparison, noPriceComparison }: RedFlagSettings, currency: MainCurrency, telling: Telling): Indicator {
  return perRelease((release, ocid) => {
    if (!passes(release, priceComparison, noPriceComparison)) return;
    if (!(arrayAt(release, 'awards') ?? []).some((award) => textAt(award, 'status') === 'active')) return;
    let lowest: { readonly amount: number; readonly disqualified: boolean } | null = null;
    let lowestValid: number | null = null;
    for (const bid of submittedBids(release)) {
      const price = priceOf(bid);
      if (price === null || !currency.accepts(price.currency, ocid)) continue;
      const status = textAt(bid, 'status');
      if (lowest === null || price.amount < lowest.amount) lowest = { amount: price.amount, disqualified: status === 'disqualified' };
      if (status === 'valid') lowestValid = Math.min(lowestValid ?? price.amount, price.amount);
    }
    if (lowest === null || !lowest.disqualified || lowestValid === null) return;
    const [low, valid] = [lowest.amount, lowestValid];
    telling.raise({ code: CODE, group: 'OCID', id: ocid, value: 1, threshold: null, ocid }, () => ({
      inputs: { lowestSubmittedBidAmount: low, lowestValidBidAmount: valid },
      steps: [`the lowest submitted bid is ${low} and disqualified`, `the lowest valid bid is ${valid}`, 'there is an active award'],
    }));
  });
}
