import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { takeStep } from '../../../../subgraphs/kit/transitions.ts';
import { NO_OBJECTION_LIFE } from '../../../../subgraphs/regulation/domain/no-objection-life.ts';
import { SEALING_KEY_LIFE } from '../../../../subgraphs/regulation/domain/sealing-key-life.ts';
import type { ReleaseFacts } from '../../../../subgraphs/regulation/domain/sealing-key-life.ts';

const FACTS: ReleaseFacts = {
  tenderState: 'BIDDING', biddingEndsAt: '2026-03-01T12:00:00.000Z', now: '2026-03-01T12:00:00.000Z', requestedBy: 'a', witnessedBy: 'b',
  opening: { requestedBy: 'a', witnessedBy: 'b' },
};
const release = (facts: Partial<ReleaseFacts>) => takeStep(SEALING_KEY_LIFE, 'SEALED', 'RELEASE', ['service'], { ...FACTS, ...facts });

describe('the release of a sealing key', () => {
  it('is at the deadline, never before', () => {
    const deadline = Date.parse(FACTS.biddingEndsAt);
    fc.assert(fc.property(fc.integer({ min: -1_000_000, max: 1_000_000 }), (ms) => {
      const step = release({ now: new Date(deadline + ms).toISOString() });
      expect('to' in step).toBe(ms >= 0);
    }));
  });

  it.each<[string, Partial<ReleaseFacts>, string]>([
    ['of a tender nobody bids for yet', { tenderState: 'PUBLISHED' }, 'TRANSITION_NOT_ALLOWED'],
    ['of a tender already opened', { tenderState: 'OPENED' }, 'TRANSITION_NOT_ALLOWED'],
    ['to one person', { witnessedBy: 'a' }, 'OPENING_BY_ONE_PERSON'],
    ['to others than the tender names', { opening: { requestedBy: 'c', witnessedBy: 'b' } }, 'OPENING_NOT_AS_RECORDED'],
    ['to another witness than the tender names', { opening: { requestedBy: 'a', witnessedBy: 'c' } }, 'OPENING_NOT_AS_RECORDED'],
  ])('is refused %s', (_what, facts, code) => {
    expect(release(facts)).toMatchObject({ refusal: { code } });
  });

  it('waits for no record the tender has not made yet', () => {
    expect(release({ opening: null })).toEqual({ to: 'RELEASED' });
    expect(release({ opening: { requestedBy: 'a', witnessedBy: null } })).toEqual({ to: 'RELEASED' });
  });
});

describe('the regulator\'s word on a tender', () => {
  const say = (state: 'PENDING' | 'GIVEN' | 'OBJECTED', action: 'GIVE' | 'OBJECT', tenderState: string, reason: string | null = 'because') =>
    takeStep(NO_OBJECTION_LIFE, state, action, ['regulator'], { reason, tenderState });

  it('is given, taken back and given again before publication', () => {
    expect(say('PENDING', 'GIVE', 'DRAFT', null)).toEqual({ to: 'GIVEN' });
    expect(say('GIVEN', 'OBJECT', 'POOLING')).toEqual({ to: 'OBJECTED' });
    expect(say('OBJECTED', 'GIVE', 'POOL_FROZEN')).toEqual({ to: 'GIVEN' });
  });

  it('comes too late afterwards, and not twice', () => {
    expect(say('PENDING', 'GIVE', 'PUBLISHED')).toMatchObject({ refusal: { code: 'TENDER_ALREADY_PUBLISHED' } });
    expect(say('GIVEN', 'GIVE', 'POOLING')).toMatchObject({ refusal: { code: 'TRANSITION_NOT_ALLOWED' } });
    expect(say('PENDING', 'OBJECT', 'POOLING', '')).toMatchObject({ refusal: { code: 'INVALID_INPUT' } });
  });
});
