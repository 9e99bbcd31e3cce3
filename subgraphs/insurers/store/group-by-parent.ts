/** Rows of many parents in the order of the parents, as a page loader wants them. */
export function groupByParent<Row>(parents: readonly string[], rows: readonly Row[], parentOf: (row: Row) => string): Row[][] {
  const byParent = new Map<string, Row[]>(parents.map((parent) => [parent, []]));
  for (const row of rows) byParent.get(parentOf(row))?.push(row);
  return parents.map((parent) => byParent.get(parent) ?? []);
}
