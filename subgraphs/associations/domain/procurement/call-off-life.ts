import { always, defineLife } from '../../../kit/transitions.ts';

export type CallOffState = 'ORDERED' | 'POLICY_ISSUED' | 'REFUSED';
export type CallOffAction = 'ISSUE' | 'REFUSE';

/** An order waits for its insurer. A refused one may be ordered anew, as a new call-off. */
export const CALL_OFF_LIFE = defineLife<CallOffState, CallOffAction, undefined>({
  name: 'CallOff',
  initial: 'ORDERED',
  states: ['ORDERED', 'POLICY_ISSUED', 'REFUSED'],
  final: ['POLICY_ISSUED', 'REFUSED'],
  transitions: [
    { action: 'ISSUE', from: ['ORDERED'], to: 'POLICY_ISSUED', actors: ['timer'], guard: always },
    { action: 'REFUSE', from: ['ORDERED'], to: 'REFUSED', actors: ['timer'], guard: always },
  ],
});
