import { plusDays } from '../cover/calendar-day.ts';

/**
 * How long an association has, in days. Rule E10 knows only that the employer pays, at the start of the insurance year
 * unless agreed otherwise; these days are a decision of the programme, not law.
 */
export const BILLING_TERMS = { payment: 15, overdue: 15, grace: 15 } as const;

/** The days on which an unpaid invoice moves on. */
export interface BillingDays {
  /** First day on which it is overdue. */
  readonly overdueFrom: string;
  readonly graceFrom: string;
  /** Day on which the policy is suspended. */
  readonly suspendsOn: string;
}

/** Last day to pay: counted from the day it is issued, or from the first day of cover when that is later. */
export function dueDateOf(issuedOn: string, inceptionDate: string): string {
  return plusDays(issuedOn > inceptionDate ? issuedOn : inceptionDate, BILLING_TERMS.payment);
}

export function billingDaysOf(dueDate: string): BillingDays {
  const overdueFrom = plusDays(dueDate, 1);
  const graceFrom = plusDays(overdueFrom, BILLING_TERMS.overdue);
  return { overdueFrom, graceFrom, suspendsOn: plusDays(graceFrom, BILLING_TERMS.grace) };
}
