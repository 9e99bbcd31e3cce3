import { calendarDay, type CalendarDay } from './calendar-day.ts';
import type { RosterRules } from './roster-rules.ts';
import { nobodySeen, type SeenPeople } from './seen-people.ts';

/** What the check of one file carries from line to line. */
export interface RosterContext {
  readonly today: CalendarDay;
  readonly rules: RosterRules;
  readonly seen: SeenPeople;
}

/**
 * A fresh context for one file.
 * @param today 'YYYY-MM-DD', the day in Riyadh on which the file is checked
 * @throws RangeError when `today` is not a day
 */
export function rosterContext(today: string, rules: RosterRules): RosterContext {
  const day = calendarDay(today);
  if (day === null) throw new RangeError(`not a day: ${today}`);
  return { today: day, rules, seen: nobodySeen() };
}
