import { describe, expect, it } from '@jest/globals';
import { takeStep } from '../../../../../subgraphs/kit/transitions.ts';
import type { Actor } from '../../../../../subgraphs/kit/transitions.ts';
import { BATCH_LIFE, verdictOf } from '../../../../../subgraphs/associations/domain/enrollment/batch-life.ts';
import type { EnrollmentBatchState, EnrollmentBatchStep } from '../../../../../subgraphs/associations/domain/enrollment/batch-life.ts';
import type { LineCounts } from '../../../../../subgraphs/associations/domain/enrollment/enrollment-line.ts';

const step = (state: EnrollmentBatchState, action: EnrollmentBatchStep, lines: LineCounts, actor: Actor, telling = false) => {
  const taken = takeStep(BATCH_LIFE, state, action, [actor], { lines, telling });
  return 'to' in taken ? taken.to : taken.refusal.code;
};

describe('the life of an enrollment batch', () => {
  it('is validated by the timer when no line waits for the rules', () => {
    expect(step('DRAFT', 'VALIDATE', { ELIGIBLE: 1, NEEDS_PERSON: 1 }, 'timer')).toBe('VALIDATED');
    expect(step('DRAFT', 'VALIDATE', { PENDING: 1 }, 'timer')).toBe('LINES_UNDECIDED');
    expect(step('DRAFT', 'VALIDATE', {}, 'association_officer')).toBe('NOT_YOURS');
  });

  it('is sent only when every line is decided or left out, and one may be sent', () => {
    expect(step('VALIDATED', 'SUBMIT', { ELIGIBLE: 1, EXCLUDED: 2, NOT_ELIGIBLE: 1 }, 'association_officer')).toBe('SUBMITTED');
    expect(step('VALIDATED', 'SUBMIT', { ELIGIBLE: 1, NEEDS_PERSON: 1 }, 'association_officer')).toBe('LINES_UNDECIDED');
    expect(step('VALIDATED', 'SUBMIT', { EXCLUDED: 1 }, 'association_officer')).toBe('NOTHING_TO_SEND');
    expect(step('DRAFT', 'SUBMIT', { ELIGIBLE: 1 }, 'association_officer')).toBe('TRANSITION_NOT_ALLOWED');
    expect(step('VALIDATED', 'SUBMIT', { ELIGIBLE: 1 }, 'council')).toBe('NOT_YOURS');
  });

  it('is recalled until the insurer is told', () => {
    expect(step('SUBMITTED', 'RECALL', {}, 'association_officer')).toBe('RECALLED');
    expect(step('SUBMITTED', 'RECALL', {}, 'association_officer', true)).toBe('RECALL_TOO_LATE');
    expect(step('ACCEPTED', 'RECALL', {}, 'association_officer')).toBe('TRANSITION_NOT_ALLOWED');
  });

  it('ends by what the insurer answered', () => {
    expect(verdictOf({ ACCEPTED: 2, EXCLUDED: 1 })).toBe('ACCEPT');
    expect(verdictOf({ ACCEPTED: 1, REFUSED: 1 })).toBe('ACCEPT_PARTLY');
    expect(verdictOf({ REFUSED: 1, NOT_ELIGIBLE: 3 })).toBe('REJECT');
  });
});
