import type { IncomingMessage, ServerResponse } from 'node:http';
import type { KnownQuery, PlannedExecution } from '../execution/planned-execution.ts';

/** A request for a query that ran before, in one of the ways in which nearly all come. */
export interface QuickRequest {
  readonly operation: KnownQuery;
  readonly variables: Readonly<Record<string, unknown>>;
  /** The media type in which it is answered. */
  readonly mediaType: string;
}

const JSON_BODY = /^application\/json(; ?charset=utf-8)?$/i;

/** What the server chooses for these; for any other it must look closer. */
const MEDIA_TYPES: ReadonlyMap<string | undefined, string> = new Map([
  ...[undefined, '*/*', 'application/json', 'application/json, */*'].map((accept) => [accept, 'application/json; charset=utf-8'] as const),
  ...['application/graphql-response+json', 'application/graphql-response+json, application/json']
    .map((accept) => [accept, 'application/graphql-response+json; charset=utf-8'] as const),
]);

/** Null when anything about the request is not plain: the server knows all the rest of GraphQL over HTTP. */
export function quickRequestOf({ method, headers }: IncomingMessage, body: unknown, known: PlannedExecution['known']): QuickRequest | null {
  const mediaType = MEDIA_TYPES.get(headers.accept);
  if (method !== 'POST' || mediaType === undefined || !JSON_BODY.test(headers['content-type'] ?? '') || !isRecord(body)) return null;
  const { query, operationName = null, variables = null, extensions = null } = body;
  if (typeof query !== 'string' || (operationName !== null && typeof operationName !== 'string')) return null;
  if ((variables !== null && !isRecord(variables)) || (extensions !== null && (!isRecord(extensions) || 'persistedQuery' in extensions))) return null;
  // An empty name is no name to the server.
  if (operationName === '') return null;
  const operation = known(query, operationName ?? undefined);
  return operation && { operation, variables: variables ?? {}, mediaType };
}

/** Writes a whole answer. */
export function writeData(response: ServerResponse, body: Buffer, mediaType: string): void {
  response.writeHead(200, { 'cache-control': 'no-store', 'content-type': mediaType, 'content-length': body.length });
  response.end(body);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
