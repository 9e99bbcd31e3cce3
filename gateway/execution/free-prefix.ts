/** A prefix of this letter alone, with which, and a number after it, none of the names begins. */
export function freePrefix(letter: string, names: readonly string[]): string {
  let prefix = letter;
  while (names.some((name) => name.startsWith(prefix) && /^\d+_/.test(name.slice(prefix.length)))) prefix += letter;
  return prefix;
}
