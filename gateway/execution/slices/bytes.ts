const FEW = 48;
const VERY_FEW = 12;

/** Copies `from[start, end)` to `into` and answers where it ends there. What does not fit is left out. */
export function copyBytes(from: Uint8Array, start: number, end: number, into: Uint8Array, at: number): number {
  if (end - start > FEW) {
    (from as Buffer).copy(into, at, start, end);
    return at + end - start;
  }
  let to = at;
  // For a few bytes this is faster than asking for native code.
  for (let index = start; index < end; index += 1, to += 1) into[to] = from[index] ?? 0;
  return to;
}

/** The same within one piece of memory. */
export function copyWithin(bytes: Uint8Array, start: number, end: number, at: number): number {
  const to = at + end - start;
  if (end - start > VERY_FEW) bytes.copyWithin(at, start, end);
  else for (let index = start, into = at; index < end; index += 1, into += 1) bytes[into] = bytes[index] ?? 0;
  return to;
}

export function hashOfBytes(bytes: Uint8Array, start: number, end: number): number {
  let hash = 5_381;
  for (let index = start; index < end; index += 1) hash = (Math.imul(hash, 33) ^ (bytes[index] ?? 0)) | 0;
  return hash;
}

/** Whether `[start, end)` stands at `at` too. */
export function isRepeated(bytes: Uint8Array, start: number, end: number, at: number): boolean {
  const atEnd = at + end - start;
  if (atEnd > bytes.length || bytes[atEnd - 1] !== bytes[end - 1]) return false;
  if (end - start > FEW) return (bytes as Buffer).compare(bytes, start, end, at, atEnd) === 0;
  for (let index = start, other = at; index < end; index += 1, other += 1) if (bytes[index] !== bytes[other]) return false;
  return true;
}
