import { runCommand } from '../../../../kit/command.ts';
import type { CommandTransaction } from '../../../../kit/command.ts';
import { isId, newId } from '../../../../kit/identifier.ts';
import { Refused, notFound } from '../../../../kit/refusal.ts';
import { takeStep } from '../../../../kit/transitions.ts';
import type { HouseContext } from '../../../context.ts';
import { OWED } from '../../../domain/billing/invoice-life.ts';
import { PAYMENT_LIFE } from '../../../domain/billing/payment-life.ts';
import { SUSPENSE_CASE_LIFE } from '../../../domain/billing/suspense-case-life.ts';
import type { SuspenseCaseStep } from '../../../domain/billing/suspense-case-life.ts';
import { dueOf, lockInvoice } from '../../../store/billing/invoices.ts';
import { putMoney } from '../../../store/billing/move-invoice.ts';
import { insertAllocation, lockPayment, movePayment } from '../../../store/billing/payments.ts';
import type { PaymentRow } from '../../../store/billing/payments.ts';
import { insertRefund } from '../../../store/billing/refunds.ts';
import { lockSuspenseCase, moveSuspenseCase } from '../../../store/billing/suspense-cases.ts';
import type { SuspenseCaseRow } from '../../../store/billing/suspense-cases.ts';
import type { ActOnSuspenseCaseInput, MutationResolvers } from '../../types.generated.ts';
import { mustOwnInsurer } from '../../who-may.ts';
import { askVerifiedAccount } from './verified-account.ts';
import type { VerifiedAccount } from './verified-account.ts';

/** Money is locked in one order everywhere: payment, then case, then invoice, so that two who move it wait and do not lock each other out. */
export const actOnSuspenseCase: NonNullable<MutationResolvers['actOnSuspenseCase']> = async (_parent, { input }, context) => {
  const { answer, problems } = await runCommand(context, 'actOnSuspenseCase', input, {
    gather: async () => {
      mustOwnInsurer(context.principal, input.insurerId);
      const row = isId(input.suspenseCaseId) ? await context.load.suspenseCase.load(input.suspenseCaseId) : null;
      if (row === null || row.insurerId !== input.insurerId) throw notFound('suspenseCase', 'suspenseCaseId');
      if (input.action === 'MATCH') return null;
      if (row.associationId === null) throw new Refused({ code: 'PAYER_UNKNOWN' });
      return askVerifiedAccount(context, row.associationId);
    },
    decide: async (tx, account) => {
      const paymentId = (await context.load.suspenseCase.load(input.suspenseCaseId))?.paymentId ?? '';
      const payment = await lockPayment(tx.manager, paymentId);
      const row = await lockSuspenseCase(tx.manager, input.suspenseCaseId);
      if (row === null || payment === null) throw notFound('suspenseCase', 'suspenseCaseId');
      if (account === null) await match(tx, context, input, row, payment);
      else await refund(tx, context, row, payment, account);
      return { id: row.id };
    },
  });
  context.load.suspenseCase.clear(input.suspenseCaseId);
  return { suspenseCase: answer === null ? null : await context.load.suspenseCase.load(answer.id), problems: [...problems] };
};

async function match(tx: CommandTransaction, context: HouseContext, input: ActOnSuspenseCaseInput, row: SuspenseCaseRow, payment: PaymentRow): Promise<void> {
  const invoiceId = input.invoiceId ?? '';
  const invoice = isId(invoiceId) ? await lockInvoice(tx.manager, invoiceId) : null;
  if (invoice === null || invoice.insurerId !== row.insurerId) throw notFound('invoice', 'invoiceId');
  if (!OWED.includes(invoice.state)) throw new Refused({ code: 'TRANSITION_NOT_ALLOWED', values: { action: 'PAY', state: invoice.state } });
  const due = dueOf(invoice);
  const amount = row.remaining < due ? row.remaining : due;
  const now = context.now();
  await take(tx, context, row, amount === row.remaining ? 'MATCH' : 'MATCH_PART', amount);
  await movePayment(tx.manager, payment, { to: payment.state, matched: amount, ...(payment.associationId === null ? { associationId: invoice.associationId } : {}) });
  await insertAllocation(tx.manager, { paymentId: payment.id, invoiceId, amount, at: now });
  await putMoney(tx, invoice, amount, 'paid', now);
}

/** A payment of which nothing was matched is given back whole, and says so. */
async function refund(tx: CommandTransaction, context: HouseContext, row: SuspenseCaseRow, payment: PaymentRow, account: VerifiedAccount): Promise<void> {
  const { insurerId, associationId, remaining } = row;
  if (associationId === null) throw new Refused({ code: 'PAYER_UNKNOWN' });
  await take(tx, context, row, 'REFUND', remaining, account);
  await insertRefund(tx.manager, { id: newId(), insurerId, associationId, of: { suspenseCaseId: row.id }, amount: remaining, account: account.ibanMasked, at: context.now() });
  if (payment.matched > 0n) return;
  const step = takeStep(PAYMENT_LIFE, payment.state, 'REFUND', ['timer'], { isMatched: payment.matchedAt !== null, reason: null });
  if ('refusal' in step) throw new Refused(step.refusal);
  await movePayment(tx.manager, payment, { to: step.to });
  tx.audit({ entity: 'Payment', entityId: payment.id, action: 'REFUND', from: payment.state, to: step.to });
}

async function take(tx: CommandTransaction, context: HouseContext, row: SuspenseCaseRow, action: SuspenseCaseStep, amount: bigint, account?: VerifiedAccount): Promise<void> {
  const step = takeStep(SUSPENSE_CASE_LIFE, row.state, action, context.principal.roles, null);
  if ('refusal' in step) throw new Refused(step.refusal);
  await moveSuspenseCase(tx.manager, row, step.to, amount);
  tx.audit({ entity: 'SuspenseCase', entityId: row.id, action, from: row.state, to: step.to, ...(account === undefined ? {} : { facts: [account.fact] }) });
}
