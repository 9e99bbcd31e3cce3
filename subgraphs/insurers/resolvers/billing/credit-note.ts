import { isId } from '../../../kit/identifier.ts';
import { availableActions } from '../../../kit/transitions.ts';
import { ownInsurer } from '../../domain/bid-sight.ts';
import { CREDIT_NOTE_LIFE } from '../../domain/billing/credit-note-life.ts';
import { leftOf } from '../../store/billing/credit-notes.ts';
import { mustExist } from '../must-exist.ts';
import type { CreditNoteResolvers } from '../types.generated.ts';

export const CreditNote: CreditNoteResolvers = {
  __resolveReference: async ({ id, insurerId }, { load }) => {
    const note = isId(id) ? await load.creditNote.load(id) : null;
    return note?.insurerId === insurerId ? note : null;
  },
  policy: async ({ policyId }, _args, { load }) => mustExist(await load.policy.load(policyId), 'policy'),
  invoice: ({ invoiceId }, _args, { load }) => (invoiceId === null ? null : load.invoice.load(invoiceId)),
  total: ({ net, vat }) => net + vat,
  left: leftOf,
  lines: async ({ id }, _args, { load }) => [...(await load.billingLines.load(id))],
  availableActions: ({ insurerId, state }, _args, { principal }) =>
    (ownInsurer(principal) === insurerId && availableActions(CREDIT_NOTE_LIFE, state, principal.roles).includes('REFUND') ? ['REFUND'] : []),
  history: ({ id }, _args, { load }) => load.creditNoteHistory.load(id),
};
