import { always, defineLife } from '../../../kit/transitions.ts';
import type { Refusal } from '../../../kit/refusal.ts';

export type PaymentState = 'INITIATED' | 'AUTHORISED' | 'CONFIRMED' | 'SETTLED' | 'REJECTED' | 'REFUNDED';

/** What the insurer tells of its channel. */
export type PaymentAction = 'AUTHORISE' | 'CONFIRM' | 'SETTLE' | 'REJECT';

export type PaymentStep = PaymentAction | 'REFUND';

export interface PaymentFacts {
  /** Whether it was matched, to an invoice or to a suspense case. */
  readonly isMatched: boolean;
  readonly reason: string | null;
}

const matched = ({ isMatched }: PaymentFacts): Refusal | null =>
  (isMatched ? null : { code: 'TRANSITION_NOT_ALLOWED', values: { action: 'SETTLE', state: 'UNMATCHED' } });

const withReason = ({ reason }: PaymentFacts): Refusal | null =>
  (reason !== null && reason.trim() !== '' ? null : { code: 'INVALID_INPUT', values: { field: 'reason', reason: 'this step needs one' }, path: ['input', 'reason'] });

/** Money that is there is never rejected; it is matched, or given back. */
export const PAYMENT_LIFE = defineLife<PaymentState, PaymentStep, PaymentFacts>({
  name: 'Payment',
  initial: 'INITIATED',
  states: ['INITIATED', 'AUTHORISED', 'CONFIRMED', 'SETTLED', 'REJECTED', 'REFUNDED'],
  final: ['REJECTED', 'REFUNDED'],
  transitions: [
    { action: 'AUTHORISE', from: ['INITIATED'], to: 'AUTHORISED', actors: ['insurer_officer'], guard: always },
    { action: 'CONFIRM', from: ['INITIATED', 'AUTHORISED'], to: 'CONFIRMED', actors: ['insurer_officer'], guard: always },
    { action: 'SETTLE', from: ['CONFIRMED'], to: 'SETTLED', actors: ['insurer_officer'], guard: matched },
    { action: 'REJECT', from: ['INITIATED', 'AUTHORISED'], to: 'REJECTED', actors: ['insurer_officer'], guard: withReason },
    { action: 'REFUND', from: ['CONFIRMED', 'SETTLED'], to: 'REFUNDED', actors: ['timer'], guard: matched },
  ],
});

export const PAYMENT_ACTIONS: readonly PaymentAction[] = ['AUTHORISE', 'CONFIRM', 'SETTLE', 'REJECT'];

/** Job that matches a confirmed payment to its invoice. */
export const MATCH_PAYMENT = 'match-payment';
