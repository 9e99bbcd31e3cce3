export interface Page<Node> {
  readonly edges: readonly { readonly cursor: string; readonly node: Node }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

const MOST = 100;

/** What a caller asked for cannot be a page: too many at once, or a cursor that is none of ours. */
export class PageRefused extends Error {
  override readonly name = 'PageRefused';
}

/** One page of a list in its own order. The cursor is what `idOf` answers, which is the same tomorrow. */
export function pageOf<Node>(nodes: readonly Node[], idOf: (node: Node) => string, first: number, after: string | null | undefined): Page<Node> {
  if (first < 1 || first > MOST) throw new PageRefused(`first is between 1 and ${MOST}.`);
  const at = after == null ? -1 : nodes.findIndex((node) => idOf(node) === after);
  if (after != null && at < 0) throw new PageRefused('The cursor is not one of this list.');
  const edges = nodes.slice(at + 1, at + 1 + first).map((node) => ({ cursor: idOf(node), node }));
  return { edges, pageInfo: { hasNextPage: at + 1 + first < nodes.length, endCursor: edges.at(-1)?.cursor ?? null } };
}
