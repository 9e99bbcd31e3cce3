import type { Selected } from './operation-tree.ts';

/**
 * Levels of fields from the root. What introspection asks is as deep as its tool needs and costs no subgraph
 * anything; its lists within lists are refused by validation.
 */
export function depthOf(selected: readonly Selected[]): number {
  return selected.reduce((deepest, { name, below }) => Math.max(deepest, isIntrospection(name) ? 1 : 1 + depthOf(below)), 0);
}

function isIntrospection(name: string): boolean {
  return name === '__schema' || name === '__type';
}
