import { runCommand } from '../../../../kit/command.ts';
import type { CommandTransaction } from '../../../../kit/command.ts';
import { isId } from '../../../../kit/identifier.ts';
import { Refused, invalidInput, notFound } from '../../../../kit/refusal.ts';
import { takeStep } from '../../../../kit/transitions.ts';
import type { HouseContext } from '../../../context.ts';
import { MATCH_PAYMENT, PAYMENT_LIFE } from '../../../domain/billing/payment-life.ts';
import { lockInvoice } from '../../../store/billing/invoices.ts';
import { reconcile } from '../../../store/billing/move-invoice.ts';
import { allocationsOf, lockPayment, movePayment } from '../../../store/billing/payments.ts';
import type { PaymentRow } from '../../../store/billing/payments.ts';
import type { ActOnPaymentInput, MutationResolvers } from '../../types.generated.ts';
import { mustOwnInsurer } from '../../who-may.ts';

/** What the channel made of a payment. Money that is there is matched by a job of the same transaction, so a crash between the two loses nothing. */
export const actOnPayment: NonNullable<MutationResolvers['actOnPayment']> = async (_parent, { input }, context) => {
  const { answer, problems } = await runCommand(context, 'actOnPayment', input, {
    decide: async (tx) => {
      mustOwnInsurer(context.principal, input.insurerId);
      const payment = isId(input.paymentId) ? await lockPayment(tx.manager, input.paymentId) : null;
      if (payment === null || payment.insurerId !== input.insurerId) throw notFound('payment', 'paymentId');
      await movePaymentBy(tx, context, payment, input);
      return { id: payment.id };
    },
  });
  return { payment: answer === null ? null : await context.load.payment.load(answer.id), problems: [...problems] };
};

const LONGEST_REFERENCE = 100;

/** Takes a step of a payment and what follows from it. @throws Refused. */
export async function movePaymentBy(tx: CommandTransaction, context: HouseContext, payment: PaymentRow, { action, channelReference = null, reason = null }: Pick<ActOnPaymentInput, 'action' | 'channelReference' | 'reason'>): Promise<void> {
  const now = context.now();
  if (channelReference !== null && (channelReference.trim() === '' || channelReference.length > LONGEST_REFERENCE)) throw invalidInput('channelReference', `must be 1 to ${LONGEST_REFERENCE} characters`);
  if (channelReference !== null && payment.channelReference !== null && payment.channelReference !== channelReference) throw invalidInput('channelReference', 'the payment has another already');
  const step = takeStep(PAYMENT_LIFE, payment.state, action, context.principal.roles, { isMatched: payment.matchedAt !== null, reason });
  if ('refusal' in step) throw new Refused(step.refusal);
  await movePayment(tx.manager, payment, { to: step.to, channelReference, ...(action === 'CONFIRM' ? { confirmedAt: now } : {}) });
  tx.audit({ entity: 'Payment', entityId: payment.id, action, from: payment.state, to: step.to, reason });
  if (action === 'CONFIRM') await tx.job(MATCH_PAYMENT, { paymentId: payment.id });
  if (action !== 'SETTLE') return;
  for (const { invoiceId } of await allocationsOf(tx.manager, 'payment_id', [payment.id])) {
    const invoice = await lockInvoice(tx.manager, invoiceId);
    if (invoice !== null) await reconcile(tx, invoice, now);
  }
}
