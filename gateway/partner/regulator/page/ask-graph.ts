import { LANGUAGE } from './language.ts';
import { readToken } from './session.ts';

export interface GraphProblem {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions?: { readonly code?: string };
}

export interface GraphAnswer<Data> {
  readonly data: Data | null;
  readonly problems: readonly GraphProblem[];
}

/** The token is not taken, or is not a regulator's: the page asks for another. */
export class TokenRefused extends Error {
  override readonly name = 'TokenRefused';
}

const REFUSED = 'UNAUTHENTICATED';

interface AskOptions {
  readonly token?: string | null;
  readonly purpose?: string;
  readonly signal?: AbortSignal;
}

/**
 * One question to the public graph, as whoever pasted the token. Throws TokenRefused, the AbortError of the signal, and
 * the browser's own error when the server cannot be reached.
 */
export async function askGraph<Data>(query: string, variables: Record<string, unknown> = {}, options: AskOptions = {}): Promise<GraphAnswer<Data>> {
  const token = options.token === undefined ? readToken() : options.token;
  const response = await fetch('/graphql', {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'accept-language': LANGUAGE,
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      ...(options.purpose === undefined ? {} : { 'x-wasq-purpose': options.purpose }),
    },
    body: JSON.stringify({ query, variables }),
    credentials: 'omit',
    ...(options.signal ? { signal: options.signal } : {}),
  });
  const { data = null, errors: problems = [] } = await response.json() as { data?: Data | null; errors?: GraphProblem[] };
  if (token !== null && (response.status === 401 || problems.some(({ extensions }) => extensions?.code === REFUSED))) {
    throw new TokenRefused(problems[0]?.message ?? '');
  }
  return { data, problems };
}
