import { describe, expect, it } from '@jest/globals';
import { AWARD_LIFE } from '../../../../../subgraphs/associations/domain/procurement/award-life.ts';
import { CALL_OFF_LIFE } from '../../../../../subgraphs/associations/domain/procurement/call-off-life.ts';
import { PLAN_LIFE } from '../../../../../subgraphs/associations/domain/procurement/plan-life.ts';
import type { TenderFacts } from '../../../../../subgraphs/associations/domain/procurement/tender-guards.ts';
import type { TenderAction, TenderState } from '../../../../../subgraphs/associations/domain/procurement/tender-life.ts';
import { TENDER_LIFE } from '../../../../../subgraphs/associations/domain/procurement/tender-life.ts';
import type { Actor } from '../../../../../subgraphs/kit/transitions.ts';
import { takeStep } from '../../../../../subgraphs/kit/transitions.ts';

const now = new Date('2030-01-01T12:00:00Z');
const before = new Date(now.getTime() + 1);
const PARTIES = { requestedBy: 'first', requestedByOrganisation: 'council', witness: 'second', witnessOrganisation: 'review' };
const POOL = { associations: 2, lives: 20, minimumAssociations: 2, minimumLives: 20, notAccredited: 0 };

/** Every step with facts on which it may be taken. */
const HOLDS: Record<TenderAction, Omit<TenderFacts, 'now'>> = {
  OPEN_POOLING: { poolingEndsAt: before },
  FREEZE_POOL: { pool: POOL },
  PUBLISH: { biddingEndsAt: before, noObjection: 'GIVEN', sealingKey: true },
  START_BIDDING: { enquiriesEndAt: now, openEnquiries: 0 },
  AMEND: { biddingEndsAt: before, newDeadline: new Date(before.getTime() + 1) },
  CLOSE_BIDDING: { biddingEndsAt: now, sealed: { most: 1, minimum: 2 } },
  REQUEST_OPENING: { biddingEndsAt: now, sealed: { most: 2, minimum: 2 } },
  WITNESS_OPENING: { opening: PARTIES },
  OPEN: { opening: PARTIES },
  START_EVALUATION: {},
  JUDGE_BID: { judgement: { qualified: true, abnormallyLow: false, reason: null } },
  PROPOSE_AWARD: { judged: { open: 0, mostQualified: 2, minimum: 2 } },
  START_STANDSTILL: {},
  CONFIRM_AWARD: { standstillEndsAt: now, signingBlocked: false },
  FAIL_AWARDS: { standstillEndsAt: now, signingBlocked: false },
  SIGN: { signingBlocked: false },
  CONTRACT: {},
  CALL_OFF: {},
  COMPLETE: { agreementEndsAt: now },
  CANCEL: {},
  CONFIRM_CANCELLATION: { signingBlocked: false },
  RETURN_TO_EVALUATION: { reEvaluationOrdered: true },
};

function take(action: TenderAction, facts: Partial<TenderFacts> = {}): string {
  const row = TENDER_LIFE.transitions.find((each) => each.action === action);
  if (row === undefined) throw new Error(`no row for ${action}`);
  const step = takeStep(TENDER_LIFE, row.from[0] as TenderState, action, row.actors.slice(0, 1), { now, ...HOLDS[action], ...facts });
  return 'to' in step ? step.to : step.refusal.code;
}

