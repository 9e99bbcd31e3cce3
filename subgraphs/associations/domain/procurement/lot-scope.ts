import type { CensusRow } from './census.ts';
import type { Lot } from './tender.ts';

/** What of a lot decides whom it is for. */
export type LotScope = Pick<Lot, 'policyClasses' | 'regions'>;

/** The part of the pool a lot prices; no region named means every region. */
export function rowsOfLot(rows: readonly CensusRow[], { policyClasses, regions }: LotScope): CensusRow[] {
  return rows.filter((row) => policyClasses.includes(row.policyClass) && (regions.length === 0 || regions.includes(row.region)));
}

/** True when a life could belong to both. */
export function lotsOverlap(one: LotScope, other: LotScope): boolean {
  const sharesClass = one.policyClasses.some((policyClass) => other.policyClasses.includes(policyClass));
  const sharesRegion = one.regions.length === 0 || other.regions.length === 0
    || one.regions.some((region) => other.regions.includes(region));
  return sharesClass && sharesRegion;
}
