import { multiplyByRatio } from '../../../kit/money.ts';

const DAY_MS = 86_400_000;

/** The insurance term, 'YYYY-MM-DD': the first day covered, and the first day no longer covered. */
export interface InsuranceTerm {
  readonly startsOn: string;
  readonly endsBefore: string;
}

/**
 * The premium of a member added in mid-term: annual × days left ÷ days of the term, rounded half to even, in
 * halalas before VAT. On the first day it is the whole annual premium, leap year or not.
 * @throws RangeError when a date is none, or the effective date lies outside the term.
 */
export function proRataPremium(annualPremium: bigint, effectiveDate: string, term: InsuranceTerm): bigint {
  const wholeTerm = daysBetween(term.startsOn, term.endsBefore);
  const left = daysBetween(effectiveDate, term.endsBefore);
  if (left <= 0 || left > wholeTerm) throw new RangeError('the effective date is outside the term');
  return multiplyByRatio(annualPremium, BigInt(left), BigInt(wholeTerm));
}

/** Days from one 'YYYY-MM-DD' to another, below zero when the second is the earlier. */
export function daysBetween(from: string, to: string): number {
  return (dayMs(to) - dayMs(from)) / DAY_MS;
}

/** Midnight UTC, so that no zone's clock change makes a day of 23 hours. 30 February is refused, not carried over. */
function dayMs(date: string): number {
  const instant = /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/.test(date) ? Date.parse(`${date}T00:00:00Z`) : Number.NaN;
  if (Number.isNaN(instant) || new Date(instant).toISOString().slice(0, 10) !== date) {
    throw new RangeError('not a calendar date');
  }
  return instant;
}
