import { describe, expect, it } from '@jest/globals';
import { sentenceOf } from '../../../../../schema/contracts/errors.ts';
import type { ErrorCode } from '../../../../../schema/contracts/errors.ts';
import { lineAnswerOf, refusedLine } from '../../../../../subgraphs/associations/domain/enrollment/line-answer.ts';

const refused = (code: string, message: string | null) => lineAnswerOf({ lineId: '1', accepted: false, code, message, coverageId: null }).problem;

describe('the insurer\'s word on a line', () => {
  it('is a cover when it is accepted', () => {
    expect(lineAnswerOf({ lineId: '1', accepted: true, code: 'OK', message: null, coverageId: 'c' })).toEqual({ lineId: '1', state: 'ACCEPTED', coverageId: 'c', problem: null });
  });

  it.each<[ErrorCode, Record<string, string>]>([
    ['COVER_OVERLAPS', {}],
    ['EFFECTIVE_OUTSIDE_TERM', { from: '2026-01-01', to: '2026-12-31' }],
    ['RETRO_TERMINATION_TOO_OLD', { days: '60' }],
    ['AUDIT_DIFFERS', { what: 'policyClass' }],
  ])('is said again in both languages from whichever it came in: %s', (code, values) => {
    for (const locale of ['en', 'ar'] as const) expect(refused(code, sentenceOf(code, locale, values))).toEqual({ code, values });
  });

  it('is passed on as it came when the registry does not know it, or its sentence is another\'s', () => {
    expect(refused('X-7', 'No.')).toEqual({ code: 'INSURER_REFUSED_LINE', values: { reason: 'X-7', sentence: 'No.' } });
    expect(refused('EFFECTIVE_OUTSIDE_TERM', 'Too late.')).toEqual({ code: 'INSURER_REFUSED_LINE', values: { reason: 'EFFECTIVE_OUTSIDE_TERM', sentence: 'Too late.' } });
    expect(refused('toString', null)).toMatchObject({ code: 'INSURER_REFUSED_LINE' });
  });

  it('on a whole part is each line\'s', () => {
    expect(refusedLine('1', ['COVER_OVERLAPS'])).toEqual({ lineId: '1', state: 'REFUSED', coverageId: null, problem: { code: 'COVER_OVERLAPS', values: {} } });
  });
});
