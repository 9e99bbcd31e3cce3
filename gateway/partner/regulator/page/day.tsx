import { asDay, asHijri, asMoment, dayOf } from './format.ts';

/** A day in both calendars. */
export function Day({ date }: { readonly date: string }) {
  const hijri = asHijri(date);
  return <time dateTime={date} class="day">{asDay(date)}{hijri === null ? null : <span class="hijri">{hijri}</span>}</time>;
}

/** An instant in Riyadh's time, with its day in the other calendar. */
export function Moment({ at }: { readonly at: string }) {
  const hijri = asHijri(dayOf(at));
  return <time dateTime={at} class="day">{asMoment(at)}{hijri === null ? null : <span class="hijri">{hijri}</span>}</time>;
}
