import { always, defineLife } from '../../../kit/transitions.ts';

export type CreditNoteState = 'OPEN' | 'SETTLED';

export type CreditNoteAction = 'REFUND';

/** It is taken off invoices as soon as it is issued; what is left is paid out. */
export type CreditNoteStep = CreditNoteAction | 'APPLY_PART' | 'APPLY';

export const CREDIT_NOTE_LIFE = defineLife<CreditNoteState, CreditNoteStep, null>({
  name: 'CreditNote',
  initial: 'OPEN',
  states: ['OPEN', 'SETTLED'],
  final: ['SETTLED'],
  transitions: [
    { action: 'APPLY_PART', from: ['OPEN'], to: 'OPEN', actors: ['timer'], guard: always },
    { action: 'APPLY', from: ['OPEN'], to: 'SETTLED', actors: ['timer'], guard: always },
    { action: 'REFUND', from: ['OPEN'], to: 'SETTLED', actors: ['insurer_officer'], guard: always },
  ],
});
