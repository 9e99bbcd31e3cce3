import { always, defineLife } from '../../../kit/transitions.ts';

export type SuspenseReason = 'UNKNOWN_REFERENCE' | 'INVOICE_CLOSED' | 'OVERPAID';

export type SuspenseCaseState = 'OPEN' | 'MATCHED' | 'REFUNDED';

export type SuspenseCaseAction = 'MATCH' | 'REFUND';

/** A match that leaves something leaves the case open. */
export type SuspenseCaseStep = SuspenseCaseAction | 'MATCH_PART';

export const SUSPENSE_CASE_LIFE = defineLife<SuspenseCaseState, SuspenseCaseStep, null>({
  name: 'SuspenseCase',
  initial: 'OPEN',
  states: ['OPEN', 'MATCHED', 'REFUNDED'],
  final: ['MATCHED', 'REFUNDED'],
  transitions: [
    { action: 'MATCH_PART', from: ['OPEN'], to: 'OPEN', actors: ['insurer_officer'], guard: always },
    { action: 'MATCH', from: ['OPEN'], to: 'MATCHED', actors: ['insurer_officer'], guard: always },
    { action: 'REFUND', from: ['OPEN'], to: 'REFUNDED', actors: ['insurer_officer'], guard: always },
  ],
});

export const SUSPENSE_CASE_ACTIONS: readonly SuspenseCaseAction[] = ['MATCH', 'REFUND'];
