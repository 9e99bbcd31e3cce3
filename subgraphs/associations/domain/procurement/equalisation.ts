import { apportion, multiplyByRatio, sumOf } from '../../../kit/money.ts';
import type { CensusRow } from './census.ts';
import { costOf, livesOf, rowsByAssociation } from './list-bill.ts';
import type { MemberType } from './member-type.ts';
import { MEMBER_TYPES } from './member-type.ts';
import type { RateTable } from './rate-table.ts';

/** The pool's average yearly cost of one kind of member. `rate` is rounded for reading; charges come from `cost`. */
export interface CommunityRate extends MemberType {
  readonly lives: number;
  readonly cost: bigint;
  readonly rate: bigint;
}

/** One association's line in the council's ledger, halalas a year before VAT. charge = listBill + transfer. */
export interface EqualizationEntry {
  readonly associationId: string;
  readonly lives: number;
  readonly listBill: bigint;
  /** What it would be charged at community rates alone. */
  readonly communityCharge: bigint;
  /** What it pays into (positive) or receives from (negative) the ledger, within the corridor. */
  readonly transfer: bigint;
  readonly charge: bigint;
}

/** Σ transfer = 0 and Σ charge = pool, to the halala. */
export interface Equalisation {
  readonly communityRates: readonly CommunityRate[];
  readonly entries: readonly EqualizationEntry[];
  readonly pool: bigint;
}

/**
 * Moves cost between associations so that each pays the pool's average for its kinds of member, whatever their
 * ages and sexes; the insurer is paid the list bill all the same. With `corridorBasisPoints` no association's
 * transfer exceeds that part of its own list bill.
 * @throws RangeError when a cell with lives has no rate, or the corridor is negative or not whole.
 */
export function equalise(
  rows: readonly CensusRow[], table: RateTable, corridorBasisPoints: number | null = null,
): Equalisation {
  const associations = [...rowsByAssociation(rows)];
  const communityCharges = associations.map(() => 0n);
  const communityRates: CommunityRate[] = [];
  for (const type of MEMBER_TYPES) {
    const ownRows = associations.map(([, own]) => own.filter((row) => isOfType(row, type)));
    const weights = ownRows.map((own) => BigInt(livesOf(own)));
    const lives = sumOf(weights);
    if (lives === 0n) continue;
    const cost = sumOf(ownRows.map((own) => costOf(own, table)));
    // Shared out type by type, so that each type's charges add up to its cost and no type subsidises another.
    apportion(cost, weights).forEach((share, place) => {
      communityCharges[place] = (communityCharges[place] ?? 0n) + share;
    });
    communityRates.push({ ...type, lives: Number(lives), cost, rate: multiplyByRatio(cost, 1n, lives) });
  }
  const listBill = associations.map(([, own]) => costOf(own, table));
  const fullTransfers = listBill.map((amount, place) => (communityCharges[place] ?? 0n) - amount);
  const transfers = corridorBasisPoints === null
    ? fullTransfers
    : withinCorridor(fullTransfers, listBill.map((amount) => corridorOf(amount, corridorBasisPoints)));
  const entries = associations.map(([associationId, own], place) => {
    const amount = listBill[place] ?? 0n;
    const transfer = transfers[place] ?? 0n;
    const communityCharge = communityCharges[place] ?? 0n;
    return { associationId, lives: livesOf(own), listBill: amount, communityCharge, transfer, charge: amount + transfer };
  });
  return { communityRates, entries, pool: sumOf(listBill) };
}

/**
 * Caps each transfer at its limit and keeps the sum at exactly zero. Capping makes one side smaller, payers or
 * receivers; only what both sides can bear is moved, and the larger side is scaled down to it in proportion to its
 * capped amounts. Scaling only ever shrinks: a largest-remainder share of a total no greater than the weights' sum
 * never exceeds its own weight, so no limit is broken, no sign turns, and transfers already within their limits and
 * summing to zero come back unchanged.
 */
export function withinCorridor(transfers: readonly bigint[], limits: readonly bigint[]): bigint[] {
  const capped = (amount: bigint, place: number): bigint => {
    const limit = limits[place] ?? 0n;
    return amount <= 0n ? 0n : amount < limit ? amount : limit;
  };
  const pays = transfers.map(capped);
  const receives = transfers.map((transfer, place) => capped(-transfer, place));
  const payable = sumOf(pays);
  const receivable = sumOf(receives);
  const moved = payable < receivable ? payable : receivable;
  const received = apportion(moved, receives);
  return apportion(moved, pays).map((paid, place) => paid - (received[place] ?? 0n));
}

/** Rounded down: the corridor is a promise not to be exceeded. */
function corridorOf(listBill: bigint, basisPoints: number): bigint {
  if (!Number.isSafeInteger(basisPoints) || basisPoints < 0) throw new RangeError('a corridor is whole basis points, from 0');
  return (listBill * BigInt(basisPoints)) / 10_000n;
}

function isOfType(row: CensusRow, type: MemberType): boolean {
  return row.policyClass === type.policyClass && row.status === type.status;
}
