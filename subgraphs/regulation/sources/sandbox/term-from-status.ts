import { riyadhDateOf } from '../../../kit/riyadh-date.ts';
import type { Term } from '../term-contradiction.ts';

/** A whole answer for a status: what runs ends in so many days, what ended did so yesterday, the rest has no day. */
export function termFromStatus<Status extends Term['status']>(
  status: Status,
  now: Date,
  runsForDays = 365,
): { status: Status; validTo: string | null } {
  if (status === 'UNKNOWN' || status === 'NOT_QUALIFIED') return { status, validTo: null };
  return { status, validTo: riyadhDateOf(now, status === 'EXPIRED' ? -1 : runsForDays) };
}
