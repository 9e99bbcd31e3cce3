import type { GraphQLError } from 'graphql';
import type { ErrorCode } from '../../schema/contracts/errors.ts';
import type { Locale } from '../../schema/contracts/identity.ts';
import { refuse } from '../auth/refuse.ts';
import type { Limits } from './limits.ts';
import type { Measured } from './measure-document.ts';

const CODES = {
  tokens: 'TOO_MANY_TOKENS',
  selections: 'OPERATION_TOO_LARGE',
  depth: 'OPERATION_TOO_DEEP',
  aliases: 'TOO_MANY_ALIASES',
  rootFields: 'TOO_MANY_ROOT_FIELDS',
} as const satisfies Record<keyof Measured, ErrorCode>;

/** The first limit a document exceeds, as an error that says which, what was measured and what is allowed; or null. */
export function refusalOf(measured: Measured, limits: Limits, locale: Locale): GraphQLError | null {
  for (const limit of Object.keys(CODES) as (keyof Measured)[]) {
    const values = { limit, measured: measured[limit], allowed: limits[limit] };
    if (values.measured > values.allowed) return refuse(CODES[limit], locale, values, 400);
  }
  return null;
}
