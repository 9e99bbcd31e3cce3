import { HeaderMap } from '@apollo/server';
import { GraphQLError } from 'graphql';
import type { GraphQLErrorExtensions } from 'graphql';
import { sentenceOf } from '../../schema/contracts/errors.ts';
import type { ErrorCode, ErrorValues } from '../../schema/contracts/errors.ts';
import type { Locale } from '../../schema/contracts/identity.ts';

/** An error of the registry in the caller's language, with the HTTP status and headers that belong to it. */
export function refuse(
  code: ErrorCode, locale: Locale, values: ErrorValues, status: number, headers: Readonly<Record<string, string>> = {},
): GraphQLError {
  // The server takes `http` out again and wants a map there; another package declares the same key as a plain object.
  const http: unknown = { status, headers: new HeaderMap(Object.entries(headers)) };
  const extensions = { code, ...values, http } as GraphQLErrorExtensions;
  return new GraphQLError(sentenceOf(code, locale, values), { extensions });
}
