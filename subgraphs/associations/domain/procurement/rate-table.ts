import type { AgeBand } from './age-band.ts';
import { AGE_BANDS } from './age-band.ts';
import type { MemberStatus, PolicyClass, Sex } from './member-type.ts';
import { MEMBER_STATUSES, SEXES } from './member-type.ts';

/** What a rate is quoted for. Region is not in it: one table prices the class wherever its members live. */
export interface RateCell {
  readonly policyClass: PolicyClass;
  readonly status: MemberStatus;
  readonly sex: Sex;
  readonly ageBand: AgeBand;
}

/** One line of a bid's rate table: halalas a life and year, before VAT. */
export interface RateEntry extends RateCell {
  readonly yearlyRate: bigint;
}

/** Rates by cell, for looking up; keys are made by rateKey. */
export type RateTable = ReadonlyMap<string, bigint>;

export function rateKey({ policyClass, status, sex, ageBand }: RateCell): string {
  return `${policyClass}|${status}|${sex}|${ageBand}`;
}

/** @throws RangeError when a cell is priced twice; checkRateTable says so to the bidder before. */
export function rateTableOf(entries: readonly RateEntry[]): RateTable {
  const table = new Map<string, bigint>();
  for (const entry of entries) {
    const key = rateKey(entry);
    if (table.has(key)) throw new RangeError(`the cell ${key} is priced twice`);
    table.set(key, entry.yearlyRate);
  }
  return table;
}

/** @throws RangeError when the table has no rate for the cell: a bill with a hole in it is not a bill. */
export function rateOf(table: RateTable, cell: RateCell): bigint {
  const rate = table.get(rateKey(cell));
  if (rate === undefined) throw new RangeError(`no rate for ${rateKey(cell)}`);
  return rate;
}

/**
 * Every cell a bid must price: the whole grid of each class in the pool, also where nobody is today, because
 * someone of that age may join in the year and must find a rate that was bid for in competition.
 */
export function requiredRateCells(policyClasses: Iterable<PolicyClass>): RateCell[] {
  return [...new Set(policyClasses)].flatMap((policyClass) => MEMBER_STATUSES.flatMap((status) =>
    SEXES.flatMap((sex) => AGE_BANDS.map((ageBand) => ({ policyClass, status, sex, ageBand })))));
}
