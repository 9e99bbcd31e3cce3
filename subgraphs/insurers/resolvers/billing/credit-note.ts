import { availableActions } from '../../../kit/transitions.ts';
import { ownInsurer } from '../../domain/bid-sight.ts';
import { CREDIT_NOTE_LIFE } from '../../domain/billing/credit-note-life.ts';
import { leftOf } from '../../store/billing/credit-notes.ts';
import { mustExist } from '../must-exist.ts';
import { ofInsurer } from '../of-insurer.ts';
import type { CreditNoteResolvers } from '../types.generated.ts';

export const CreditNote: CreditNoteResolvers = {
  __resolveReference: ({ id, insurerId }, { load }) => ofInsurer(load.creditNote, insurerId, id),
  policy: async ({ policyId }, _args, { load }) => mustExist(await load.policy.load(policyId), 'policy'),
  invoice: ({ invoiceId }, _args, { load }) => (invoiceId === null ? null : load.invoice.load(invoiceId)),
  total: ({ net, vat }) => net + vat,
  left: leftOf,
  lines: async ({ id }, _args, { load }) => [...(await load.billingLines.load(id))],
  availableActions: ({ insurerId, state }, _args, { principal }) =>
    (ownInsurer(principal) === insurerId && availableActions(CREDIT_NOTE_LIFE, state, principal.roles).includes('REFUND') ? ['REFUND'] : []),
  history: ({ id }, _args, { load }) => load.creditNoteHistory.load(id),
};
