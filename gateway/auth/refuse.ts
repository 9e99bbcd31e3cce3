import { HeaderMap } from '@apollo/server';
import { GraphQLError } from 'graphql';
import { sentenceOf } from '../../schema/contracts/errors.ts';
import type { ErrorCode, ErrorValues } from '../../schema/contracts/errors.ts';
import type { Locale } from '../../schema/contracts/identity.ts';

/** An error of the registry in the caller's language, with the HTTP status and headers that belong to it. */
export function refuse(
  code: ErrorCode, locale: Locale, values: ErrorValues, status: number, headers: Readonly<Record<string, string>> = {},
): GraphQLError {
  return new GraphQLError(sentenceOf(code, locale, values), {
    extensions: { code, ...values, http: { status, headers: new HeaderMap(Object.entries(headers)) } },
  });
}
