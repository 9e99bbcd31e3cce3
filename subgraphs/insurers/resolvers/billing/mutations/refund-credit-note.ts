import { runCommand } from '../../../../kit/command.ts';
import { isId, newId } from '../../../../kit/identifier.ts';
import { Refused, notFound } from '../../../../kit/refusal.ts';
import { takeStep } from '../../../../kit/transitions.ts';
import { CREDIT_NOTE_LIFE } from '../../../domain/billing/credit-note-life.ts';
import { leftOf, lockCreditNote, moveCreditNote } from '../../../store/billing/credit-notes.ts';
import { insertRefund } from '../../../store/billing/refunds.ts';
import type { MutationResolvers } from '../../types.generated.ts';
import { mustOwnInsurer } from '../../who-may.ts';
import { askVerifiedAccount } from './verified-account.ts';

/** Pays out what no invoice took up. */
export const refundCreditNote: NonNullable<MutationResolvers['refundCreditNote']> = async (_parent, { input }, context) => {
  const { answer, problems } = await runCommand(context, 'refundCreditNote', input, {
    gather: async () => {
      mustOwnInsurer(context.principal, input.insurerId);
      const note = isId(input.creditNoteId) ? await context.load.creditNote.load(input.creditNoteId) : null;
      if (note === null || note.insurerId !== input.insurerId) throw notFound('creditNote', 'creditNoteId');
      return askVerifiedAccount(context, note.associationId);
    },
    decide: async (tx, account) => {
      const note = await lockCreditNote(tx.manager, input.creditNoteId);
      if (note === null) throw notFound('creditNote', 'creditNoteId');
      const step = takeStep(CREDIT_NOTE_LIFE, note.state, 'REFUND', context.principal.roles, null);
      if ('refusal' in step) throw new Refused(step.refusal);
      const amount = leftOf(note);
      await moveCreditNote(tx.manager, note, step.to, { refunded: amount });
      await insertRefund(tx.manager, { id: newId(), insurerId: note.insurerId, associationId: note.associationId, of: { creditNoteId: note.id }, amount, account: account.ibanMasked, at: context.now() });
      tx.audit({ entity: 'CreditNote', entityId: note.id, action: 'REFUND', from: note.state, to: step.to, facts: [account.fact] });
      return { id: note.id };
    },
  });
  context.load.creditNote.clear(input.creditNoteId);
  return { creditNote: answer === null ? null : await context.load.creditNote.load(answer.id), problems: [...problems] };
};
