import { hasRole } from '../../../../../schema/contracts/identity.ts';
import { runCommand } from '../../../../kit/command.ts';
import { isId, newId } from '../../../../kit/identifier.ts';
import { formatAmount } from '../../../../kit/money.ts';
import { Refused, notFound } from '../../../../kit/refusal.ts';
import { OWED } from '../../../domain/billing/invoice-life.ts';
import { channelsOf } from '../../../domain/billing/payment-channels.ts';
import { dueOf, lockInvoice } from '../../../store/billing/invoices.ts';
import { insertPayment } from '../../../store/billing/payments.ts';
import type { MutationResolvers } from '../../types.generated.ts';
import { readAmount } from './read-amount.ts';

/** Announces a payment. It changes nothing on the invoice: only money that is there does. */
export const payInvoice: NonNullable<MutationResolvers['payInvoice']> = async (_parent, { input }, context) => {
  const { answer, problems } = await runCommand(context, 'payInvoice', input, {
    decide: async (tx) => {
      const amount = readAmount(input.amount);
      if (!channelsOf(context.mode).some(({ code }) => code === input.channel)) throw new Refused({ code: 'CHANNEL_UNKNOWN', path: ['input', 'channel'] });
      const invoice = isId(input.invoiceId) ? await lockInvoice(tx.manager, input.invoiceId) : null;
      if (invoice === null || invoice.insurerId !== input.insurerId) throw notFound('invoice', 'invoiceId');
      const { principal } = context;
      if (!hasRole(principal, 'association_officer') || principal.organisation !== invoice.associationId) throw new Refused({ code: 'NOT_YOURS' });
      if (!OWED.includes(invoice.state)) throw new Refused({ code: 'TRANSITION_NOT_ALLOWED', values: { action: 'PAY', state: invoice.state } });
      const due = dueOf(invoice);
      if (amount > due) throw new Refused({ code: 'PAYMENT_ABOVE_DUE', values: { due: formatAmount(due) }, path: ['input', 'amount'] });
      const id = newId();
      await insertPayment(tx.manager, {
        id, insurerId: invoice.insurerId, associationId: invoice.associationId, channel: input.channel, reference: invoice.invoiceNumber, channelReference: null,
        state: 'INITIATED', amount, initiatedAt: context.now(), confirmedAt: null,
      });
      tx.audit({ entity: 'Payment', entityId: id, action: 'INITIATE', from: null, to: 'INITIATED' });
      return { id };
    },
  });
  return { payment: answer === null ? null : await context.load.payment.load(answer.id), problems: [...problems] };
};
