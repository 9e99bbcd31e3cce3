import { describe, expect, it } from '@jest/globals';
import type { Role } from '../../../../schema/contracts/identity.ts';
import { takeStep } from '../../../../subgraphs/kit/transitions.ts';
import { COMPLAINT_LIFE, blocksSigning, ordersDone } from '../../../../subgraphs/regulation/domain/complaint-life.ts';
import type { ComplaintAction, ComplaintState } from '../../../../subgraphs/regulation/domain/complaint-life.ts';
import { mayFile } from '../../../../subgraphs/regulation/domain/may-file-complaint.ts';

const step = (state: ComplaintState, action: ComplaintAction, role: Role, reason: string | null = 'because', remedy: string | null = 'score again', ordersDone = true) =>
  takeStep(COMPLAINT_LIFE, state, action, [role], { reason, remedy, ordersDone });

describe('the life of a complaint', () => {
  it.each<[ComplaintState, ComplaintAction, Role, ComplaintState]>([
    ['FILED', 'ADMIT', 'review_body', 'ADMISSIBLE'],
    ['FILED', 'DECLARE_INADMISSIBLE', 'review_body', 'INADMISSIBLE'],
    ['ADMISSIBLE', 'START_REVIEW', 'review_body', 'UNDER_REVIEW'],
    ['UNDER_REVIEW', 'UPHOLD', 'review_body', 'UPHELD'],
    ['UNDER_REVIEW', 'REJECT', 'review_body', 'REJECTED'],
    ['ADMISSIBLE', 'WITHDRAW', 'insurer_officer', 'WITHDRAWN'],
    ['UPHELD', 'MARK_REMEDIED', 'council', 'REMEDIED'],
  ])('goes from %s by %s of %s to %s', (from, action, role, to) => {
    expect(step(from, action, role)).toEqual({ to });
  });

  it.each<[ComplaintState, ComplaintAction, Role]>([
    ['UNDER_REVIEW', 'REJECT', 'council'], ['UNDER_REVIEW', 'UPHOLD', 'regulator'], ['UPHELD', 'MARK_REMEDIED', 'review_body'], ['FILED', 'WITHDRAW', 'council'],
  ])('lets nobody else: %s by %s of %s', (from, action, role) => {
    expect(step(from, action, role)).toEqual({ refusal: { code: 'NOT_YOURS' } });
  });

  it('asks for a reason, and for a remedy where it is upheld', () => {
    expect(step('UNDER_REVIEW', 'REJECT', 'review_body', ' ')).toMatchObject({ refusal: { path: ['input', 'reason'] } });
    expect(step('UNDER_REVIEW', 'UPHOLD', 'review_body', 'because', null)).toMatchObject({ refusal: { path: ['input', 'remedy'] } });
  });

  it('is not remedied before the tender\'s house has answered the order', () => {
    expect(step('UPHELD', 'MARK_REMEDIED', 'council', 'done', null, false)).toMatchObject({ refusal: { code: 'REMEDY_NOT_DONE' } });
    expect(ordersDone({ remedyKind: 'RE_EVALUATION', orderedAt: null })).toBe(false);
    expect(ordersDone({ remedyKind: 'RE_EVALUATION', orderedAt: new Date() })).toBe(true);
    expect(ordersDone({ remedyKind: 'DESCRIBED', orderedAt: null })).toBe(true);
  });

  it('blocks signing from filing to remedy, unless it fails', () => {
    expect(COMPLAINT_LIFE.states.filter(blocksSigning)).toEqual(['FILED', 'ADMISSIBLE', 'UNDER_REVIEW', 'UPHELD']);
  });
});

describe('filing', () => {
  const facts = { grounds: 'wrong score', lotId: 'lot-1', tenderState: 'STANDSTILL', lots: ['lot-1', 'lot-2'], insurer: 'i-1', bidders: ['i-1'] };

  it('is open to a bidder and to an association during standstill', () => {
    expect(mayFile(facts)).toBeNull();
    expect(mayFile({ ...facts, insurer: null, lotId: null })).toBeNull();
  });

  it.each([
    ['before the notice', { tenderState: 'EVALUATION' }, 'NOT_IN_STANDSTILL'],
    ['after signing', { tenderState: 'CONTRACTED' }, 'NOT_IN_STANDSTILL'],
    ['about another tender\'s lot', { lotId: 'lot-9' }, 'NOT_FOUND'],
    ['by an insurer that did not bid', { insurer: 'i-2' }, 'NOT_A_BIDDER'],
    ['without grounds', { grounds: ' ' }, 'INVALID_INPUT'],
  ])('is refused %s', (_what, change, code) => {
    expect(mayFile({ ...facts, ...change })).toMatchObject({ code });
  });
});
