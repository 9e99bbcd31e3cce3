import { daysBetween, plusDays } from '../calendar.ts';

/** Days of a chart from `from` to `to`, so many days apart; the last day is always one of them. Empty when `to` is earlier. */
export function daySteps(from: string, to: string, apart: number): string[] {
  const days: string[] = [];
  for (let left = daysBetween(from, to); left >= 0; left -= apart) days.unshift(plusDays(from, left));
  return days;
}
