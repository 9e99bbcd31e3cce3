import { CreditNote } from './credit-note.ts';
import { Invoice } from './invoice.ts';
import { actOnPayment } from './mutations/act-on-payment.ts';
import { actOnSuspenseCase } from './mutations/act-on-suspense-case.ts';
import { cancelInvoice } from './mutations/cancel-invoice.ts';
import { payInvoice } from './mutations/pay-invoice.ts';
import { recordIncomingPayment } from './mutations/record-incoming-payment.ts';
import { refundCreditNote } from './mutations/refund-credit-note.ts';
import { Payment, PaymentAllocation, PaymentChannel } from './payment.ts';
import { SuspenseCase } from './suspense-case.ts';

/** Types of invoices and payments. */
export const BILLING_TYPES = { Invoice, CreditNote, Payment, PaymentAllocation, PaymentChannel, SuspenseCase };

export const BILLING_MUTATIONS = { payInvoice, actOnPayment, recordIncomingPayment, cancelInvoice, refundCreditNote, actOnSuspenseCase };
