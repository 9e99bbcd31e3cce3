import DataLoader from 'dataloader';
import type { EntityManager } from 'typeorm';
import type { FindingSight } from '../../domain/compliance/finding-sight.ts';
import type { FindingFilter } from './finding-filter.ts';
import type { FindingRow } from './finding-table.ts';
import { readFindingPages } from './read-findings.ts';
import type { FindingPage, FindingParent } from './read-findings.ts';

/** A page of the findings of one parent. */
export interface FindingsKey {
  readonly kind: FindingParent;
  readonly parent: string;
  readonly sight: FindingSight;
  readonly filter: FindingFilter;
  readonly page: FindingPage;
}

const wordsOf = ({ parent: _, ...rest }: FindingsKey): string => JSON.stringify(rest);

/** Batches "a page of findings for each of these" into one statement for all parents that ask the same of them. */
export function createFindingsLoader(manager: EntityManager): (key: FindingsKey) => Promise<readonly FindingRow[]> {
  const loader = new DataLoader<FindingsKey, readonly FindingRow[], string>(async (keys) => {
    const found = new Map<FindingsKey, readonly FindingRow[]>();
    const groups = new Map<string, FindingsKey[]>();
    for (const key of keys) groups.set(wordsOf(key), [...(groups.get(wordsOf(key)) ?? []), key]);
    for (const group of groups.values()) {
      const [first] = group;
      if (first === undefined) continue;
      const pages = await readFindingPages(manager, first.kind, group.map(({ parent }) => parent), first.sight, first.filter, first.page);
      group.forEach((key, at) => found.set(key, pages[at] ?? []));
    }
    return keys.map((key) => found.get(key) ?? []);
  }, { cacheKeyFn: (key) => `${key.parent} ${wordsOf(key)}`, maxBatchSize: 1_000 });
  return (key) => loader.load(key);
}
