import { always, defineLife } from '../../../kit/transitions.ts';
import type { Actor, Transition } from '../../../kit/transitions.ts';
import * as guard from './tender-guards.ts';
import type { TenderFacts } from './tender-guards.ts';

export type TenderState =
  | 'DRAFT' | 'POOLING' | 'POOL_FROZEN' | 'PUBLISHED' | 'BIDDING' | 'OPENED' | 'EVALUATION' | 'AWARD_PROPOSED'
  | 'STANDSTILL' | 'AWARDED' | 'CONTRACTED' | 'ENROLLING' | 'COMPLETE' | 'UNSUCCESSFUL' | 'CANCELLATION_PENDING'
  | 'CANCELLED';

/** What a person may do is in the schema's TenderAction; FAIL_AWARDS and RETURN_TO_EVALUATION are the houses' own. */
export type TenderAction =
  | 'OPEN_POOLING' | 'FREEZE_POOL' | 'PUBLISH' | 'START_BIDDING' | 'AMEND' | 'CLOSE_BIDDING' | 'REQUEST_OPENING'
  | 'WITNESS_OPENING' | 'OPEN' | 'START_EVALUATION' | 'JUDGE_BID' | 'PROPOSE_AWARD' | 'START_STANDSTILL'
  | 'CONFIRM_AWARD' | 'FAIL_AWARDS' | 'SIGN' | 'CONTRACT' | 'CALL_OFF' | 'COMPLETE' | 'CANCEL'
  | 'CONFIRM_CANCELLATION' | 'RETURN_TO_EVALUATION';

type Row = Transition<TenderState, TenderAction, TenderFacts>;

const row = (
  action: TenderAction, from: TenderState | readonly TenderState[], to: TenderState, actors: readonly Actor[],
  guardOf: Row['guard'] = always,
): Row => ({ action, from: typeof from === 'string' ? [from] : from, to, actors, guard: guardOf });

const BEFORE_CONTRACT: readonly TenderState[] = [
  'DRAFT', 'POOLING', 'POOL_FROZEN', 'PUBLISHED', 'BIDDING', 'OPENED', 'EVALUATION', 'AWARD_PROPOSED', 'STANDSTILL',
  'AWARDED',
];

/** From pooled demand to policies. A step of the timer is taken by the house itself when its moment has come. */
export const TENDER_LIFE = defineLife<TenderState, TenderAction, TenderFacts>({
  name: 'Tender',
  initial: 'DRAFT',
  states: [
    ...BEFORE_CONTRACT, 'CONTRACTED', 'ENROLLING', 'COMPLETE', 'UNSUCCESSFUL', 'CANCELLATION_PENDING', 'CANCELLED',
  ],
  final: ['COMPLETE', 'UNSUCCESSFUL', 'CANCELLED'],
  transitions: [
    row('OPEN_POOLING', 'DRAFT', 'POOLING', ['council'], guard.poolingStillAhead),
    row('FREEZE_POOL', 'POOLING', 'POOL_FROZEN', ['council', 'timer'], guard.poolLargeEnough),
    row('PUBLISH', 'POOL_FROZEN', 'PUBLISHED', ['council'], guard.mayBePublished),
    row('START_BIDDING', 'PUBLISHED', 'BIDDING', ['timer'], guard.enquiriesDone),
    row('AMEND', 'PUBLISHED', 'PUBLISHED', ['council'], guard.extendsDeadline),
    row('AMEND', 'BIDDING', 'BIDDING', ['council'], guard.extendsDeadline),
    row('CLOSE_BIDDING', 'BIDDING', 'UNSUCCESSFUL', ['timer'], guard.tooFewSealed),
    row('REQUEST_OPENING', 'BIDDING', 'BIDDING', ['council'], guard.mayAskForOpening),
    row('WITNESS_OPENING', 'BIDDING', 'BIDDING', ['regulator', 'review_body'], guard.independentWitness),
    row('OPEN', 'BIDDING', 'OPENED', ['timer'], guard.openingWitnessed),
    row('START_EVALUATION', 'OPENED', 'EVALUATION', ['council']),
    row('JUDGE_BID', 'EVALUATION', 'EVALUATION', ['council'], guard.judgementReasoned),
    row('PROPOSE_AWARD', 'EVALUATION', 'AWARD_PROPOSED', ['council'], guard.mayBeAwarded),
    row('START_STANDSTILL', 'AWARD_PROPOSED', 'STANDSTILL', ['timer']),
    row('CONFIRM_AWARD', 'STANDSTILL', 'AWARDED', ['timer'], guard.standstillOver),
    // A lot that nobody complained about does not wait for one that was complained about.
    row('CONFIRM_AWARD', 'EVALUATION', 'EVALUATION', ['timer'], guard.standstillOver),
    row('CONFIRM_AWARD', 'AWARDED', 'AWARDED', ['timer'], guard.standstillOver),
    row('FAIL_AWARDS', ['STANDSTILL', 'AWARDED'], 'UNSUCCESSFUL', ['timer'], guard.standstillOver),
    // Ordered by the review body, told by the regulators' house; the council has no hand in it.
    row('RETURN_TO_EVALUATION', ['AWARD_PROPOSED', 'STANDSTILL', 'AWARDED', 'EVALUATION'], 'EVALUATION', ['service'], guard.reEvaluationIsOrdered),
    row('SIGN', 'AWARDED', 'AWARDED', ['council', 'insurer_officer'], guard.notBlocked),
    row('SIGN', 'EVALUATION', 'EVALUATION', ['council', 'insurer_officer'], guard.notBlocked),
    row('SIGN', 'STANDSTILL', 'STANDSTILL', ['council', 'insurer_officer'], guard.notBlocked),
    row('CONTRACT', 'AWARDED', 'CONTRACTED', ['timer']),
    row('CALL_OFF', 'CONTRACTED', 'ENROLLING', ['association_officer']),
    row('CALL_OFF', 'ENROLLING', 'ENROLLING', ['association_officer']),
    row('COMPLETE', ['CONTRACTED', 'ENROLLING'], 'COMPLETE', ['timer'], guard.agreementEnded),
    row('CANCEL', BEFORE_CONTRACT, 'CANCELLATION_PENDING', ['council']),
    row('CONFIRM_CANCELLATION', 'CANCELLATION_PENDING', 'CANCELLED', ['timer'], guard.notBlocked),
  ],
});
