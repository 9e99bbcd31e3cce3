import { always, defineLife } from '../../../kit/transitions.ts';
import type { Guard } from '../../../kit/transitions.ts';

export type AwardState = 'PENDING' | 'ACTIVE' | 'CANCELLED' | 'UNSUCCESSFUL';
export type AwardAction = 'ACTIVATE' | 'FAIL' | 'CANCEL';

export interface AwardFacts {
  /** The regulator's word on the winner, asked when the standstill is over. */
  readonly accredited: boolean;
}

const accredited: Guard<AwardFacts> = (facts) =>
  (facts.accredited ? null : { code: 'NOT_ACCREDITED', values: { subject: 'insurer' } });

/** An award follows its tender; a winner that lost its accreditation meanwhile cannot be awarded. */
export const AWARD_LIFE = defineLife<AwardState, AwardAction, AwardFacts>({
  name: 'Award',
  initial: 'PENDING',
  states: ['PENDING', 'ACTIVE', 'CANCELLED', 'UNSUCCESSFUL'],
  final: ['CANCELLED', 'UNSUCCESSFUL'],
  transitions: [
    { action: 'ACTIVATE', from: ['PENDING'], to: 'ACTIVE', actors: ['timer'], guard: accredited },
    { action: 'FAIL', from: ['PENDING'], to: 'UNSUCCESSFUL', actors: ['timer'], guard: always },
    { action: 'CANCEL', from: ['PENDING', 'ACTIVE'], to: 'CANCELLED', actors: ['timer'], guard: always },
  ],
});
