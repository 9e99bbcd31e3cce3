import { describe, expect, it } from '@jest/globals';
import { availableActions, takeStep } from '../../../../subgraphs/kit/transitions.ts';
import { POLICY_LIFE, takesEnrollment } from '../../../../subgraphs/insurers/domain/policy-life.ts';
import type { PolicyState } from '../../../../subgraphs/insurers/domain/policy-life.ts';

const facts = { today: '2026-06-01', inceptionDate: '2026-06-01', expiryDate: '2027-05-31', reason: null };

describe('the life of a policy', () => {
  it.each<[PolicyState, string[]]>([
    ['ISSUED', ['TERMINATE']], ['ACTIVE', ['SUSPEND', 'TERMINATE']], ['SUSPENDED', ['RESUME', 'TERMINATE']], ['EXPIRED', []], ['TERMINATED', []],
  ])('in %s offers its insurer %j, and nobody else anything', (state, actions) => {
    expect(availableActions(POLICY_LIFE, state, ['insurer_officer'])).toEqual(actions);
    expect(availableActions(POLICY_LIFE, state, ['council', 'regulator', 'association_officer', 'service'])).toEqual([]);
  });

  it('begins on its first day and ends after its last', () => {
    expect(takeStep(POLICY_LIFE, 'ISSUED', 'ACTIVATE', ['timer'], facts)).toEqual({ to: 'ACTIVE' });
    expect(takeStep(POLICY_LIFE, 'ISSUED', 'ACTIVATE', ['timer'], { ...facts, today: '2026-05-31' })).toHaveProperty('refusal');
    expect(takeStep(POLICY_LIFE, 'ACTIVE', 'EXPIRE', ['timer'], { ...facts, today: '2027-05-31' })).toHaveProperty('refusal');
    expect(takeStep(POLICY_LIFE, 'SUSPENDED', 'EXPIRE', ['timer'], { ...facts, today: '2027-06-01' })).toEqual({ to: 'EXPIRED' });
  });

  it('is suspended and ended with a reason alone', () => {
    for (const reason of [null, '  ']) {
      expect(takeStep(POLICY_LIFE, 'ACTIVE', 'TERMINATE', ['insurer_officer'], { ...facts, reason })).toHaveProperty('refusal.code', 'INVALID_INPUT');
    }
    expect(takeStep(POLICY_LIFE, 'ACTIVE', 'SUSPEND', ['insurer_officer'], { ...facts, reason: 'unpaid' })).toEqual({ to: 'SUSPENDED' });
  });

  it('takes enrollment before and in its term, not while suspended or over', () => {
    expect((['ISSUED', 'ACTIVE', 'SUSPENDED', 'EXPIRED', 'TERMINATED'] as const).filter(takesEnrollment)).toEqual(['ISSUED', 'ACTIVE']);
  });
});
