import type { FrameworkAgreement } from './award.ts';

const DAY_MS = 86_400_000;

/** Last day of a policy that begins on a day: a year less a day, and never beyond the agreement. */
export function expiryOf(inceptionDate: string, agreement: Pick<FrameworkAgreement, 'validTo'>): string {
  const [year, month, day] = inceptionDate.split('-').map(Number) as [number, number, number];
  // 29 February has no anniversary; Date turns it into 1 March, and the day before is then 28 February.
  const yearLess = new Date(Date.UTC(year + 1, month - 1, day) - DAY_MS).toISOString().slice(0, 10);
  return yearLess < agreement.validTo ? yearLess : agreement.validTo;
}
