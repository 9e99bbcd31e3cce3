import { GraphQLError } from 'graphql';

/** A page's arguments after the check at the door. */
export interface PageRequest {
  readonly first: number;
  /** Sort key of the last item of the page before; null for the first page. */
  readonly after: readonly string[] | null;
}

export const PAGE_LIMIT = 100;

/**
 * Reads `first` and `after`. A list is never cut silently: more than the limit is refused.
 * @throws GraphQLError INVALID_INPUT.
 */
export function pageRequest(args: { first?: number | null; after?: string | null }): PageRequest {
  const first = args.first ?? 20;
  if (first < 1 || first > PAGE_LIMIT) throw badPage(`first must be between 1 and ${PAGE_LIMIT}`);
  return { first, after: args.after == null ? null : decodeCursor(args.after) };
}

/** Reads a cursor back. @throws GraphQLError INVALID_INPUT on what is none. */
export function decodeCursor(cursor: string): readonly string[] {
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (Array.isArray(parts) && parts.every((part) => typeof part === 'string')) return parts;
  } catch {
    // Falls through to the refusal: a cursor is opaque, so what is wrong with it helps nobody.
  }
  throw badPage('after is not a cursor of this list');
}

function badPage(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'INVALID_INPUT' } });
}

export function encodeCursor(sortKey: readonly string[]): string {
  return Buffer.from(JSON.stringify(sortKey), 'utf8').toString('base64url');
}

export interface Connection<Node> {
  readonly edges: { readonly cursor: string; readonly node: Node }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

/** Shapes a page from rows fetched with a limit of `first + 1`: the extra row only says that more follow. */
export function connectionOf<Node>(rows: readonly Node[], first: number, sortKey: (row: Node) => readonly string[]): Connection<Node> {
  const edges = rows.slice(0, first).map((node) => ({ cursor: encodeCursor(sortKey(node)), node }));
  return { edges, pageInfo: { hasNextPage: rows.length > first, endCursor: edges.at(-1)?.cursor ?? null } };
}
