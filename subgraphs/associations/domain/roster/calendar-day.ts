const DAYS_BEFORE_MONTH = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];
const DAYS_IN_MONTH = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** A Gregorian day: its parts, and its number in days, so that two days compare and subtract as integers. */
export interface CalendarDay {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  /** 1 is 0001-01-01; only differences are used. */
  readonly number: number;
}

function digitsAt(text: string, from: number, to: number): number {
  let value = 0;
  for (let i = from; i < to; i += 1) {
    const digit = text.charCodeAt(i) - 48;
    if (digit < 0 || digit > 9) return NaN;
    value = value * 10 + digit;
  }
  return value;
}

function isLeap(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

/** The day that `YYYY-MM-DD` names, or null when the text is not exactly that or no such day exists. */
export function calendarDay(text: string): CalendarDay | null {
  if (text.length !== 10 || text.charCodeAt(4) !== 45 || text.charCodeAt(7) !== 45) return null;
  const year = digitsAt(text, 0, 4);
  const month = digitsAt(text, 5, 7);
  const day = digitsAt(text, 8, 10);
  // NaN fails every comparison, so a stray letter ends here too.
  if (!(year >= 1 && month >= 1 && month <= 12 && day >= 1)) return null;
  const leap = isLeap(year);
  if (day > (DAYS_IN_MONTH[month - 1] ?? 0) + (month === 2 && leap ? 1 : 0)) return null;
  const past = year - 1;
  const leapDays = Math.floor(past / 4) - Math.floor(past / 100) + Math.floor(past / 400);
  const inYear = (DAYS_BEFORE_MONTH[month - 1] ?? 0) + (month > 2 && leap ? 1 : 0) + day;
  return { year, month, day, number: past * 365 + leapDays + inYear };
}

/** Whole years from birth to a day. Someone born on 29 February grows a year older on 1 March of other years. */
export function ageOn(birth: CalendarDay, on: CalendarDay): number {
  const before = on.month < birth.month || (on.month === birth.month && on.day < birth.day);
  return on.year - birth.year - (before ? 1 : 0);
}
