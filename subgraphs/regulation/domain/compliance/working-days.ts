import { daysBetween } from '../calendar.ts';

const FRIDAY = 5;
const SATURDAY = 6;

function weekdayOf(day: string): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay();
}

/**
 * Working days after `from` up to and with `to`; 0 when `to` is not later. Friday and Saturday are the weekend.
 * Public holidays are in no source, so a span over one counts too many days: callers must treat the border mildly.
 */
export function workingDaysBetween(from: string, to: string): number {
  const days = daysBetween(from, to);
  if (days <= 0) return 0;
  const weeks = Math.floor(days / 7);
  let working = weeks * 5;
  for (let day = weekdayOf(from) + 1; day <= weekdayOf(from) + (days % 7); day += 1) {
    if (day % 7 !== FRIDAY && day % 7 !== SATURDAY) working += 1;
  }
  return working;
}
