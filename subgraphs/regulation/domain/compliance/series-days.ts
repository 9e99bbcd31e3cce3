import { plusDays } from '../calendar.ts';

export type SeriesStep = 'DAY' | 'WEEK' | 'MONTH';

/** Most points of a series: ten years of months, four months of days. */
export const MOST_POINTS = 120;

/**
 * Days of a series from one day to another, oldest first, the last one always among them. Months are counted by their
 * last days, so that each point is a month's end. Null when there are more than a series may have.
 */
export function seriesDays(from: string, to: string, every: SeriesStep): string[] | null {
  const days: string[] = [];
  for (let day = to; day >= from; day = before(day, every)) {
    if (days.length === MOST_POINTS) return null;
    days.push(day);
  }
  return days.reverse();
}

function before(day: string, every: SeriesStep): string {
  if (every === 'MONTH') return plusDays(`${day.slice(0, 8)}01`, -1);
  return plusDays(day, every === 'WEEK' ? -7 : -1);
}
