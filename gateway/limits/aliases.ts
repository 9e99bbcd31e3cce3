import type { Selected } from './operation-tree.ts';

/** Fields under another name than their own, each counted in every place where its fragment is spread. */
export function aliasesIn(selected: readonly Selected[]): number {
  return selected.reduce((count, { node, below }) => count + (node.alias ? 1 : 0) + aliasesIn(below), 0);
}
