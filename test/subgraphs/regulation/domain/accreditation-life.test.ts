import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Role } from '../../../../schema/contracts/identity.ts';
import { takeStep } from '../../../../subgraphs/kit/transitions.ts';
import { ACCREDITATION_LIFE } from '../../../../subgraphs/regulation/domain/accreditation-life.ts';
import type { AccreditationAction, AccreditationFacts, AccreditationState } from '../../../../subgraphs/regulation/domain/accreditation-life.ts';
import { isInForce, offeredOn, renewableFrom } from '../../../../subgraphs/regulation/domain/accreditation-in-force.ts';
import { termAfter } from '../../../../subgraphs/regulation/domain/accreditation-term.ts';

const FACTS: AccreditationFacts = { reason: 'because', byRegulator: true, failedRules: [], renewableFrom: '2026-01-01', today: '2026-03-01' };
const step = (state: AccreditationState, action: AccreditationAction, actor: Role | 'timer', facts: Partial<AccreditationFacts> = {}) =>
  takeStep(ACCREDITATION_LIFE, state, action, [actor], { ...FACTS, ...facts });

describe('the life of an accreditation', () => {
  it.each<[AccreditationState, AccreditationAction, Role | 'timer', AccreditationState]>([
    ['APPLIED', 'ACCREDIT', 'timer', 'ACCREDITED'],
    ['APPLIED', 'START_REVIEW', 'timer', 'UNDER_REVIEW'],
    ['UNDER_REVIEW', 'REQUEST_INFORMATION', 'regulator', 'INFO_REQUESTED'],
    ['INFO_REQUESTED', 'ANSWER_INFORMATION', 'association_officer', 'UNDER_REVIEW'],
    ['UNDER_REVIEW', 'ACCREDIT', 'regulator', 'ACCREDITED'],
    ['UNDER_REVIEW', 'ACCREDIT_CONDITIONALLY', 'regulator', 'CONDITIONAL'],
    ['UNDER_REVIEW', 'DENY', 'regulator', 'DENIED'],
    ['DENIED', 'APPEAL', 'insurer_officer', 'APPEALING'],
    ['APPEALING', 'ACCREDIT', 'regulator', 'ACCREDITED'],
    ['ACCREDITED', 'ACCREDIT_CONDITIONALLY', 'regulator', 'CONDITIONAL'],
    ['CONDITIONAL', 'ACCREDIT', 'regulator', 'ACCREDITED'],
    ['ACCREDITED', 'SUSPEND', 'timer', 'SUSPENDED'],
    ['SUSPENDED', 'REINSTATE', 'regulator', 'ACCREDITED'],
    ['SUSPENDED', 'REVOKE', 'regulator', 'REVOKED'],
    ['ACCREDITED', 'EXPIRE', 'timer', 'EXPIRED'],
    ['EXPIRED', 'RENEW', 'association_officer', 'ACCREDITED'],
  ])('goes from %s by %s of %s to %s', (from, action, actor, to) => {
    expect(step(from, action, actor)).toEqual({ to });
  });

  it.each<[AccreditationState, AccreditationAction, Role]>([
    ['UNDER_REVIEW', 'ACCREDIT', 'association_officer'], ['UNDER_REVIEW', 'DENY', 'council'], ['ACCREDITED', 'SUSPEND', 'insurer_officer'],
    ['SUSPENDED', 'REINSTATE', 'insurer_officer'], ['DENIED', 'APPEAL', 'regulator'],
  ])('lets nobody else: %s by %s of %s', (from, action, actor) => {
    expect(step(from, action, actor)).toEqual({ refusal: { code: 'NOT_YOURS' } });
  });

  it.each<AccreditationAction>(['ACCREDIT', 'ACCREDIT_CONDITIONALLY', 'DENY', 'REQUEST_INFORMATION'])('asks a person for a reason to %s', (action) => {
    expect(step('UNDER_REVIEW', action, 'regulator', { reason: '  ' })).toMatchObject({ refusal: { code: 'INVALID_INPUT', path: ['input', 'reason'] } });
  });

  it('lets a person weigh a score, and never a licence', () => {
    expect(step('UNDER_REVIEW', 'ACCREDIT', 'regulator', { failedRules: ['A02'] })).toEqual({ to: 'ACCREDITED' });
    expect(step('UNDER_REVIEW', 'ACCREDIT', 'regulator', { failedRules: ['A01', 'A02'] })).toMatchObject({ refusal: { code: 'ACCREDITATION_RULE_FAILED', rule: 'A01' } });
    expect(step('SUSPENDED', 'REINSTATE', 'regulator', { failedRules: ['A12'] })).toMatchObject({ refusal: { code: 'ACCREDITATION_RULE_FAILED', rule: 'A12' } });
  });

  it('renews in time, and by the subject alone only when every rule passes', () => {
    expect(step('ACCREDITED', 'RENEW', 'insurer_officer', { byRegulator: false, renewableFrom: '2026-03-02' })).toMatchObject({ refusal: { code: 'RENEWAL_TOO_EARLY' } });
    expect(step('ACCREDITED', 'RENEW', 'insurer_officer', { byRegulator: false, reason: null })).toEqual({ to: 'ACCREDITED' });
    expect(step('ACCREDITED', 'RENEW', 'association_officer', { byRegulator: false, failedRules: ['A02'] })).toMatchObject({ refusal: { rule: 'A02' } });
    expect(step('ACCREDITED', 'RENEW', 'regulator', { failedRules: ['A02'] })).toEqual({ to: 'ACCREDITED' });
  });

  it('does not come back from revocation', () => {
    for (const { action } of ACCREDITATION_LIFE.transitions) {
      expect(step('REVOKED', action, 'regulator')).toMatchObject({ refusal: { code: 'TRANSITION_NOT_ALLOWED' } });
    }
  });
});

