import { describe, expect, it } from '@jest/globals';
import { availableActions, takeStep } from '../../../../subgraphs/kit/transitions.ts';
import { PRE_AUTHORIZATION_LIFE, deadlineOf, decides } from '../../../../subgraphs/insurers/domain/network/pre-authorization-life.ts';
import type { PreAuthorizationStatus, PreAuthorizationStep } from '../../../../subgraphs/insurers/domain/network/pre-authorization-life.ts';

const submitted = new Date('2026-03-01T09:00:00.000Z');
const deadline = deadlineOf(submitted).getTime();

describe('the life of a pre-authorisation', () => {
  it('has an hour for the answer', () => {
    expect(new Date(deadline).toISOString()).toBe('2026-03-01T10:00:00.000Z');
  });

  it.each<[PreAuthorizationStatus, string[]]>([
    ['SUBMITTED', ['ADVANCE', 'AUTO_APPROVE', 'PEND', 'APPROVE', 'APPROVE_IN_PART', 'REJECT', 'WAIVE', 'CANCEL']],
    ['PENDED', ['APPROVE', 'APPROVE_IN_PART', 'REJECT', 'WAIVE', 'CANCEL']],
    ['APPROVED', ['USE', 'EXPIRE', 'CANCEL']], ['DEEMED_APPROVED', ['USE', 'EXPIRE', 'CANCEL']], ['ADVANCED', ['USE', 'EXPIRE', 'CANCEL']],
    ['REJECTED', []], ['NOT_REQUIRED', []], ['USED', []], ['EXPIRED', []], ['CANCELLED', []],
  ])('in %s lets its insurer do %j, and nobody who is neither insurer nor house anything', (state, actions) => {
    expect(availableActions(PRE_AUTHORIZATION_LIFE, state, ['insurer_officer'])).toEqual(actions);
    expect(availableActions(PRE_AUTHORIZATION_LIFE, state, ['member', 'association_officer', 'council', 'regulator', 'review_body'])).toEqual([]);
  });

  it.each<[PreAuthorizationStep]>([['AUTO_APPROVE'], ['PEND'], ['APPROVE'], ['APPROVE_IN_PART'], ['REJECT'], ['WAIVE']])('%s comes in time or not at all', (action) => {
    expect(takeStep(PRE_AUTHORIZATION_LIFE, 'SUBMITTED', action, ['insurer_officer'], { now: deadline, deadline })).toHaveProperty('to');
    expect(takeStep(PRE_AUTHORIZATION_LIFE, 'SUBMITTED', action, ['insurer_officer'], { now: deadline + 1, deadline })).toHaveProperty('refusal', { code: 'PRE_AUTHORIZATION_DEEMED', values: { minutes: 60 }, rule: 'S01' });
  });

  it('is approved by silence after the deadline, not at it, and by the timer alone', () => {
    expect(takeStep(PRE_AUTHORIZATION_LIFE, 'PENDED', 'DEEM', ['timer'], { now: deadline + 1, deadline })).toEqual({ to: 'DEEMED_APPROVED' });
    expect(takeStep(PRE_AUTHORIZATION_LIFE, 'PENDED', 'DEEM', ['timer'], { now: deadline, deadline })).toHaveProperty('refusal');
    expect(takeStep(PRE_AUTHORIZATION_LIFE, 'PENDED', 'DEEM', ['insurer_officer', 'regulator'], { now: deadline + 1, deadline })).toEqual({ refusal: { code: 'NOT_YOURS' } });
  });

  it('has its clock stopped by decisions alone', () => {
    expect(PRE_AUTHORIZATION_LIFE.transitions.map(({ action }) => action).filter((action) => !decides(action))).toEqual(['PEND', 'USE', 'EXPIRE', 'CANCEL']);
  });
});