describe('the life of a tender', () => {
  it('takes every step on facts that hold, to where the table says', () => {
    for (const { action, from, to, actors } of TENDER_LIFE.transitions) {
      for (const state of from) expect(takeStep(TENDER_LIFE, state, action, actors, { now, ...HOLDS[action] })).toEqual({ to });
    }
  });

  it.each<[TenderAction, string, Partial<TenderFacts>]>([
    ['OPEN_POOLING', 'DEADLINE_PASSED', { poolingEndsAt: now }],
    ['FREEZE_POOL', 'POOL_TOO_SMALL', { pool: { ...POOL, lives: 19 } }],
    ['FREEZE_POOL', 'POOL_TOO_SMALL', { pool: { ...POOL, associations: 1 } }],
    ['FREEZE_POOL', 'NOT_ACCREDITED', { pool: { ...POOL, notAccredited: 1 } }],
    ['PUBLISH', 'NO_OBJECTION_MISSING', { noObjection: 'OBJECTED' }],
    ['PUBLISH', 'NO_OBJECTION_MISSING', { sealingKey: false }],
    ['PUBLISH', 'DEADLINE_PASSED', { biddingEndsAt: now }],
    ['START_BIDDING', 'TOO_EARLY', { enquiriesEndAt: before }],
    ['START_BIDDING', 'ENQUIRIES_OPEN', { openEnquiries: 1 }],
    ['AMEND', 'DEADLINE_PASSED', { biddingEndsAt: now }],
    ['AMEND', 'DEADLINE_NOT_EXTENDED', { newDeadline: before }],
    ['CLOSE_BIDDING', 'TOO_EARLY', { biddingEndsAt: before }],
    ['CLOSE_BIDDING', 'BIDS_ENOUGH', { sealed: { most: 2, minimum: 2 } }],
    ['REQUEST_OPENING', 'TOO_EARLY', { biddingEndsAt: before }],
    ['REQUEST_OPENING', 'TOO_FEW_BIDS', { sealed: { most: 1, minimum: 2 } }],
    ['WITNESS_OPENING', 'OPENING_NOT_REQUESTED', { opening: null }],
    ['WITNESS_OPENING', 'WITNESS_NOT_INDEPENDENT', { opening: { ...PARTIES, witness: 'first' } }],
    ['WITNESS_OPENING', 'WITNESS_NOT_INDEPENDENT', { opening: { ...PARTIES, witnessOrganisation: 'council' } }],
    ['WITNESS_OPENING', 'WITNESS_NOT_INDEPENDENT', { opening: { ...PARTIES, witnessOrganisation: null } }],
    ['OPEN', 'OPENING_NOT_REQUESTED', { opening: { ...PARTIES, witness: null } }],
    ['JUDGE_BID', 'REASON_NEEDED', { judgement: { qualified: false, abnormallyLow: false, reason: ' ' } }],
    ['JUDGE_BID', 'REASON_NEEDED', { judgement: { qualified: true, abnormallyLow: true, reason: null } }],
    ['PROPOSE_AWARD', 'BIDS_NOT_JUDGED', { judged: { open: 1, mostQualified: 2, minimum: 2 } }],
    ['PROPOSE_AWARD', 'TOO_FEW_BIDS', { judged: { open: 0, mostQualified: 1, minimum: 2 } }],
    ['CONFIRM_AWARD', 'TOO_EARLY', { standstillEndsAt: before }],
    ['CONFIRM_AWARD', 'TOO_EARLY', { standstillEndsAt: null }],
    ['CONFIRM_AWARD', 'SIGNING_BLOCKED', { signingBlocked: true }],
    ['SIGN', 'SIGNING_BLOCKED', { signingBlocked: true }],
    ['COMPLETE', 'TOO_EARLY', { agreementEndsAt: before }],
    ['CONFIRM_CANCELLATION', 'SIGNING_BLOCKED', { signingBlocked: true }],
    ['RETURN_TO_EVALUATION', 'RE_EVALUATION_NOT_ORDERED', { reEvaluationOrdered: false }],
  ])('%s is refused with %s', (action, code, facts) => {
    expect(take(action)).not.toBe(code);
    expect(take(action, facts)).toBe(code);
  });

  it('never takes a step for want of a fact', () => {
    const guarded = TENDER_LIFE.transitions.filter(({ action }) => Object.keys(HOLDS[action]).length > 0);
    expect(guarded.length).toBeGreaterThan(10);
    for (const { action, from, actors } of guarded) {
      expect(() => takeStep(TENDER_LIFE, from[0] as TenderState, action, actors, { now })).toThrow('without its facts');
    }
  });

  it('returns to evaluation by the review body\'s order alone, which a house tells: never by the council', () => {
    for (const actor of ['council', 'regulator', 'review_body', 'insurer_officer', 'association_officer', 'timer'] as const) {
      expect(takeStep(TENDER_LIFE, 'STANDSTILL', 'RETURN_TO_EVALUATION', [actor], { now, reEvaluationOrdered: true })).toEqual({ refusal: { code: 'NOT_YOURS' } });
    }
    for (const state of ['CONTRACTED', 'COMPLETE', 'CANCELLED'] as const) {
      expect(takeStep(TENDER_LIFE, state, 'RETURN_TO_EVALUATION', ['service'], { now, reEvaluationOrdered: true })).toMatchObject({ refusal: { code: 'TRANSITION_NOT_ALLOWED' } });
    }
  });

  it('can be cancelled from every state before the contract, and from none after', () => {
    const from = TENDER_LIFE.transitions.find(({ action }) => action === 'CANCEL')?.from ?? [];
    const after: TenderState[] = ['CONTRACTED', 'ENROLLING', 'COMPLETE', 'UNSUCCESSFUL', 'CANCELLATION_PENDING', 'CANCELLED'];
    expect(TENDER_LIFE.states.filter((state) => !from.includes(state)).sort()).toEqual(after.sort());
  });
});

