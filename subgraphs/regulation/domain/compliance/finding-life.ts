import { always, defineLife } from '../../../kit/transitions.ts';
import type { Guard } from '../../../kit/transitions.ts';
import { textNeeded } from '../text-needed.ts';

export type FindingState = 'OPEN' | 'ANSWERED' | 'CLOSED';
export type FindingAction = 'ANSWER' | 'RESTATE' | 'WORSEN' | 'CLOSE' | 'REOPEN';

export interface FindingStep {
  /** What the owner writes; null for what facts do. */
  readonly answer: string | null;
}

const needsAnswer: Guard<FindingStep> = ({ answer }) => textNeeded('answer', answer);

/**
 * Facts open, restate, worsen, close and reopen a finding; people only answer it. No row leads a person to CLOSED, so
 * nobody can talk a breach away, and an answer does not outlive a turn for the worse.
 */
export const FINDING_LIFE = defineLife<FindingState, FindingAction, FindingStep>({
  name: 'finding',
  initial: 'OPEN',
  states: ['OPEN', 'ANSWERED', 'CLOSED'],
  final: [],
  transitions: [
    { action: 'ANSWER', from: ['OPEN', 'ANSWERED'], to: 'ANSWERED', actors: ['association_officer', 'insurer_officer', 'council'], guard: needsAnswer },
    { action: 'RESTATE', from: ['OPEN'], to: 'OPEN', actors: ['timer'], guard: always },
    { action: 'RESTATE', from: ['ANSWERED'], to: 'ANSWERED', actors: ['timer'], guard: always },
    { action: 'WORSEN', from: ['OPEN', 'ANSWERED'], to: 'OPEN', actors: ['timer'], guard: always },
    { action: 'CLOSE', from: ['OPEN', 'ANSWERED'], to: 'CLOSED', actors: ['timer'], guard: always },
    { action: 'REOPEN', from: ['CLOSED'], to: 'OPEN', actors: ['timer'], guard: always },
  ],
});
