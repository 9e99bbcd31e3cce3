import { multiplyByRatio, sumOf } from '../../../kit/money.ts';
import type { CensusRow } from './census.ts';
import type { EqualizationEntry } from './equalisation.ts';
import { costOf, livesOf, rowsByAssociation } from './list-bill.ts';
import type { Loadings } from './loadings.ts';
import { takeApart } from './loadings.ts';
import type { RateTable } from './rate-table.ts';
import type { StandAloneQuote } from './stand-alone-quote.ts';
import { standAloneBill } from './stand-alone-quote.ts';

/** Where a saving comes from. The parts add up to it exactly; a part below zero is one where the pool costs more. */
export interface SavingParts {
  readonly expenseLoad: bigint;
  readonly riskMargin: bigint;
  readonly bookDiscount: bigint;
  /** Below zero when the pool's schedule is the richer one: part of what is paid buys more. */
  readonly benefitChange: bigint;
  /** What remains: the two books rate these lives differently, and rounding. */
  readonly mix: bigint;
}

/** One association with the pool against alone: halalas a year, before VAT. */
export interface AssociationSaving {
  readonly associationId: string;
  readonly lives: number;
  readonly standAlone: bigint;
  readonly listBill: bigint;
  /** standAlone − listBill. */
  readonly saving: bigint;
  readonly parts: SavingParts;
  /** What it is charged after equalisation, and standAlone − charge: below zero, it would be better off alone. */
  readonly charge: bigint;
  readonly savingAfterEqualisation: bigint;
}

/** Sums over the counted associations alone. Basis points are rounded half to even. */
export interface PoolSaving {
  readonly standAlone: bigint;
  readonly listBill: bigint;
  readonly saving: bigint;
  readonly savingBasisPoints: number;
  readonly parts: SavingParts;
  readonly worseOff: number;
  readonly worseOffBasisPoints: number;
  /** The most that any association loses, in halalas; 0 when none does. */
  readonly worstLoss: bigint;
  /** The association for which the pool does least, or most harm, in proportion to its stand-alone quote. */
  readonly worstCase: AssociationSaving;
}

export interface SavingsReport {
  /** Null when no association has a counterfactual: there is then no figure to publish. */
  readonly pool: PoolSaving | null;
  readonly associations: readonly AssociationSaving[];
  readonly counted: number;
  readonly notCounted: readonly string[];
}

/** The winning bid's terms, opened together. */
export interface SavingsTerms {
  readonly pooledRates: RateTable;
  readonly pooledLoadings: Loadings;
  readonly standAloneQuotes: readonly StandAloneQuote[];
  /** What the pooled schedule is worth above the stand-alone one, a life and year; 0 for the same schedule. */
  readonly benefitValuePerLife: bigint;
}

/** One association's saving, or null when the bid holds no stand-alone price for it. */
export function savingOf(own: readonly CensusRow[], entry: EqualizationEntry, terms: SavingsTerms): AssociationSaving | null {
  const alone = standAloneBill(own, terms.standAloneQuotes);
  if (alone === null) return null;
  const lives = livesOf(own);
  const listBill = costOf(own, terms.pooledRates);
  const saving = alone.amount - listBill;
  const before = takeApart(alone.amount, alone.loadings);
  const after = takeApart(listBill, terms.pooledLoadings);
  const expenseLoad = before.expense - after.expense;
  const riskMargin = before.riskMargin - after.riskMargin;
  const bookDiscount = after.discount - before.discount;
  const benefitChange = -terms.benefitValuePerLife * BigInt(lives);
  const mix = saving - expenseLoad - riskMargin - bookDiscount - benefitChange;
  return {
    associationId: entry.associationId,
    lives,
    standAlone: alone.amount,
    listBill,
    saving,
    parts: { expenseLoad, riskMargin, bookDiscount, benefitChange, mix },
    charge: entry.charge,
    savingAfterEqualisation: alone.amount - entry.charge,
  };
}

/**
 * Savings of the pool and of each association, against what the same insurer sealed for each of them alone on the
 * same census. `entries` is the equalisation of the same rows at the same pooled rates.
 * @throws RangeError when an association with lives has no entry.
 */
export function savingsReport(
  rows: readonly CensusRow[], entries: readonly EqualizationEntry[], terms: SavingsTerms,
): SavingsReport {
  const entryOf = new Map(entries.map((entry) => [entry.associationId, entry]));
  const associations: AssociationSaving[] = [];
  const notCounted: string[] = [];
  for (const [associationId, own] of rowsByAssociation(rows)) {
    const entry = entryOf.get(associationId);
    if (entry === undefined) throw new RangeError(`association ${associationId} has no entry in the ledger`);
    const saving = savingOf(own, entry, terms);
    if (saving === null) notCounted.push(associationId);
    else associations.push(saving);
  }
  return { pool: poolSavingOf(associations), associations, counted: associations.length, notCounted };
}

function poolSavingOf(associations: readonly AssociationSaving[]): PoolSaving | null {
  const [first, ...rest] = associations;
  if (first === undefined) return null;
  const total = (pick: (one: AssociationSaving) => bigint): bigint => sumOf(associations.map(pick));
  const standAlone = total((one) => one.standAlone);
  const saving = total((one) => one.saving);
  const worseOff = associations.filter((one) => one.savingAfterEqualisation < 0n).length;
  return {
    standAlone,
    listBill: total((one) => one.listBill),
    saving,
    savingBasisPoints: basisPoints(saving, standAlone),
    parts: {
      expenseLoad: total((one) => one.parts.expenseLoad),
      riskMargin: total((one) => one.parts.riskMargin),
      bookDiscount: total((one) => one.parts.bookDiscount),
      benefitChange: total((one) => one.parts.benefitChange),
      mix: total((one) => one.parts.mix),
    },
    worseOff,
    worseOffBasisPoints: basisPoints(BigInt(worseOff), BigInt(associations.length)),
    worstLoss: associations.reduce((most, one) => (-one.savingAfterEqualisation > most ? -one.savingAfterEqualisation : most), 0n),
    worstCase: rest.reduce((worst, one) => (isWorse(one, worst) ? one : worst), first),
  };
}

/** Compares savings as parts of their quotes by cross-multiplying: a quote is positive, and no rounding decides. */
function isWorse(one: AssociationSaving, other: AssociationSaving): boolean {
  return one.savingAfterEqualisation * other.standAlone < other.savingAfterEqualisation * one.standAlone;
}

function basisPoints(part: bigint, whole: bigint): number {
  return Number(multiplyByRatio(part, 10_000n, whole));
}
