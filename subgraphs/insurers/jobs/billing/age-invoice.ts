import type { Task } from '../../../kit/jobs.ts';
import type { HouseServices } from '../../../kit/request-context.ts';
import { riyadhDateOf } from '../../../kit/riyadh-date.ts';
import { nextByTime } from '../../domain/billing/invoice-life.ts';
import { setInvoiceTimer } from '../../store/billing/issue-document.ts';
import { lockInvoice } from '../../store/billing/invoices.ts';
import { stepInvoice, suspendPolicy } from '../../store/billing/move-invoice.ts';
import { asTimer } from './as-timer.ts';

/** Takes the step that time takes with an unpaid invoice, and sets the day of the one after it. What is paid is left as it is. */
export function ageInvoice(services: HouseServices): Task {
  return ({ invoiceId }) => asTimer(services, `age-invoice:${String(invoiceId)}`, async (tx, now) => {
    const invoice = await lockInvoice(tx.manager, String(invoiceId));
    const next = invoice === null ? null : nextByTime(invoice.state, invoice.dueDate);
    if (invoice === null || next === null) return;
    // Thrown to be tried again: a job may run a moment before the house's own clock strikes the day.
    if (riyadhDateOf(now) < next.on) throw new Error(`${next.step} is too early`);
    // A policy that is over, or has not begun, cannot be suspended: the invoice stays in its grace.
    if (next.step === 'SUSPEND_POLICY' && !(await suspendPolicy(tx, invoice.policyId, now))) return;
    const state = await stepInvoice(tx, invoice, next.step, ['timer'], now);
    await setInvoiceTimer(tx, { ...invoice, state });
  });
}
