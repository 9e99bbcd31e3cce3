import DataLoader from 'dataloader';

/** One loader a request: many ids, one statement, answers in the order asked, null for a miss. */
export function createLoader<Row>(fetch: (ids: readonly string[]) => Promise<readonly Row[]>, idOf: (row: Row) => string): DataLoader<string, Row | null> {
  return new DataLoader<string, Row | null>(
    async (ids) => {
      const byId = new Map((await fetch(ids)).map((row) => [idOf(row), row]));
      return ids.map((id) => byId.get(id) ?? null);
    },
    { maxBatchSize: 1_000 },
  );
}

/** Many children for each parent in one statement, in the order the statement gives them. */
export function createManyLoader<Row>(fetch: (parents: readonly string[]) => Promise<readonly Row[]>, parentOf: (row: Row) => string): DataLoader<string, readonly Row[]> {
  return new DataLoader<string, readonly Row[]>(
    async (parents) => {
      const byParent = new Map<string, Row[]>(parents.map((parent) => [parent, []]));
      for (const row of await fetch(parents)) byParent.get(parentOf(row))?.push(row);
      return parents.map((parent) => byParent.get(parent) ?? []);
    },
    { maxBatchSize: 1_000 },
  );
}