describe('the lives beside it', () => {
  const step = (life: typeof PLAN_LIFE, state: 'DRAFT' | 'JOINED' | 'WITHDRAWN' | 'COMPLETE', action: 'JOIN' | 'WITHDRAW' | 'COUNT', actors: readonly Actor[], facts = { consent: true, accredited: true }) =>
    takeStep(life, state, action, actors, facts);

  it('a plan joins with consent and accreditation, and is counted by the house alone', () => {
    expect(step(PLAN_LIFE, 'WITHDRAWN', 'JOIN', ['association_officer'])).toEqual({ to: 'JOINED' });
    expect(step(PLAN_LIFE, 'DRAFT', 'JOIN', ['association_officer'], { consent: false, accredited: true })).toMatchObject({ refusal: { code: 'CONSENT_NEEDED' } });
    expect(step(PLAN_LIFE, 'DRAFT', 'JOIN', ['association_officer'], { consent: true, accredited: false })).toMatchObject({ refusal: { code: 'NOT_ACCREDITED' } });
    expect(step(PLAN_LIFE, 'JOINED', 'COUNT', ['council'])).toEqual({ refusal: { code: 'NOT_YOURS' } });
    expect(step(PLAN_LIFE, 'COMPLETE', 'WITHDRAW', ['association_officer'])).toMatchObject({ refusal: { code: 'TRANSITION_NOT_ALLOWED' } });
  });

  it('an award becomes active for an accredited winner alone', () => {
    expect(takeStep(AWARD_LIFE, 'PENDING', 'ACTIVATE', ['timer'], { accredited: true })).toEqual({ to: 'ACTIVE' });
    expect(takeStep(AWARD_LIFE, 'PENDING', 'ACTIVATE', ['timer'], { accredited: false })).toMatchObject({ refusal: { code: 'NOT_ACCREDITED' } });
  });

  it('a call-off is answered once', () => {
    expect(takeStep(CALL_OFF_LIFE, 'ORDERED', 'ISSUE', ['timer'], undefined)).toEqual({ to: 'POLICY_ISSUED' });
    expect(takeStep(CALL_OFF_LIFE, 'POLICY_ISSUED', 'REFUSE', ['timer'], undefined)).toMatchObject({ refusal: { code: 'TRANSITION_NOT_ALLOWED' } });
  });
});
