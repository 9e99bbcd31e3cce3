import { riyadhDateOf } from '../../kit/riyadh-date.ts';

/** What a register says of a permission that runs to a day ('YYYY-MM-DD', that day included). */
export interface Term {
  readonly status: 'ACTIVE' | 'SUSPENDED' | 'EXPIRED' | 'UNKNOWN' | 'NOT_QUALIFIED';
  /** Null when it has no end, or was never given. */
  readonly validTo: string | null;
}

/** Why a status and its last day cannot both be true, or null when they can. */
export function contradictionInTerm({ status, validTo }: Term, asOf: Date): string | null {
  if (validTo === null) return null;
  const today = riyadhDateOf(asOf);
  switch (status) {
    case 'ACTIVE':
      return validTo < today ? 'active after its last day' : null;
    case 'EXPIRED':
      return validTo >= today ? 'expired before its last day' : null;
    case 'UNKNOWN':
    case 'NOT_QUALIFIED':
      return 'never given, and still with a last day';
    case 'SUSPENDED':
      return null;
  }
}
