import { randomUUID } from 'node:crypto';
import { GraphQLError, Kind } from 'graphql';
import { sentenceOf } from '../../schema/contracts/errors.ts';
import type { Locale } from '../../schema/contracts/identity.ts';
import { withoutIdentifiers } from '../telemetry/log.ts';
import type { Log } from '../telemetry/log.ts';

/** The id under which an error stands in a log, when an error tells one. */
export function logIdOf(extensions: Readonly<Record<string, unknown>>): string | null {
  const { id } = extensions;
  return typeof id === 'string' && /^[\w-]{8,64}$/.test(id) ? id : null;
}

/**
 * What a caller may learn of an error. One with a code is intended and passes; so does a wrong variable, which is
 * the caller's own. Anything else is INTERNAL_SERVER_ERROR with an id, and the log has the rest under that id.
 * Does not throw, whatever it is given.
 */
export function maskError(error: unknown, locale: Locale, log: Log): GraphQLError {
  if (error instanceof GraphQLError) {
    const { code } = error.extensions;
    if (typeof code === 'string' && (code !== 'INTERNAL_SERVER_ERROR' || logIdOf(error.extensions))) return withoutTrace(error);
    // Left without a code, so that the server gives it BAD_USER_INPUT and its HTTP status.
    if (error.nodes?.[0]?.kind === Kind.VARIABLE_DEFINITION) return error;
  }
  const id = randomUUID();
  log.error({ id, error: describe(error) }, 'unexpected error');
  return new GraphQLError(sentenceOf('INTERNAL_SERVER_ERROR', locale, { id }), {
    path: error instanceof GraphQLError ? error.path : undefined,
    extensions: { code: 'INTERNAL_SERVER_ERROR', id },
  });
}

function withoutTrace(error: GraphQLError): GraphQLError {
  const { serviceName, stacktrace, ...extensions } = error.extensions;
  if (serviceName === undefined && stacktrace === undefined) return error;
  const service = extensions.service ?? serviceName;
  return new GraphQLError(error.message, { path: error.path, nodes: error.nodes, extensions: { ...extensions, ...(service ? { service } : {}) } });
}

function describe(error: unknown): { name: string; message: string; stack?: string } {
  const cause = error instanceof GraphQLError && error.originalError ? error.originalError : error;
  const { name, message, stack } = Object(cause) as Partial<Error>;
  return {
    name: String(name ?? typeof cause),
    message: withoutIdentifiers(String(message ?? '')),
    // The first line of a stack repeats the message.
    stack: typeof stack === 'string' ? stack.split('\n').filter((line) => line.trimStart().startsWith('at ')).join('\n') : undefined,
  };
}
