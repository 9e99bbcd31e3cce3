/** Code unit order, for hashes and ties: a locale's order may differ between two machines, and the result with it. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
