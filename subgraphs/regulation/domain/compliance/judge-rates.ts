import type { RateCell } from './insurer-facts.ts';
import type { Provenance } from './provenance.ts';
import { breach, held, seen, undecided } from './ruling.ts';
import type { Outcome } from './ruling.ts';

/** G01: within a class and status the price follows age and sex, never one price for all. */
export function notFlat(rates: readonly RateCell[] | null, said: Provenance): Outcome {
  if (rates === null || rates.length === 0) return undecided('the rates are not known');
  const flat = flatPartsOf(rates);
  if (flat.length === 0) return held('rates follow age and sex');
  return breach('HIGH', `one price for all ages and sexes of ${flat.join(', ')}`, seen('rates.flatParts', flat, said));
}

// Thousands of policies share one table of rates, which is looked through once.
const flatParts = new WeakMap<readonly RateCell[], readonly string[]>();

/** Classes and statuses with more than one cell and a single price. */
function flatPartsOf(rates: readonly RateCell[]): readonly string[] {
  const known = flatParts.get(rates);
  if (known !== undefined) return known;
  const pricesOf = new Map<string, number[]>();
  for (const { policyClass, status, annualPremium } of rates) {
    const part = `${policyClass} ${status}`;
    pricesOf.set(part, [...pricesOf.get(part) ?? [], annualPremium]);
  }
  const flat = [...pricesOf].filter(([, prices]) => prices.length > 1 && new Set(prices).size === 1).map(([part]) => part).sort();
  flatParts.set(rates, flat);
  return flat;
}

const BANDS = [0, 18, 25, 30, 35, 40, 45, 50, 55, 60, 65];
const SEXES = ['MALE', 'FEMALE'];
const STATUSES = ['EMPLOYEE', 'SPOUSE', 'CHILD'];

/** G04: every cell of every class in the lot has its price, since anyone may join in the year. */
export function wholeExposure(rates: readonly RateCell[] | null, classes: readonly string[], said: Provenance): Outcome {
  if (rates === null) return undecided('the rates are not known');
  const priced = new Set(rates.map(({ policyClass, ageFrom, sex, status }) => `${policyClass} ${ageFrom} ${sex} ${status}`));
  const missing = classes.flatMap((policyClass) => BANDS.flatMap((ageFrom) => SEXES.flatMap((sex) => STATUSES.map((status) => `${policyClass} ${ageFrom} ${sex} ${status}`))))
    .filter((cell) => !priced.has(cell));
  if (missing.length === 0) return held('every cell has a price');
  return breach('MEDIUM', `${missing.length} cells have no price`, seen('rates.missingCells', missing.slice(0, 10), said));
}
