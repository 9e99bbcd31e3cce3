/** The bands a census is shown in and a rate is quoted for, youngest first. */
export const AGE_BANDS = [
  '0-17', '18-24', '25-29', '30-34', '35-39', '40-44', '45-49', '50-54', '55-59', '60-64', '65+',
] as const;

export type AgeBand = (typeof AGE_BANDS)[number];

/** Place of a band in AGE_BANDS, by which bands are compared. */
export function bandIndex(band: AgeBand): number {
  return AGE_BANDS.indexOf(band);
}

/** First and last age of a band in whole years; the open band is written as ending at 120. */
export interface AgeBounds {
  readonly ageFrom: number;
  readonly ageTo: number;
}

export function boundsOf(band: AgeBand): AgeBounds {
  const [from, to] = band.split(/[-+]/);
  return { ageFrom: Number(from), ageTo: to === '' ? 120 : Number(to) };
}

/** The band with exactly these bounds; null when there is none, as in a table cut by other ages. */
export function bandWithBounds({ ageFrom, ageTo }: AgeBounds): AgeBand | null {
  return AGE_BANDS.find((band) => boundsOf(band).ageFrom === ageFrom && boundsOf(band).ageTo === ageTo) ?? null;
}

/** The band of an age in whole years. */
export function ageBandOf(age: number): AgeBand {
  if (!Number.isSafeInteger(age) || age < 0) throw new RangeError('an age is a whole number of years, from 0');
  if (age < 18) return '0-17';
  if (age < 25) return '18-24';
  if (age >= 65) return '65+';
  return AGE_BANDS[2 + Math.floor((age - 25) / 5)] ?? '65+';
}

/**
 * Whole years lived on `date`, both 'YYYY-MM-DD'. Someone born on 29 February turns a year older on 1 March of a
 * common year: the anniversary has not come on the 28th.
 * @throws RangeError when either is not a calendar date, or `date` is before birth.
 */
export function ageAt(birthDate: string, date: string): number {
  const birth = calendarDate(birthDate);
  const at = calendarDate(date);
  if (date < birthDate) throw new RangeError('the date is before birth');
  const hadBirthday = at.monthDay >= birth.monthDay;
  return at.year - birth.year - (hadBirthday ? 0 : 1);
}

export function ageBandAt(birthDate: string, date: string): AgeBand {
  return ageBandOf(ageAt(birthDate, date));
}

function calendarDate(text: string): { year: number; monthDay: string } {
  const match = /^([0-9]{4})-([0-9]{2})-([0-9]{2})$/.exec(text);
  const [year, month, day] = match === null ? [0, 0, 0] : [Number(match[1]), Number(match[2]), Number(match[3])];
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) {
    // The text is not repeated here: a birth date must not reach a log.
    throw new RangeError('not a calendar date');
  }
  return { year, monthDay: text.slice(5) };
}

function daysInMonth(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}
