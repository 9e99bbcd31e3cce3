import { GraphQLError } from 'graphql';
import type { GraphQLFormattedError } from 'graphql';
import { PageRefused } from './domain/page.ts';

/** What we said ourselves goes out; what a library or a database said stays here. */
export function withoutInsides(formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError {
  const cause = error instanceof GraphQLError ? error.originalError : error;
  if (cause instanceof PageRefused) return { ...formatted, extensions: { code: 'BAD_PAGE' } };
  if (cause === undefined || cause instanceof GraphQLError) return formatted;
  return { ...formatted, message: 'Unexpected error.', extensions: { code: 'INTERNAL_SERVER_ERROR' } };
}
