import { priceOf, submittedBids } from './bids.ts';
import type { Computation } from './flag.ts';
import type { Indicator, Telling } from './indicator.ts';
import { perRelease } from './indicator.ts';
import { idsIn } from './organisations.ts';
import { passes } from './procurement-method.ts';
import type { RedFlagSettings } from './settings.ts';

const CODE = 'R028';

/** Identical bid prices: different tenderers ask for the same amount. */
export function createR028({ priceComparison, noPriceComparison }: RedFlagSettings, telling: Telling): Indicator {
  return perRelease((release, ocid) => {
    if (!passes(release, priceComparison, noPriceComparison)) return;
    const askedBy = new Map<string, ReadonlySet<string>>();
    for (const bid of submittedBids(release)) {
      const price = priceOf(bid);
      const tenderers = new Set(idsIn(bid, 'tenderers'));
      if (price === null || tenderers.size === 0) continue;
      const key = `${price.amount} ${price.currency}`;
      const others = askedBy.get(key);
      // The same tenderers may bid the same price twice.
      if (others !== undefined && !same(others, tenderers)) {
        const all = new Set([...others, ...tenderers]);
        const computation = (): Computation => ({
          inputs: { amount: price.amount, currency: price.currency, tenderers: [...all].join(', ') },
          steps: [`${[...others].join(' + ')} bid ${key}`, `${[...tenderers].join(' + ')} bid ${key}`, 'the amounts and currencies are equal, the tenderers are not'],
        });
        telling.raise({ code: CODE, group: 'OCID', id: ocid, value: 1, threshold: null, ocid }, computation);
        for (const id of all) telling.raise({ code: CODE, group: 'Tenderer', id, value: 1, threshold: null, ocid }, computation);
      }
      askedBy.set(key, tenderers);
    }
  });
}

function same(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  return one.size === other.size && [...one].every((id) => other.has(id));
}
