const DAY_MS = 86_400_000;

/** 'YYYY-MM-DD' as days since 1970-01-01. @throws RangeError when it is not a day. */
export function dayNumber(text: string): number {
  const at = Date.parse(`${text}T00:00:00Z`);
  if (Number.isNaN(at)) throw new RangeError(`not a day: ${text}`);
  return at / DAY_MS;
}

/** Days since 1970-01-01 as 'YYYY-MM-DD'. */
export function dayText(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

/** The first day of the month that follows, in days since 1970-01-01. */
export function firstOfNextMonth(day: number): number {
  const date = new Date(day * DAY_MS);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1) / DAY_MS;
}

/** The mean length of a year, for ages drawn at random. */
export const YEAR_DAYS = 365.25;
