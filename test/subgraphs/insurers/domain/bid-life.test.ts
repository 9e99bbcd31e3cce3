import { describe, expect, it } from '@jest/globals';
import { availableActions, takeStep } from '../../../../subgraphs/kit/transitions.ts';
import { BID_LIFE, STEP_OF_JUDGEMENT } from '../../../../subgraphs/insurers/domain/bid-life.ts';
import type { BidState, BidStep } from '../../../../subgraphs/insurers/domain/bid-life.ts';
import { outsideBidding } from '../../../../subgraphs/insurers/domain/bidding-window.ts';

const open = { tenderState: 'BIDDING', endsAt: new Date('2026-03-10T09:00:00Z'), now: new Date('2026-03-10T08:59:59.999Z') };
const late = { ...open, now: open.endsAt };

describe('the bidding window', () => {
  it('closes at the deadline, to the millisecond, whatever the tender\'s state', () => {
    expect(outsideBidding(open)).toBeNull();
    expect(outsideBidding(late)).toEqual({ code: 'BID_TOO_LATE' });
    expect(outsideBidding({ ...late, tenderState: 'CANCELLED' })).toEqual({ code: 'BID_TOO_LATE' });
    expect(outsideBidding({ ...open, tenderState: 'PUBLISHED' })).toEqual({ code: 'TENDER_NOT_BIDDING', values: { state: 'PUBLISHED' } });
  });
});

describe('the life of a bid', () => {
  it.each<[BidState, BidStep[]]>([
    ['SEALED', ['REPLACE', 'WITHDRAW']], ['INVALIDATED', ['REPLACE', 'WITHDRAW']], ['REVEALED', []], ['WITHDRAWN', []], ['VALID', []], ['WINNING', []], ['INVALID', []],
  ])('in %s offers the insurer %j', (state, actions) => {
    expect(availableActions(BID_LIFE, state, ['insurer_officer'])).toEqual(actions);
  });

  it('lets nobody but the associations house open, void and judge', () => {
    for (const role of ['insurer_officer', 'council', 'regulator', 'review_body'] as const) {
      for (const action of ['INVALIDATE', 'REVEAL', 'FIND_INVALID'] as const) {
        expect(takeStep(BID_LIFE, 'SEALED', action, [role], { window: open, reasons: [] })).toEqual({ refusal: { code: 'NOT_YOURS' } });
      }
    }
  });

  it('lets nothing sealed be withdrawn after the deadline, nothing opened at all', () => {
    expect(takeStep(BID_LIFE, 'SEALED', 'WITHDRAW', ['insurer_officer'], { window: late, reasons: [] })).toEqual({ refusal: { code: 'BID_TOO_LATE' } });
    expect(takeStep(BID_LIFE, 'REVEALED', 'WITHDRAW', ['insurer_officer'], { window: open, reasons: [] })).toEqual({ refusal: { code: 'TRANSITION_NOT_ALLOWED', values: { action: 'WITHDRAW', state: 'REVEALED' } } });
  });

  it('finds a bid invalid only with reasons, and opens one only without', () => {
    const reasons = [{ code: 'BID_UNREADABLE' as const }];
    expect(takeStep(BID_LIFE, 'SEALED', 'REVEAL', ['service'], { window: null, reasons })).toEqual({ refusal: reasons[0] });
    expect(takeStep(BID_LIFE, 'SEALED', 'FIND_INVALID', ['service'], { window: null, reasons })).toEqual({ to: 'INVALID' });
    expect(takeStep(BID_LIFE, 'SEALED', 'FIND_INVALID', ['service'], { window: null, reasons: [] })).toHaveProperty('refusal.code', 'INVALID_INPUT');
  });

  it('can be judged anew, also when it was disqualified', () => {
    const judged = (state: BidState, to: BidState) => takeStep(BID_LIFE, state, STEP_OF_JUDGEMENT[to] ?? 'WITHDRAW', ['service'], { window: null, reasons: [{ code: 'BID_BELOW_MINIMUM' }] });
    expect([judged('REVEALED', 'VALID'), judged('VALID', 'WINNING'), judged('WINNING', 'LOST'), judged('LOST', 'VALID'), judged('WINNING', 'DISQUALIFIED')]).toEqual([
      { to: 'VALID' }, { to: 'WINNING' }, { to: 'LOST' }, { to: 'VALID' }, { to: 'DISQUALIFIED' },
    ]);
    expect(judged('DISQUALIFIED', 'VALID')).toEqual({ to: 'VALID' });
    expect(judged('DISQUALIFIED', 'WINNING')).toHaveProperty('refusal.code', 'TRANSITION_NOT_ALLOWED');
    expect(judged('INVALID', 'VALID')).toHaveProperty('refusal.code', 'TRANSITION_NOT_ALLOWED');
  });
});
