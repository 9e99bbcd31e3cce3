import { describe, expect, it } from '@jest/globals';
import { REGISTRATION_LIFE } from '../../../../gateway/registry/domain/registration-life.ts';
import type { PausedBy, RegistrationAction, RegistrationFacts, RegistrationState } from '../../../../gateway/registry/domain/registration-life.ts';
import { VERSION_LIFE } from '../../../../gateway/registry/domain/version-life.ts';
import type { VersionAction, VersionState } from '../../../../gateway/registry/domain/version-life.ts';
import { availableActions, takeStep } from '../../../../subgraphs/kit/transitions.ts';
import type { Actor, Step } from '../../../../subgraphs/kit/transitions.ts';

const FACTS: RegistrationFacts = { reason: 'why', byRegulator: false, pausedBy: null, isMoving: false, accredited: true };

const outcome = <State extends string>(step: Step<State>): string => ('to' in step ? step.to : step.refusal.code);

const step = (state: RegistrationState, action: RegistrationAction, actor: Actor, facts: Partial<RegistrationFacts> = {}): string =>
  outcome(takeStep(REGISTRATION_LIFE, state, action, [actor], { ...FACTS, byRegulator: actor === 'regulator', ...facts }));

describe('the life of a registration', () => {
  it.each<[RegistrationState, RegistrationAction, Actor, string]>([
    ['REGISTERED', 'PROVE', 'insurer_officer', 'PROVED'],
    ['REGISTERED', 'PROVE', 'regulator', 'NOT_YOURS'],
    ['REGISTERED', 'SUBMIT', 'insurer_officer', 'TRANSITION_NOT_ALLOWED'],
    ['REGISTERED', 'ACTIVATE', 'insurer_officer', 'TRANSITION_NOT_ALLOWED'],
    ['ACTIVE', 'PROVE', 'insurer_officer', 'ADDRESS_PROVED_ALREADY'],
    ['ACTIVE', 'MOVE', 'insurer_officer', 'ACTIVE'],
    ['ACTIVE', 'MOVE', 'regulator', 'NOT_YOURS'],
    ['REGISTERED', 'MOVE', 'insurer_officer', 'TRANSITION_NOT_ALLOWED'],
    ['SUSPENDED', 'MOVE', 'insurer_officer', 'TRANSITION_NOT_ALLOWED'],
    ['PROVED', 'SUBMIT', 'insurer_officer', 'PROVED'],
    ['ACTIVE', 'SUBMIT', 'insurer_officer', 'ACTIVE'],
    ['PAUSED', 'SUBMIT', 'insurer_officer', 'PAUSED'],
    ['SUSPENDED', 'SUBMIT', 'insurer_officer', 'TRANSITION_NOT_ALLOWED'],
    ['PROVED', 'ACTIVATE', 'insurer_officer', 'ACTIVE'],
    ['ACTIVE', 'ACTIVATE', 'insurer_officer', 'ACTIVE'],
    ['PAUSED', 'ACTIVATE', 'insurer_officer', 'PAUSED'],
    ['SUSPENDED', 'ACTIVATE', 'insurer_officer', 'TRANSITION_NOT_ALLOWED'],
    ['PROVED', 'ACTIVATE', 'regulator', 'NOT_YOURS'],
    ['ACTIVE', 'PAUSE', 'regulator', 'PAUSED'],
    ['PROVED', 'PAUSE', 'insurer_officer', 'TRANSITION_NOT_ALLOWED'],
    ['ACTIVE', 'SUSPEND', 'service', 'SUSPENDED'],
    ['PAUSED', 'SUSPEND', 'service', 'SUSPENDED'],
    ['PROVED', 'SUSPEND', 'service', 'TRANSITION_NOT_ALLOWED'],
    ['ACTIVE', 'SUSPEND', 'regulator', 'NOT_YOURS'],
    ['SUSPENDED', 'REINSTATE', 'service', 'PAUSED'],
    ['SUSPENDED', 'RESUME', 'insurer_officer', 'TRANSITION_NOT_ALLOWED'],
    ['SUSPENDED', 'REINSTATE', 'insurer_officer', 'NOT_YOURS'],
    ['PROVED', 'REVOKE', 'service', 'WITHDRAWN'],
    ['ACTIVE', 'REVOKE', 'regulator', 'NOT_YOURS'],
    ['ACTIVE', 'WITHDRAW', 'service', 'NOT_YOURS'],
    ['WITHDRAWN', 'RESUME', 'insurer_officer', 'TRANSITION_NOT_ALLOWED'],
    ['WITHDRAWN', 'REINSTATE', 'service', 'TRANSITION_NOT_ALLOWED'],
  ])('from %s by %s of %s: %s', (state, action, actor, expected) => {
    expect(step(state, action, actor)).toBe(expected);
  });

  it.each(['PROVED', 'ACTIVE', 'PAUSED'] as const)('stays %s while its address moves', (state) => {
    expect([step(state, 'MOVE', 'insurer_officer'), step(state, 'PROVE', 'insurer_officer', { isMoving: true })]).toEqual([state, state]);
  });

  it.each(['REGISTERED', 'PROVED', 'ACTIVE', 'PAUSED', 'SUSPENDED'] as const)('ends from %s when its officer or the regulator says why', (state) => {
    for (const actor of ['insurer_officer', 'regulator'] as const) {
      expect(step(state, 'WITHDRAW', actor)).toBe('WITHDRAWN');
      for (const reason of [null, '', ' ', 'x'.repeat(2_001)]) expect(step(state, 'WITHDRAW', actor, { reason })).toBe('INVALID_INPUT');
    }
  });

  it.each<[PausedBy | null, Actor, string]>([
    ['insurer', 'insurer_officer', 'ACTIVE'], [null, 'insurer_officer', 'ACTIVE'], ['regulator', 'insurer_officer', 'PAUSED_BY_REGULATOR'],
    ['insurer', 'regulator', 'NOT_YOURS'], [null, 'regulator', 'NOT_YOURS'], ['regulator', 'regulator', 'ACTIVE'],
  ])('paused by %s is resumed by %s: %s', (pausedBy, actor, expected) => {
    expect(step('PAUSED', 'RESUME', actor, { pausedBy })).toBe(expected);
  });

  it('serves nobody without an accreditation', () => {
    for (const [state, action] of [['PROVED', 'ACTIVATE'], ['ACTIVE', 'ACTIVATE'], ['PAUSED', 'ACTIVATE'], ['PAUSED', 'RESUME']] as const) {
      expect(step(state, action, 'insurer_officer', { accredited: false })).toBe('NOT_ACCREDITED');
    }
  });
});

