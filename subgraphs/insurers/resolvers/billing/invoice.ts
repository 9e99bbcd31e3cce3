import { hasRole } from '../../../../schema/contracts/identity.ts';
import { connectionOf } from '../../../kit/connection.ts';
import { availableActions } from '../../../kit/transitions.ts';
import { billingDaysOf } from '../../domain/billing/billing-terms.ts';
import { INVOICE_LIFE, OWED } from '../../domain/billing/invoice-life.ts';
import { ownInsurer } from '../../domain/bid-sight.ts';
import { dueOf } from '../../store/billing/invoices.ts';
import type { InvoiceRow } from '../../store/billing/invoices.ts';
import { mustExist } from '../must-exist.ts';
import { ofInsurer } from '../of-insurer.ts';
import type { InvoiceAction, InvoiceResolvers } from '../types.generated.ts';

export const Invoice: InvoiceResolvers = {
  __resolveReference: ({ id, insurerId }, { load }) => ofInsurer(load.invoice, insurerId, id),
  insurer: async ({ insurerId }, _args, { load }) => mustExist(await load.insurer.load(insurerId), 'insurer'),
  policy: async ({ policyId }, _args, { load }) => mustExist(await load.policy.load(policyId), 'policy'),
  policyholder: ({ associationId }) => ({ id: associationId }),
  total: ({ net, vat }) => net + vat,
  due: dueOf,
  suspendsOn: ({ dueDate }) => billingDaysOf(dueDate).suspendsOn,
  lines: async ({ id }, _args, { load }) => [...(await load.billingLines.load(id))],
  payments: async ({ id }, _args, { load }) => [...(await load.allocationsOfInvoice.load(id))],
  availableActions: (invoice, _args, { principal }) => {
    const actions: InvoiceAction[] = [];
    if (hasRole(principal, 'association_officer') && principal.organisation === invoice.associationId && OWED.includes(invoice.state)) actions.push('PAY');
    const mayCancel = ownInsurer(principal) === invoice.insurerId && invoice.paid + invoice.credited === 0n;
    if (mayCancel && availableActions(INVOICE_LIFE, invoice.state, principal.roles).includes('CANCEL')) actions.push('CANCEL');
    return actions;
  },
  history: ({ id }, _args, { load }) => load.invoiceHistory.load(id),
};

/** A list of invoices, newest first. */
export function newestInvoices(rows: readonly InvoiceRow[], first: number) {
  return connectionOf(rows, first, ({ issuedAt, id }) => [issuedAt.toISOString(), id]);
}

/** A list of what is owed, the earliest day first. */
export function earliestInvoices(rows: readonly InvoiceRow[], first: number) {
  return connectionOf(rows, first, ({ dueDate, id }) => [dueDate, id]);
}

