import { runCommand } from '../../../../kit/command.ts';
import { isId } from '../../../../kit/identifier.ts';
import { notFound } from '../../../../kit/refusal.ts';
import { riyadhDateOf } from '../../../../kit/riyadh-date.ts';
import { linesOfCancellation } from '../../../domain/billing/billing-lines.ts';
import { dueOf, linesOfDocuments, lockInvoice } from '../../../store/billing/invoices.ts';
import { issueCreditNote } from '../../../store/billing/issue-document.ts';
import { stepInvoice } from '../../../store/billing/move-invoice.ts';
import type { MutationResolvers } from '../../types.generated.ts';
import { mustOwnInsurer } from '../../who-may.ts';

/** Takes an invoice back, line by line with its VAT. */
export const cancelInvoice: NonNullable<MutationResolvers['cancelInvoice']> = async (_parent, { input }, context) => {
  const { answer, problems } = await runCommand(context, 'cancelInvoice', input, {
    decide: async (tx) => {
      mustOwnInsurer(context.principal, input.insurerId);
      const invoice = isId(input.invoiceId) ? await lockInvoice(tx.manager, input.invoiceId) : null;
      if (invoice === null || invoice.insurerId !== input.insurerId) throw notFound('invoice', 'invoiceId');
      const now = context.now();
      await stepInvoice(tx, invoice, 'CANCEL', context.principal.roles, now, { credited: dueOf(invoice), settledOn: riyadhDateOf(now), reason: input.reason });
      const lines = linesOfCancellation(await linesOfDocuments(tx.manager, [invoice.id]));
      const { policyId, insurerId, associationId } = invoice;
      const creditNoteId = await issueCreditNote(tx, { mode: context.mode, now }, { id: policyId, insurerId, associationId }, { endorsementId: null, invoiceId: invoice.id }, lines, false);
      return { id: invoice.id, creditNoteId };
    },
  });
  if (answer === null) return { invoice: null, creditNote: null, problems: [...problems] };
  return { invoice: await context.load.invoice.load(answer.id), creditNote: await context.load.creditNote.load(answer.creditNoteId), problems: [] };
};
