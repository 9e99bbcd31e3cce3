export type PolicyClass = 'VIP' | 'A' | 'B' | 'C';

/** Days on which a life is covered, both included; `to` is null while nobody has ended it. */
export interface Period {
  readonly from: string;
  readonly to: string | null;
  readonly policyClass: PolicyClass;
}

/** First and last day of a policy, both included. No life is covered under it on any other day. */
export interface PolicyTerm {
  readonly inceptionDate: string;
  readonly expiryDate: string;
}

/** One life's cover. We know the life by this identifier alone: no name and no national id ever reaches an insurer here. */
export interface Cover {
  readonly id: string;
  readonly policyId: string;
  readonly term: PolicyTerm;
  /** The card the life holds already, from before we answered for it; null for one of our own. */
  readonly cardNumber: string | null;
  /** In order, without overlap. */
  readonly periods: readonly Period[];
}

/** Dates are YYYY-MM-DD, which sort as they are written. */
export function isInTerm({ inceptionDate, expiryDate }: PolicyTerm, day: string): boolean {
  return inceptionDate <= day && day <= expiryDate;
}

/** The period that holds a day, or undefined. What nobody has ended ends with its policy. */
export function periodOn(cover: Cover, day: string): Period | undefined {
  if (!isInTerm(cover.term, day)) return undefined;
  return cover.periods.find(({ from, to }) => from <= day && (to === null || day <= to));
}

/** The day it is in Riyadh, which keeps UTC+3 the whole year; the contract's days are those. */
export function dayInRiyadh(instant: Date): string {
  return new Date(instant.getTime() + 3 * 3_600_000).toISOString().slice(0, 10);
}

/** The day before, across months and years. */
export function dayBefore(day: string): string {
  return daysLater(day, -1);
}

export function dayAfter(day: string): string {
  return daysLater(day, 1);
}

function daysLater(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}
