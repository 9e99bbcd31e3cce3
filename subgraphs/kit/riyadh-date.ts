const RIYADH_OFFSET_MS = 3 * 60 * 60 * 1000;
const DAY_MS = 24 * 60 * 60 * 1000;

/** The calendar day ('YYYY-MM-DD') in Riyadh, plus so many days. Riyadh keeps UTC+3 the whole year. */
export function riyadhDateOf(instant: Date, plusDays = 0): string {
  return new Date(instant.getTime() + RIYADH_OFFSET_MS + plusDays * DAY_MS).toISOString().slice(0, 10);
}
