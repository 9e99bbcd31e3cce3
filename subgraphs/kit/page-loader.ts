import DataLoader from 'dataloader';
import type { PageRequest } from './connection.ts';

interface PageKey {
  readonly parent: string;
  readonly page: PageRequest;
}

/**
 * Batches "one page of children for each of these parents" into one statement for all parents that ask for the same
 * page, so that a list of lists costs the same number of statements whatever its length.
 * `fetch` answers the rows of each parent, at most `first + 1`, in the order of the parents given.
 */
export function createPageLoader<Row>(
  fetch: (parents: readonly string[], page: PageRequest) => Promise<readonly (readonly Row[])[]>,
): (parent: string, page: PageRequest) => Promise<readonly Row[]> {
  const loader = new DataLoader<PageKey, readonly Row[], string>(
    async (keys) => {
      const groups = new Map<string, PageKey[]>();
      for (const key of keys) {
        const name = JSON.stringify(key.page);
        groups.set(name, [...(groups.get(name) ?? []), key]);
      }
      const found = new Map<PageKey, readonly Row[]>();
      for (const group of groups.values()) {
        const rows = await fetch(group.map((key) => key.parent), (group[0] as PageKey).page);
        group.forEach((key, index) => found.set(key, rows[index] ?? []));
      }
      return keys.map((key) => found.get(key) ?? []);
    },
    { cacheKeyFn: (key) => `${key.parent} ${JSON.stringify(key.page)}`, maxBatchSize: 1_000 },
  );
  return (parent, page) => loader.load({ parent, page });
}
