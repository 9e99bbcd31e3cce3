import { plusDays } from './calendar.ts';
import type { AccreditationAction, AccreditationState } from './accreditation-life.ts';

/** What says whether an accreditation counts on a day. */
export interface AccreditationTerm {
  readonly state: AccreditationState;
  readonly validFrom: string | null;
  readonly validTo: string | null;
}

/** True when the subject may join a pool or bid on the day. The last day counts even before the timer has looked. */
export function isInForce({ state, validFrom, validTo }: AccreditationTerm, on: string): boolean {
  if (state !== 'ACCREDITED' && state !== 'CONDITIONAL') return false;
  return validFrom !== null && validTo !== null && validFrom <= on && on <= validTo;
}

/** First day of renewal: `days` before the last day; null before there is a term. */
export function renewableFrom({ validTo }: AccreditationTerm, days: number): string | null {
  return validTo === null ? null : plusDays(validTo, -days);
}

/** Leaves out what the calendar does not allow yet. */
export function offeredOn(actions: readonly AccreditationAction[], from: string | null, today: string): AccreditationAction[] {
  return actions.filter((action) => action !== 'RENEW' || from === null || from <= today);
}
