const SHAPE = /^(\d{4})-(\d{2})-(\d{2})[Tt ](\d{2}):(\d{2}):(\d{2})(?:\.(\d+))?(?:[Zz]|([+-])(\d{2}):(\d{2}))$/;

const NANOSECONDS_A_DAY = 86_400_000_000_000n;

/** Nanoseconds since 1970 of an instant with its zone (RFC 3339); null for any other text or a day no calendar has. */
export function instantOf(text: string): bigint | null {
  const parts = SHAPE.exec(text);
  if (parts === null) return null;
  const [year, month, day, hour, minute, second] = parts.slice(1, 7).map(Number) as [number, number, number, number, number, number];
  const midnight = new Date(0);
  midnight.setUTCFullYear(year, month - 1, day);
  const real = midnight.getUTCMonth() === month - 1 && midnight.getUTCDate() === day;
  // A leap second is written as the sixtieth.
  if (!real || hour > 23 || minute > 59 || second > 60) return null;
  const [zoneHours, zoneMinutes] = [Number(parts[9] ?? 0), Number(parts[10] ?? 0)];
  if (zoneHours > 23 || zoneMinutes > 59) return null;
  const ahead = (parts[8] === '-' ? -1 : 1) * (zoneHours * 60 + zoneMinutes);
  const seconds = BigInt(midnight.getTime() / 1_000 + hour * 3_600 + (minute - ahead) * 60 + second);
  return seconds * 1_000_000_000n + BigInt((parts[7] ?? '').slice(0, 9).padEnd(9, '0'));
}

/** Whole days from one instant to another, towards zero. */
export function wholeDays(from: bigint, to: bigint): number {
  return Number((to - from) / NANOSECONDS_A_DAY);
}
