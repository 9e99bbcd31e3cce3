import type { ErrorValues } from '../../../../schema/contracts/errors.ts';
import { bandIndex } from './age-band.ts';
import { groupBy } from './group-by.ts';
import type { MemberType } from './member-type.ts';
import type { RateCell, RateEntry } from './rate-table.ts';
import { rateKey } from './rate-table.ts';

/** Something in a rate table that the law or the tender does not allow. `cell` says where, as closely as it can. */
export interface RateProblem {
  readonly code:
    | 'BID_CELL_MISSING' | 'BID_CELL_REPEATED' | 'BID_FLAT_RATE' | 'BID_RATE_NOT_POSITIVE' | 'BID_RATE_NOT_MONOTONE';
  readonly rule: 'G01' | 'G02' | 'G04';
  readonly cell: Partial<RateCell>;
  readonly values: ErrorValues;
}

export interface RateLimits {
  /** How far an adult employee's rate may fall from one age band to the next, in basis points of the younger rate. */
  readonly fallToleranceBasisPoints: number;
}

/** All that is wrong with a rate table, in the order of the required cells; empty when it may be sealed. */
export function checkRateTable(
  entries: readonly RateEntry[], requiredCells: readonly RateCell[], limits: RateLimits,
): RateProblem[] {
  return [
    ...missingCells(entries, requiredCells),
    ...repeatedCells(entries),
    ...ratesNotPositive(entries),
    ...flatRates(entries),
    ...ratesFallingWithAge(entries, limits),
  ];
}

function missingCells(entries: readonly RateEntry[], requiredCells: readonly RateCell[]): RateProblem[] {
  const priced = new Set(entries.map(rateKey));
  return requiredCells
    .filter((cell) => !priced.has(rateKey(cell)))
    .map((cell) => ({ code: 'BID_CELL_MISSING', rule: 'G04', cell, values: { cell: rateKey(cell) } }));
}

function repeatedCells(entries: readonly RateEntry[]): RateProblem[] {
  const seen = new Set<string>();
  const repeated = new Map<string, RateCell>();
  for (const entry of entries) {
    const key = rateKey(entry);
    if (seen.has(key)) repeated.set(key, cellOf(entry));
    seen.add(key);
  }
  return [...repeated].map(([key, cell]) => ({ code: 'BID_CELL_REPEATED', rule: 'G01', cell, values: { cell: key } }));
}

function ratesNotPositive(entries: readonly RateEntry[]): RateProblem[] {
  return entries
    .filter((entry) => entry.yearlyRate <= 0n)
    .map((entry) => (
      { code: 'BID_RATE_NOT_POSITIVE', rule: 'G01', cell: cellOf(entry), values: { cell: rateKey(entry) } }));
}

/** A table that is flat as a whole is one problem, not one for each of its groups. */
function flatRates(entries: readonly RateEntry[]): RateProblem[] {
  if (isFlat(entries)) return [{ code: 'BID_FLAT_RATE', rule: 'G01', cell: {}, values: { part: '*' } }];
  const groups = groupBy(entries, ({ policyClass, status }) => `${policyClass}|${status}`);
  return [...groups].filter(([, group]) => isFlat(group)).map(([part, group]) => {
    const { policyClass, status } = group[0] as MemberType;
    return { code: 'BID_FLAT_RATE', rule: 'G01', cell: { policyClass, status }, values: { part } };
  });
}

/** Within a single age band nothing could vary by age, so equal rates there are no flat rate. */
function isFlat(entries: readonly RateEntry[]): boolean {
  const bands = new Set(entries.map((entry) => entry.ageBand));
  return bands.size > 1 && new Set(entries.map((entry) => entry.yearlyRate)).size === 1;
}

function ratesFallingWithAge(entries: readonly RateEntry[], limits: RateLimits): RateProblem[] {
  const adults = entries.filter((entry) => entry.status === 'EMPLOYEE' && entry.ageBand !== '0-17');
  const lines = groupBy(adults, ({ policyClass, sex }) => `${policyClass}|${sex}`);
  const kept = BigInt(10_000 - limits.fallToleranceBasisPoints);
  return [...lines.values()].flatMap((line) => {
    const byAge = [...line].sort((a, b) => bandIndex(a.ageBand) - bandIndex(b.ageBand));
    return byAge.flatMap((older, place): RateProblem[] => {
      const younger = byAge[place - 1];
      if (younger === undefined || isChildbearing(younger) || older.yearlyRate * 10_000n >= younger.yearlyRate * kept) return [];
      const values = { cell: rateKey(older), younger: rateKey(younger) };
      return [{ code: 'BID_RATE_NOT_MONOTONE', rule: 'G02', cell: cellOf(older), values }];
    });
  });
}

/** A woman's rate carries the cost of maternity up to 44, so it falls at 45 in every honest manual. */
function isChildbearing({ sex, ageBand }: RateEntry): boolean {
  return sex === 'FEMALE' && bandIndex(ageBand) < bandIndex('45-49');
}

function cellOf({ policyClass, status, sex, ageBand }: RateCell): RateCell {
  return { policyClass, status, sex, ageBand };
}
