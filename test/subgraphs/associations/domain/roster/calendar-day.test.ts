import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ageOn, calendarDay } from '../../../../../subgraphs/associations/domain/roster/calendar-day.ts';
import { day } from './roster-words.ts';

describe('calendar day', () => {
  it.each(['2023-02-29', '1900-02-29', '2024-13-01', '2024-00-10', '2024-04-31', '2024-4-1', '2024/04/01', '24-04-01',
    '2024-04-0a', '', '0000-01-01', '2024-04-01T00:00'])('refuses "%s"', (text) => {
    expect(calendarDay(text)).toBeNull();
  });

  it('accepts 29 February of leap years', () => {
    expect(calendarDay('2000-02-29')).not.toBeNull();
    expect(calendarDay('2024-02-29')).not.toBeNull();
  });

  it('counts days as the calendar does', () => {
    const days = fc.date({ min: new Date('0100-01-01'), max: new Date('2199-12-31'), noInvalidDate: true });
    fc.assert(fc.property(days, days, (a, b) => {
      const [from, to] = [a.toISOString().slice(0, 10), b.toISOString().slice(0, 10)];
      expect(day(to).number - day(from).number).toBe((Date.parse(to) - Date.parse(from)) / 86_400_000);
    }));
  });

  it.each([
    ['2000-05-20', '2025-05-19', 24], ['2000-05-20', '2025-05-20', 25], ['2000-02-29', '2025-02-28', 24],
    ['2000-02-29', '2025-03-01', 25],
  ])('someone born %s is on %s %i years old', (birth, on, age) => {
    expect(ageOn(day(birth), day(on))).toBe(age);
  });
});
