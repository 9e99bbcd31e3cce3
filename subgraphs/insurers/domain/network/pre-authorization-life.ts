import type { Refusal } from '../../../kit/refusal.ts';
import { always, defineLife } from '../../../kit/transitions.ts';

export type PreAuthorizationStatus =
  | 'SUBMITTED' | 'AUTO_APPROVED' | 'PENDED' | 'APPROVED' | 'PARTIAL' | 'REJECTED' | 'NOT_REQUIRED' | 'DEEMED_APPROVED' | 'ADVANCED'
  | 'USED' | 'EXPIRED' | 'CANCELLED';

/** What the insurer may do. */
export type PreAuthorizationAction = 'AUTO_APPROVE' | 'PEND' | 'APPROVE' | 'APPROVE_IN_PART' | 'REJECT' | 'WAIVE' | 'USE' | 'EXPIRE' | 'CANCEL';

export type PreAuthorizationStep = PreAuthorizationAction | 'DEEM' | 'ADVANCE';

/** Both as milliseconds since 1970. */
export interface PreAuthorizationFacts {
  readonly now: number;
  readonly deadline: number;
}

/** Minutes until silence approves (rule S01). */
export const ANSWER_MINUTES = 60;

/** When silence approves what was received at this instant. */
export function deadlineOf(submittedAt: Date): Date {
  return new Date(submittedAt.getTime() + ANSWER_MINUTES * 60_000);
}

const inTime = ({ now, deadline }: PreAuthorizationFacts): Refusal | null =>
  (now <= deadline ? null : { code: 'PRE_AUTHORIZATION_DEEMED', values: { minutes: ANSWER_MINUTES }, rule: 'S01' });

const silent = ({ now, deadline }: PreAuthorizationFacts): Refusal | null =>
  (now > deadline ? null : { code: 'TRANSITION_NOT_ALLOWED', values: { action: 'DEEM', state: 'PENDED' } });

const OPEN = ['SUBMITTED', 'PENDED'] as const;
const GRANTED = ['AUTO_APPROVED', 'APPROVED', 'PARTIAL', 'DEEMED_APPROVED', 'ADVANCED'] as const;
const INSURER = ['insurer_officer', 'service'] as const;

/** A decision that comes after the deadline comes too late, also where the timer has not struck yet: silence has decided. */
export const PRE_AUTHORIZATION_LIFE = defineLife<PreAuthorizationStatus, PreAuthorizationStep, PreAuthorizationFacts>({
  name: 'PreAuthorization',
  initial: 'SUBMITTED',
  states: [...OPEN, ...GRANTED, 'REJECTED', 'NOT_REQUIRED', 'USED', 'EXPIRED', 'CANCELLED'],
  final: ['REJECTED', 'NOT_REQUIRED', 'USED', 'EXPIRED', 'CANCELLED'],
  transitions: [
    { action: 'ADVANCE', from: ['SUBMITTED'], to: 'ADVANCED', actors: INSURER, guard: always },
    { action: 'AUTO_APPROVE', from: ['SUBMITTED'], to: 'AUTO_APPROVED', actors: INSURER, guard: inTime },
    { action: 'PEND', from: ['SUBMITTED'], to: 'PENDED', actors: INSURER, guard: inTime },
    { action: 'APPROVE', from: OPEN, to: 'APPROVED', actors: INSURER, guard: inTime },
    { action: 'APPROVE_IN_PART', from: OPEN, to: 'PARTIAL', actors: INSURER, guard: inTime },
    { action: 'REJECT', from: OPEN, to: 'REJECTED', actors: INSURER, guard: inTime },
    { action: 'WAIVE', from: OPEN, to: 'NOT_REQUIRED', actors: INSURER, guard: inTime },
    { action: 'DEEM', from: OPEN, to: 'DEEMED_APPROVED', actors: ['timer'], guard: silent },
    { action: 'USE', from: GRANTED, to: 'USED', actors: INSURER, guard: always },
    { action: 'EXPIRE', from: GRANTED, to: 'EXPIRED', actors: INSURER, guard: always },
    { action: 'CANCEL', from: [...OPEN, ...GRANTED], to: 'CANCELLED', actors: INSURER, guard: always },
  ],
});

export const PRE_AUTHORIZATION_ACTIONS: readonly PreAuthorizationAction[] =
  ['AUTO_APPROVE', 'PEND', 'APPROVE', 'APPROVE_IN_PART', 'REJECT', 'WAIVE', 'USE', 'EXPIRE', 'CANCEL'];

const DECISIONS: readonly PreAuthorizationStep[] = ['ADVANCE', 'AUTO_APPROVE', 'APPROVE', 'APPROVE_IN_PART', 'REJECT', 'WAIVE', 'DEEM'];

/** True for the steps that stop the clock. */
export function decides(step: PreAuthorizationStep): boolean {
  return DECISIONS.includes(step);
}

/** Job that takes the timer's step. */
export const DEEM_PRE_AUTHORIZATION = 'deem-pre-authorization';
