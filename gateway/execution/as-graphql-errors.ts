import { GraphQLError } from 'graphql';
import { ERRORS, sentenceOf } from '../../schema/contracts/errors.ts';
import type { Locale } from '../../schema/contracts/identity.ts';
import { logIdOf } from '../server/mask-errors.ts';
import type { SourceError } from './source.ts';

// These codes say that the gateway's own request to the subgraph was wrong. The caller's request was not: it was
// validated before, so to the caller this is a subgraph that does not answer as it should.
const ABOUT_OUR_REQUEST: ReadonlySet<string> = new Set([
  'BAD_REQUEST', 'GRAPHQL_PARSE_FAILED', 'GRAPHQL_VALIDATION_FAILED', 'OPERATION_RESOLUTION_FAILURE', 'BAD_USER_INPUT',
  'PERSISTED_QUERY_NOT_FOUND', 'PERSISTED_QUERY_NOT_SUPPORTED',
]);

/** Tells the log what the caller is not told. Answers the id by which it is found there. */
export type NoteUnintended = (service: string, code: string | null, message: string) => string;

/**
 * A subgraph's errors as the caller may read them. An error with a code of its own is intended and passes whole;
 * of any other the caller learns which service, a sentence of the registry and the id in the log.
 */
export function asGraphQLErrors(
  errors: readonly unknown[], service: string, locale: Locale, note: NoteUnintended,
): GraphQLError[] {
  return errors.map((error) => asGraphQLError(readError(error), service, locale, note));
}

function asGraphQLError({ message, path, extensions = {} }: SourceError, service: string, locale: Locale, note: NoteUnintended): GraphQLError {
  const code = typeof extensions.code === 'string' ? extensions.code : null;
  if (code === 'INTERNAL_SERVER_ERROR') {
    // A house masks its own errors and gives the id under which its log has them.
    const id = logIdOf(extensions) ?? note(service, code, message);
    return new GraphQLError(sentenceOf(code, locale, { id }), { path, extensions: { code, id, service } });
  }
  if (code === null || ABOUT_OUR_REQUEST.has(code)) {
    const id = note(service, code, message);
    const sentence = sentenceOf('DOWNSTREAM_SERVICE_ERROR', locale, { service });
    return new GraphQLError(sentence, { path, extensions: { code: 'DOWNSTREAM_SERVICE_ERROR', service, id } });
  }
  // `http` would set the status of the whole answer: that is not one subgraph's to say.
  const { stacktrace: _trace, exception: _exception, http: _http, ...told } = extensions;
  const text = message === '' && code in ERRORS ? sentenceOf(code as keyof typeof ERRORS, locale) : message;
  return new GraphQLError(text, { path, extensions: { ...told, code, service } });
}

// A subgraph may answer anything under `errors`; only what has the shape of an error is read.
function readError(error: unknown): SourceError {
  if (typeof error !== 'object' || error === null) return { message: '' };
  const { message, path, extensions } = error as Record<string, unknown>;
  return {
    message: typeof message === 'string' ? message : '',
    path: Array.isArray(path) ? path.filter((step) => typeof step === 'string' || typeof step === 'number') : undefined,
    extensions: typeof extensions === 'object' && extensions !== null ? extensions as Record<string, unknown> : {},
  };
}
