import { always, defineLife } from '../../../kit/transitions.ts';
import type { Refusal } from '../../../kit/refusal.ts';
import { billingDaysOf } from './billing-terms.ts';

export type InvoiceState =
  | 'DRAFT' | 'ISSUED' | 'PARTIALLY_PAID' | 'PAID' | 'RECONCILED' | 'OVERDUE' | 'GRACE' | 'POLICY_SUSPENDED' | 'CANCELLED';

export type InvoiceStep = 'ISSUE' | 'TAKE_PART' | 'SETTLE' | 'RECONCILE' | 'PASS_DUE' | 'BEGIN_GRACE' | 'SUSPEND_POLICY' | 'CANCEL';

/** What somebody may do: money that comes in moves an invoice by itself. */
export type InvoiceAction = 'PAY' | 'CANCEL';

export interface InvoiceFacts {
  /** 'YYYY-MM-DD' in Riyadh. */
  readonly today: string;
  readonly dueDate: string;
  /** Halalas paid and credited so far. */
  readonly taken: bigint;
  /** Whether every payment of it is settled. */
  readonly allSettled: boolean;
  readonly reason: string | null;
}

const onceReached = (day: (facts: InvoiceFacts) => string, action: InvoiceStep) => (facts: InvoiceFacts): Refusal | null =>
  (facts.today >= day(facts) ? null : { code: 'TRANSITION_NOT_ALLOWED', values: { action, state: 'EARLIER' } });

const untouched = ({ taken, reason }: InvoiceFacts): Refusal | null => {
  if (reason === null || reason.trim() === '') return { code: 'INVALID_INPUT', values: { field: 'reason', reason: 'this step needs one' }, path: ['input', 'reason'] };
  return taken === 0n ? null : { code: 'INVOICE_HAS_MONEY' };
};

const settled = ({ allSettled }: InvoiceFacts): Refusal | null =>
  (allSettled ? null : { code: 'TRANSITION_NOT_ALLOWED', values: { action: 'RECONCILE', state: 'PAID' } });

/** States in which something is owed. */
export const OWED: readonly InvoiceState[] = ['ISSUED', 'PARTIALLY_PAID', 'OVERDUE', 'GRACE', 'POLICY_SUSPENDED'];

/** A part that is paid late makes nothing less late: only the whole does. */
export const INVOICE_LIFE = defineLife<InvoiceState, InvoiceStep, InvoiceFacts>({
  name: 'Invoice',
  initial: 'DRAFT',
  states: ['DRAFT', 'ISSUED', 'PARTIALLY_PAID', 'PAID', 'RECONCILED', 'OVERDUE', 'GRACE', 'POLICY_SUSPENDED', 'CANCELLED'],
  final: ['RECONCILED', 'CANCELLED'],
  transitions: [
    { action: 'ISSUE', from: ['DRAFT'], to: 'ISSUED', actors: ['service', 'timer'], guard: always },
    { action: 'TAKE_PART', from: ['ISSUED', 'PARTIALLY_PAID'], to: 'PARTIALLY_PAID', actors: ['timer'], guard: always },
    { action: 'TAKE_PART', from: ['OVERDUE'], to: 'OVERDUE', actors: ['timer'], guard: always },
    { action: 'TAKE_PART', from: ['GRACE'], to: 'GRACE', actors: ['timer'], guard: always },
    { action: 'TAKE_PART', from: ['POLICY_SUSPENDED'], to: 'POLICY_SUSPENDED', actors: ['timer'], guard: always },
    { action: 'SETTLE', from: OWED, to: 'PAID', actors: ['timer'], guard: always },
    { action: 'RECONCILE', from: ['PAID'], to: 'RECONCILED', actors: ['timer'], guard: settled },
    { action: 'PASS_DUE', from: ['ISSUED', 'PARTIALLY_PAID'], to: 'OVERDUE', actors: ['timer'], guard: onceReached(({ dueDate }) => billingDaysOf(dueDate).overdueFrom, 'PASS_DUE') },
    { action: 'BEGIN_GRACE', from: ['OVERDUE'], to: 'GRACE', actors: ['timer'], guard: onceReached(({ dueDate }) => billingDaysOf(dueDate).graceFrom, 'BEGIN_GRACE') },
    { action: 'SUSPEND_POLICY', from: ['GRACE'], to: 'POLICY_SUSPENDED', actors: ['timer'], guard: onceReached(({ dueDate }) => billingDaysOf(dueDate).suspendsOn, 'SUSPEND_POLICY') },
    { action: 'CANCEL', from: ['ISSUED', 'OVERDUE', 'GRACE'], to: 'CANCELLED', actors: ['insurer_officer'], guard: untouched },
  ],
});

/** What time does next to an invoice, and on which day; null when it does nothing. */
export function nextByTime(state: InvoiceState, dueDate: string): { readonly step: InvoiceStep; readonly on: string } | null {
  const days = billingDaysOf(dueDate);
  switch (state) {
    case 'ISSUED':
    case 'PARTIALLY_PAID': return { step: 'PASS_DUE', on: days.overdueFrom };
    case 'OVERDUE': return { step: 'BEGIN_GRACE', on: days.graceFrom };
    case 'GRACE': return { step: 'SUSPEND_POLICY', on: days.suspendsOn };
    default: return null;
  }
}

/** Job that takes the steps of time. */
export const AGE_INVOICE = 'age-invoice';

/** Job that bills what was endorsed or covered before there were invoices. */
export const BILL_UNBILLED = 'bill-unbilled';
