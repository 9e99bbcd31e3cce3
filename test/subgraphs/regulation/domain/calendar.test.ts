import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ageOn, daysBetween, earliestOf, plusDays, plusMonths } from '../../../../subgraphs/regulation/domain/calendar.ts';

const day = fc.integer({ min: 0, max: 40_000 }).map((days) => plusDays('1930-01-01', days));

describe('the calendar', () => {
  it('counts days the way it adds them', () => {
    fc.assert(fc.property(day, fc.integer({ min: -20_000, max: 20_000 }), (from, days) => {
      expect(daysBetween(from, plusDays(from, days))).toBe(days);
    }));
  });

  it('lets nobody grow younger', () => {
    fc.assert(fc.property(day, day, fc.integer({ min: 0, max: 800 }), (birth, on, later) => {
      expect(ageOn(birth, plusDays(on, later))).toBeGreaterThanOrEqual(ageOn(birth, on));
    }));
  });

  it.each([
    ['2001-03-15', '2026-03-14', 24], ['2001-03-15', '2026-03-15', 25], ['2004-02-29', '2026-02-28', 21], ['2004-02-29', '2026-03-01', 22],
  ])('makes somebody born on %s on %s %i years old', (birth, on, age) => {
    expect(ageOn(birth, on)).toBe(age);
  });

  it.each([['2026-01-31', 1, '2026-02-28'], ['2024-01-31', 1, '2024-02-29'], ['2026-12-05', 1, '2027-01-05'], ['2026-03-31', 12, '2027-03-31']])(
    'takes %s on by %i months', (from, months, to) => {
      expect(plusMonths(from, months)).toBe(to);
    });

  it('finds the earliest day, and none among none', () => {
    expect(earliestOf(['2026-02-01', null, '2026-01-31'])).toBe('2026-01-31');
    expect(earliestOf([null])).toBeNull();
  });
});
