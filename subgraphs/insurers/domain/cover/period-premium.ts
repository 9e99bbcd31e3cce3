import { daysBetween, proRataPremium } from '../premium/pro-rata.ts';
import type { InsuranceTerm } from '../premium/pro-rata.ts';
import { refundOnDeletion } from '../premium/refund.ts';
import { plusDays } from './calendar-day.ts';
import type { PricedDays } from './period.ts';

/** Term of a policy from its first and last day. */
export function termOf({ inceptionDate, expiryDate }: { readonly inceptionDate: string; readonly expiryDate: string }): InsuranceTerm {
  return { startsOn: inceptionDate, endsBefore: plusDays(expiryDate, 1) };
}

/** First day no longer covered, within the term. */
export function endOf(period: PricedDays, term: InsuranceTerm): string {
  const after = period.to === null ? term.endsBefore : plusDays(period.to, 1);
  return after < term.endsBefore ? after : term.endsBefore;
}

/**
 * What was charged for a period: pro rata by days, taken as the difference of what was due from its first day and
 * from the day after its last, so that adjoining periods of one price add up to the undivided period exactly.
 */
export function chargeOf(period: PricedDays, term: InsuranceTerm): bigint {
  const due = (from: string): bigint => (from >= term.endsBefore ? 0n : proRataPremium(period.annualPremium, from, term));
  return due(period.from) - due(endOf(period, term));
}

/**
 * What is given back when a period ends on the day before `day` (rule E14), or its whole charge when it then never
 * began. This house holds no claims, so none exceeds the rule's ceiling.
 */
export function refundFrom(period: PricedDays, day: string, term: InsuranceTerm): bigint {
  if (day <= period.from) return chargeOf(period, term);
  const remainingDays = daysBetween(day, endOf(period, term));
  return refundOnDeletion({ annualPremium: period.annualPremium, claimsPaid: 0n, remainingDays }).amount;
}
