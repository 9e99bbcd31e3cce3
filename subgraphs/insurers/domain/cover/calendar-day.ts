const DAY_MS = 86_400_000;

/** The day so many days after (or, negative, before) a 'YYYY-MM-DD'. */
export function plusDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

/** Whole years lived on a day; 0 for a life not yet born then, who is rated as a newborn. */
export function ageOn(birthDate: string, date: string): number {
  if (date < birthDate) return 0;
  const hadBirthday = date.slice(5) >= birthDate.slice(5);
  return Number(date.slice(0, 4)) - Number(birthDate.slice(0, 4)) - (hadBirthday ? 0 : 1);
}
