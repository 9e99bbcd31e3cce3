import { LANGUAGE } from './language.ts';

// Western digits beside Arabic text, as the programme's letters have them, unless the reader's own locale asks for others.
const own = navigator.languages.find((tag) => tag.toLowerCase().startsWith(LANGUAGE) && tag.length > 2);
const LOCALE = own !== undefined && LANGUAGE === 'ar' && /^ar-(?:ae|dz|ly|ma|tn|sa)/i.test(own) ? 'ar-u-nu-latn' : own ?? (LANGUAGE === 'ar' ? 'ar-u-nu-latn' : 'en-GB');
const ZONE = 'Asia/Riyadh';

const whole = new Intl.NumberFormat(LOCALE, { maximumFractionDigits: 0 });
const share = new Intl.NumberFormat(LOCALE, { style: 'percent', maximumFractionDigits: 1 });
const compact = new Intl.NumberFormat(LOCALE, { notation: 'compact', maximumFractionDigits: 1 });
const exact = new Intl.NumberFormat(LOCALE, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const days = new Intl.NumberFormat(LOCALE, { style: 'unit', unit: 'day', unitDisplay: 'long' });
const day = new Intl.DateTimeFormat(LOCALE, { timeZone: ZONE, day: 'numeric', month: 'short', year: 'numeric', calendar: 'gregory' });
const shortDay = new Intl.DateTimeFormat(LOCALE, { timeZone: ZONE, day: 'numeric', month: 'short', calendar: 'gregory' });
const moment = new Intl.DateTimeFormat(LOCALE, { timeZone: ZONE, dateStyle: 'medium', timeStyle: 'medium', calendar: 'gregory' });
const hijri = new Intl.DateTimeFormat(LOCALE, { timeZone: 'UTC', day: 'numeric', month: 'long', year: 'numeric', calendar: 'islamic-umalqura' });

export type FigureUnit = 'COUNT' | 'SHARE' | 'MONEY' | 'DAYS';

export const asCount = (value: number): string => whole.format(value);
export const asShare = (value: number): string => share.format(value);
export const asCompact = (value: number): string => compact.format(value);

export const asNumber = (value: number): string => new Intl.NumberFormat(LOCALE, { maximumSignificantDigits: 6 }).format(value);

/** An amount as the graph has it, to the last digit: the decimal string is never made a float. */
export const asMoney = (amount: string, currency = ''): string =>
  `${exact.format(amount as unknown as number)}${currency === '' ? '' : ` ${currency}`}`;

export function asFigure(value: string | null, unit: FigureUnit, currency: string): string {
  if (value === null) return '–';
  switch (unit) {
    case 'SHARE': return asShare(Number(value));
    case 'MONEY': return `${asCompact(Number(value))} ${currency}`;
    case 'DAYS': return days.format(Number(value));
    case 'COUNT': return asCount(Number(value));
  }
}

// Noon in Riyadh is the same day everywhere this is drawn.
const noon = (date: string): Date => new Date(`${date}T12:00:00+03:00`);

export const asDay = (date: string): string => day.format(noon(date));
export const asShortDay = (date: string | Date): string => shortDay.format(typeof date === 'string' ? noon(date) : date);
export const asMoment = (instant: string): string => moment.format(new Date(instant));
export const dayOf = (instant: string): string => new Intl.DateTimeFormat('en-CA', { timeZone: ZONE }).format(new Date(instant));
export const today = (): string => dayOf(new Date().toISOString());

export function daysBefore(date: string, days: number): string {
  const then = noon(date);
  then.setUTCDate(then.getUTCDate() - days);
  return dayOf(then.toISOString());
}

// What the platform computes equals the Umm al-Qura calendar from the end of 2013 to the summer of 2029 and departs from it later.
const HIJRI_FROM = '2013-11-04';
const HIJRI_UNTIL = '2029-08-10';

/** The day in the Umm al-Qura calendar; null where the browser's own table is not to be trusted. */
export const asHijri = (date: string): string | null =>
  date >= HIJRI_FROM && date < HIJRI_UNTIL ? hijri.format(new Date(`${date}T00:00:00Z`)) : null;

/** How long ago, in the largest unit that is not nothing. */
export function asLag(seconds: number): string {
  const relative = new Intl.RelativeTimeFormat(LOCALE, { numeric: 'always' });
  if (seconds < 60) return relative.format(-seconds, 'second');
  if (seconds < 3_600) return relative.format(-Math.floor(seconds / 60), 'minute');
  if (seconds < 86_400) return relative.format(-Math.floor(seconds / 3_600), 'hour');
  return relative.format(-Math.floor(seconds / 86_400), 'day');
}

/** A length of time in its largest unit that is not nothing. */
export function asDuration(milliseconds: number): string {
  const seconds = Math.max(0, Math.round(milliseconds / 1_000));
  const [size, unit] = seconds >= 172_800 ? [86_400, 'day'] : seconds >= 7_200 ? [3_600, 'hour'] : seconds >= 120 ? [60, 'minute'] : [1, 'second'];
  return new Intl.NumberFormat(LOCALE, { style: 'unit', unit: unit as string, unitDisplay: 'long', maximumFractionDigits: 0 }).format(seconds / (size as number));
}
