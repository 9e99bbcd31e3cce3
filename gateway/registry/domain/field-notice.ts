/** A version that serves or once did. */
export interface ServedVersion {
  /** Every field of its extension by coordinate; true when it is deprecated. */
  readonly fields: ReadonlyMap<string, boolean>;
  /** When it last began to serve. */
  readonly activatedAt: Date;
  /** True when its live endpoint was asked for all of its extension, and knew it. */
  readonly answered: boolean;
}

/** What partners are told of a field before it goes, and whose notice is over. */
export interface FieldNotice {
  readonly days: number;
  /** Coordinates of fields of the version that serves that the next one may leave out. */
  readonly mayGo: readonly string[];
}

/** Time for partners to move to what takes the place of a field. */
export const NOTICE_DAYS = 90;

const DAY_MS = 86_400_000;

/**
 * Which fields of the version that serves may go: one that it, and every version before it without a gap, has deprecated
 * for as long as the notice is, and one that no version was ever seen to answer, which nobody can miss. `served` is newest
 * first, by when each last began to serve, so that going back to an older version never makes a notice longer than it was.
 */
export function fieldNotice(served: readonly ServedVersion[], days: number, now: Date): FieldNotice {
  const [serving] = served;
  const mayGo = [...serving?.fields ?? []].filter(([coordinate]) => {
    if (!served.some(({ answered, fields }) => answered && fields.has(coordinate))) return true;
    const until = served.findIndex(({ fields }) => fields.get(coordinate) !== true);
    const since = served.at(until < 0 ? -1 : until - 1)?.activatedAt;
    return until !== 0 && since !== undefined && now.getTime() - since.getTime() >= days * DAY_MS;
  });
  return { days, mayGo: mayGo.map(([coordinate]) => coordinate) };
}
