import type { Task, TimedTask } from '../../../kit/jobs.ts';
import type { HouseServices } from '../../../kit/request-context.ts';
import { AGE_INVOICE, BILL_UNBILLED } from '../../domain/billing/invoice-life.ts';
import { MATCH_PAYMENT } from '../../domain/billing/payment-life.ts';
import { placePayment } from '../../store/billing/place-payment.ts';
import { ageInvoice } from './age-invoice.ts';
import { asTimer } from './as-timer.ts';
import { billUnbilled } from './bill-unbilled.ts';

export function billingJobs(services: HouseServices): Readonly<Record<string, Task>> {
  return {
    [AGE_INVOICE]: ageInvoice(services),
    [BILL_UNBILLED]: billUnbilled(services),
    [MATCH_PAYMENT]: ({ paymentId }) => asTimer(services, `match:${String(paymentId)}`, (tx, now) => placePayment(tx, String(paymentId), now)),
  };
}

/** At the start, for a record that is older than invoices; at other times it finds nothing. */
export const BILLING_TIMED: readonly TimedTask[] = [{ task: BILL_UNBILLED, cron: '41 1 * * *', atStart: true }];
