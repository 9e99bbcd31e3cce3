/** The rows of each parent, in the order of the parents and, within one, in the order given. */
export function groupRows<Row>(parents: readonly string[], rows: readonly Row[], parentOf: (row: Row) => string): Row[][] {
  const groups = new Map<string, Row[]>(parents.map((parent) => [parent, []]));
  for (const row of rows) groups.get(parentOf(row))?.push(row);
  return parents.map((parent) => groups.get(parent) ?? []);
}
