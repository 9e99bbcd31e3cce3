import { randomUUID } from 'node:crypto';
import { GraphQLError, Kind } from 'graphql';
import type { ExecutionResult } from 'graphql';
import type { Logger } from 'pino';
import { ERRORS, sentenceOf } from '../../schema/contracts/errors.ts';
import type { ErrorCode } from '../../schema/contracts/errors.ts';
import type { Locale } from '../../schema/contracts/identity.ts';
import { Refused } from './refusal.ts';
import { SourceContradictionError } from './source-contradiction.ts';
import { SourceUnavailableError } from './source-unavailable.ts';

/**
 * Lets intended errors pass and hides all others behind an id that is in the log. The log gets the error's name and
 * stack without its message: a database's message quotes the row it refused.
 */
export function maskErrors(result: ExecutionResult, locale: Locale, log: Logger, requestId: string): ExecutionResult {
  if (result.errors === undefined) return result;
  return { ...result, errors: result.errors.map((error) => maskError(error, locale, log, requestId)) };
}

function maskError(error: GraphQLError, locale: Locale, log: Logger, requestId: string): GraphQLError {
  const { originalError } = error;
  if (originalError instanceof Refused && originalError.refusals[0] !== undefined) {
    const { code, values } = originalError.refusals[0];
    return intended(error, code, sentenceOf(code, locale, values));
  }
  if (originalError instanceof SourceUnavailableError || originalError instanceof SourceContradictionError) {
    return intended(error, originalError.code, sentenceOf(originalError.code, locale, originalError.values));
  }
  const code = error.extensions['code'];
  if (typeof code === 'string' && Object.hasOwn(ERRORS, code)) return error;
  if (error.path === undefined && error.nodes?.[0]?.kind === Kind.VARIABLE_DEFINITION) return intended(error, 'BAD_USER_INPUT', badVariable(error));
  if (originalError === undefined && error.path === undefined) return error;
  const id = randomUUID();
  const cause = originalError ?? error;
  log.error({ id, requestId, path: error.path?.filter((step) => typeof step === 'string'), error: cause.name, code: codeOf(cause), stack: framesOf(cause) }, 'unexpected error');
  return intended(error, 'INTERNAL_SERVER_ERROR', sentenceOf('INTERNAL_SERVER_ERROR', locale, { id }), { id });
}

function intended(error: GraphQLError, code: ErrorCode, message: string, more: Record<string, unknown> = {}): GraphQLError {
  return new GraphQLError(message, { nodes: error.nodes, path: error.path, extensions: { code, ...more } });
}

/** Which variable, where in it, and what it must be. The library's sentence quotes the value, which may be a person's. */
function badVariable(error: GraphQLError): string {
  const [, variable = 'A variable', place = ''] = /^Variable "(\$\w+)".*?(?: at "\w+([\w.[\]]*)")?; /s.exec(error.message) ?? /^Variable "(\$\w+)"/.exec(error.message) ?? [];
  const why = error.originalError instanceof GraphQLError ? error.originalError.originalError : undefined;
  return `${variable}${place} does not fit its type.${why instanceof TypeError ? ` ${why.message}` : ''}`;
}

function codeOf(error: Error): string | undefined {
  return 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

/** Where it happened, without the message, any line of which may look like a frame. */
export function framesOf(error: Error): string[] {
  return (error.stack ?? '').replace(error.message, '').split('\n').filter((line) => line.startsWith('    at ')).slice(0, 12).map((line) => line.trim());
}
