import { always, defineLife } from '../../kit/transitions.ts';
import type { Refusal } from '../../kit/refusal.ts';

export type PolicyState = 'ISSUED' | 'ACTIVE' | 'SUSPENDED' | 'EXPIRED' | 'TERMINATED';

/** What the insurer may do. */
export type PolicyAction = 'SUSPEND' | 'RESUME' | 'TERMINATE';

export type PolicyStep = PolicyAction | 'ACTIVATE' | 'EXPIRE';

export interface PolicyFacts {
  /** 'YYYY-MM-DD' in Riyadh. */
  readonly today: string;
  readonly inceptionDate: string;
  readonly expiryDate: string;
  readonly reason: string | null;
}

const withReason = ({ reason }: PolicyFacts): Refusal | null =>
  (reason !== null && reason.trim() !== '' ? null : { code: 'INVALID_INPUT', values: { field: 'reason', reason: 'this step needs one' }, path: ['input', 'reason'] });

const begun = ({ today, inceptionDate }: PolicyFacts): Refusal | null =>
  (today >= inceptionDate ? null : { code: 'TRANSITION_NOT_ALLOWED', values: { action: 'ACTIVATE', state: 'ISSUED' } });

const over = ({ today, expiryDate }: PolicyFacts): Refusal | null =>
  (today > expiryDate ? null : { code: 'TRANSITION_NOT_ALLOWED', values: { action: 'EXPIRE', state: 'ACTIVE' } });

/** Time suspends a policy whose premium was not paid, and its payment resumes it. */
export const POLICY_LIFE = defineLife<PolicyState, PolicyStep, PolicyFacts>({
  name: 'Policy',
  initial: 'ISSUED',
  states: ['ISSUED', 'ACTIVE', 'SUSPENDED', 'EXPIRED', 'TERMINATED'],
  final: ['EXPIRED', 'TERMINATED'],
  transitions: [
    { action: 'ACTIVATE', from: ['ISSUED'], to: 'ACTIVE', actors: ['timer'], guard: begun },
    { action: 'SUSPEND', from: ['ACTIVE'], to: 'SUSPENDED', actors: ['insurer_officer', 'timer'], guard: withReason },
    { action: 'RESUME', from: ['SUSPENDED'], to: 'ACTIVE', actors: ['insurer_officer', 'timer'], guard: always },
    { action: 'TERMINATE', from: ['ISSUED', 'ACTIVE', 'SUSPENDED'], to: 'TERMINATED', actors: ['insurer_officer'], guard: withReason },
    { action: 'EXPIRE', from: ['ISSUED', 'ACTIVE', 'SUSPENDED'], to: 'EXPIRED', actors: ['timer'], guard: over },
  ],
});

/** Jobs that take the timer's steps. */
export const ACTIVATE_POLICY = 'activate-policy';
export const EXPIRE_POLICY = 'expire-policy';

export const POLICY_ACTIONS: readonly PolicyAction[] = ['SUSPEND', 'RESUME', 'TERMINATE'];

/** Nothing is due any more for the rest of the term. */
export function isOver(state: PolicyState): boolean {
  return state === 'EXPIRED' || state === 'TERMINATED';
}

/** Lives may be enrolled before and during the term, not while the policy is suspended or after it has ended. */
export function takesEnrollment(state: PolicyState): boolean {
  return state === 'ISSUED' || state === 'ACTIVE';
}