describe('the life of a version', () => {
  const move = (state: VersionState, action: VersionAction, actor: Actor, facts = {}): string =>
    outcome(takeStep(VERSION_LIFE, state, action, [actor], { reason: 'why', accredited: true, ...facts }));

  it('is checked by the house, decided by the regulator, and begun by its officer', () => {
    expect(move('SUBMITTED', 'PASS_CHECKS', 'timer')).toBe('CHECKED');
    expect(move('SUBMITTED', 'PASS_CHECKS', 'insurer_officer')).toBe('NOT_YOURS');
    expect(move('CHECKED', 'PASS_CONFORMANCE', 'timer')).toBe('CONFORMING');
    expect(move('CONFORMING', 'APPROVE', 'regulator')).toBe('APPROVED');
    expect(move('CONFORMING', 'APPROVE', 'insurer_officer')).toBe('NOT_YOURS');
    expect(move('CHECKED', 'APPROVE', 'regulator')).toBe('TRANSITION_NOT_ALLOWED');
    expect(move('CONFORMING', 'APPROVE', 'regulator', { accredited: false })).toBe('NOT_ACCREDITED');
    expect(move('CONFORMING', 'APPROVE', 'regulator', { reason: null })).toBe('INVALID_INPUT');
    expect(move('APPROVED', 'REFUSE', 'regulator', { accredited: false })).toBe('REFUSED');
    expect(move('APPROVED', 'ACTIVATE', 'insurer_officer')).toBe('ACTIVE');
    expect(move('CONFORMING', 'ACTIVATE', 'insurer_officer')).toBe('TRANSITION_NOT_ALLOWED');
    expect(move('ENDED', 'ACTIVATE', 'insurer_officer')).toBe('ACTIVE');
    expect(move('ACTIVE', 'ACTIVATE', 'insurer_officer')).toBe('TRANSITION_NOT_ALLOWED');
  });

  it.each(['REJECTED', 'NONCONFORMING', 'REFUSED', 'DISCARDED'] as const)('is over when it is %s', (state) => {
    for (const actor of ['insurer_officer', 'regulator', 'service'] as const) expect(availableActions(VERSION_LIFE, state, [actor])).toEqual([]);
  });
});
