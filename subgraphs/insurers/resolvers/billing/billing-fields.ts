import { connectionOf, pageRequest } from '../../../kit/connection.ts';
import { isId } from '../../../kit/identifier.ts';
import type { AssociationResolvers, InsurerResolvers, PolicyResolvers } from '../types.generated.ts';
import { earliestInvoices, newestInvoices } from './invoice.ts';

/** What billing adds to a policy. */
export const POLICY_BILLING: Pick<PolicyResolvers, 'invoices' | 'creditNotes'> = {
  invoices: async ({ id }, args, { load }) => {
    const page = pageRequest(args);
    return newestInvoices(await load.invoicesOfPolicy(id, page), page.first);
  },
  creditNotes: async ({ id }, args, { load }) => {
    const page = pageRequest(args);
    return connectionOf(await load.creditNotesOfPolicy(id, page), page.first, (note) => [note.issuedAt.toISOString(), note.id]);
  },
};

/** What billing adds to an association. */
export const ASSOCIATION_BILLING: Pick<AssociationResolvers, 'invoices' | 'invoicesDue' | 'payments'> = {
  invoices: async ({ id }, args, { load }) => {
    const page = pageRequest(args);
    return newestInvoices(isId(id) ? await load.invoicesOfAssociation(id, page) : [], page.first);
  },
  invoicesDue: async ({ id }, args, { load }) => {
    const page = pageRequest(args);
    return earliestInvoices(isId(id) ? await load.invoicesOwedBy(id, page) : [], page.first);
  },
  payments: async ({ id }, args, { load }) => {
    const page = pageRequest(args);
    return connectionOf(isId(id) ? await load.paymentsBy(id, page) : [], page.first, (payment) => [payment.initiatedAt.toISOString(), payment.id]);
  },
};

/** What billing adds to an insurer. */
export const INSURER_BILLING: Pick<InsurerResolvers, 'invoicesDue' | 'payments' | 'suspenseCases'> = {
  invoicesDue: async ({ id }, args, { load }) => {
    const page = pageRequest(args);
    return earliestInvoices(await load.invoicesOwedTo(id, page), page.first);
  },
  payments: async ({ id }, args, { load }) => {
    const page = pageRequest(args);
    return connectionOf(await load.paymentsTo(id, page), page.first, (payment) => [payment.initiatedAt.toISOString(), payment.id]);
  },
  suspenseCases: async ({ id }, args, { load }) => {
    const page = pageRequest(args);
    return connectionOf(await load.suspenseCasesOf(id, page), page.first, (row) => [row.openedAt.toISOString(), row.id]);
  },
};
