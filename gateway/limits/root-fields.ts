import type { Selected } from './operation-tree.ts';

/** Fields at the root: each starts work of its own. A name that stands there twice is answered once, and counts once. */
export function rootFieldsOf(selected: readonly Selected[]): number {
  return new Set(selected.map(({ node }) => (node.alias ?? node.name).value)).size;
}
