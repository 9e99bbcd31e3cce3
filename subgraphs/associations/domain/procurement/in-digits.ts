import type { InDigits } from './award.ts';

/** Writes every bigint of a plain structure in digits, so that it may be kept as JSON. */
export function inDigits<T>(value: T): InDigits<T> {
  return JSON.parse(JSON.stringify(value, (_key, each: unknown) => (typeof each === 'bigint' ? each.toString() : each))) as InDigits<T>;
}