describe('whether an accreditation is in force', () => {
  const term = { validFrom: '2026-01-01', validTo: '2026-12-31' };

  it('only while it is accredited, and on its days', () => {
    fc.assert(fc.property(fc.constantFrom(...ACCREDITATION_LIFE.states), fc.constantFrom('2025-12-31', '2026-01-01', '2026-12-31', '2027-01-01'), (state, on) => {
      const counts = (state === 'ACCREDITED' || state === 'CONDITIONAL') && on.startsWith('2026');
      expect(isInForce({ state, ...term }, on)).toBe(counts);
    }));
  });

  it('offers renewal from sixty days before its end', () => {
    const from = renewableFrom({ state: 'ACCREDITED', ...term }, 60);
    expect(from).toBe('2026-11-01');
    expect(offeredOn(['SUSPEND', 'RENEW'], from, '2026-10-31')).toEqual(['SUSPEND']);
    expect(offeredOn(['SUSPEND', 'RENEW'], from, '2026-11-01')).toEqual(['SUSPEND', 'RENEW']);
    expect(renewableFrom({ state: 'UNDER_REVIEW', validFrom: null, validTo: null }, 60)).toBeNull();
  });
});

describe('the term after a step', () => {
  const decision = { failedRules: [], rulesEvaluated: [], level: 1, validFrom: '2026-03-01', validTo: '2027-02-28' };
  const running = { validFrom: '2025-06-01', validTo: '2026-05-31' };

  it.each<[string, AccreditationAction, { validFrom: string | null; validTo: string | null }, { validFrom: string; validTo: string }]>([
    ['begins with the decision', 'ACCREDIT', { validFrom: null, validTo: null }, { validFrom: '2026-03-01', validTo: '2027-02-28' }],
    ['grows by renewal', 'RENEW', running, { validFrom: '2025-06-01', validTo: '2027-02-28' }],
    ['does not grow by reinstatement', 'REINSTATE', running, running],
    ['begins anew once it has ended', 'RENEW', { validFrom: '2024-01-01', validTo: '2025-01-01' }, { validFrom: '2026-03-01', validTo: '2027-02-28' }],
  ])('%s', (_what, action, before, after) => {
    expect(termAfter(action, before, decision, '2026-03-01')).toEqual(after);
  });

  it('shrinks with the licence', () => {
    expect(termAfter('REINSTATE', running, { ...decision, validTo: '2026-04-30' }, '2026-03-01').validTo).toBe('2026-04-30');
  });
});
