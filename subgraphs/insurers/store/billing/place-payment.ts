import { newId } from '../../../kit/identifier.ts';
import { matchMoney } from '../../domain/billing/match-money.ts';
import { dueOf, lockInvoiceByNumber } from './invoices.ts';
import { putMoney } from './move-invoice.ts';
import type { BillingTransaction } from './move-invoice.ts';
import { insertAllocation, lockPayment, movePayment } from './payments.ts';
import { insertSuspenseCase } from './suspense-cases.ts';

/**
 * Places a confirmed payment: on the invoice its reference names, the rest in a suspense case. Once, however often it
 * runs: what was placed says so in the same transaction.
 */
export async function placePayment(tx: BillingTransaction, paymentId: string, now: Date): Promise<void> {
  const payment = await lockPayment(tx.manager, paymentId);
  if (payment === null || payment.matchedAt !== null || payment.state !== 'CONFIRMED') return;
  const invoice = await lockInvoiceByNumber(tx.manager, payment.insurerId, payment.reference);
  const due = invoice === null ? null : invoice.settledOn === null ? dueOf(invoice) : 0n;
  const { toInvoice, toSuspense, reason } = matchMoney(payment.amount, due);
  // Who pays another's invoice has paid it; who paid is who said so, or else whose invoice it is.
  const associationId = payment.associationId ?? invoice?.associationId ?? null;
  await movePayment(tx.manager, payment, { to: payment.state, matched: toInvoice, matchedAt: now, ...(associationId === null ? {} : { associationId }) });
  tx.audit({ entity: 'Payment', entityId: payment.id, action: 'MATCH', from: payment.state, to: payment.state, reason });
  if (invoice !== null && toInvoice > 0n) {
    await insertAllocation(tx.manager, { paymentId: payment.id, invoiceId: invoice.id, amount: toInvoice, at: now });
    await putMoney(tx, invoice, toInvoice, 'paid', now);
  }
  if (reason === null) return;
  const id = newId();
  await insertSuspenseCase(tx.manager, { id, insurerId: payment.insurerId, associationId, paymentId: payment.id, reason, amount: toSuspense, openedAt: now });
  tx.audit({ entity: 'SuspenseCase', entityId: id, action: 'OPEN', from: null, to: 'OPEN', reason });
}
