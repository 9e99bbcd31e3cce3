import { sumOf } from '../../../kit/money.ts';
import type { CensusRow } from './census.ts';
import { compareText } from './compare-text.ts';
import { groupBy } from './group-by.ts';
import type { RateTable } from './rate-table.ts';
import { rateOf } from './rate-table.ts';

/** What an association's own members cost at the rates bid: halalas a year, before VAT. */
export interface ListBill {
  readonly associationId: string;
  readonly lives: number;
  readonly amount: bigint;
}

/**
 * The list bill of each association with lives, by association id.
 * @throws RangeError when a cell with lives has no rate.
 */
export function listBills(rows: readonly CensusRow[], table: RateTable): ListBill[] {
  return [...rowsByAssociation(rows)].map(([associationId, own]) => ({
    associationId,
    lives: livesOf(own),
    amount: costOf(own, table),
  }));
}

/** What the insurer is paid for the whole pool, whatever the associations then settle among themselves. */
export function poolBill(bills: readonly ListBill[]): bigint {
  return sumOf(bills.map((bill) => bill.amount));
}

/** Σ lives × rate. */
export function costOf(rows: readonly CensusRow[], table: RateTable): bigint {
  return sumOf(rows.filter((row) => row.lives > 0).map((row) => BigInt(row.lives) * rateOf(table, row)));
}

export function livesOf(rows: readonly CensusRow[]): number {
  return rows.reduce((sum, row) => sum + row.lives, 0);
}

/** Rows with lives, by association in code unit order: the order in which every share-out breaks its ties. */
export function rowsByAssociation(rows: readonly CensusRow[]): Map<string, CensusRow[]> {
  const groups = groupBy(rows.filter((row) => row.lives > 0), (row) => row.associationId);
  return new Map([...groups].sort(([a], [b]) => compareText(a, b)));
}
