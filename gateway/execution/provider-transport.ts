import type { Dispatcher } from 'undici';
import { answerOrNull } from './answer-in.ts';
import { ProviderFailure } from './provider-failure.ts';
import type { Provider } from './providers.ts';
import type { SourceAnswer } from './source.ts';

/** Sends one body to an insurer's own subgraph and reads its answer. Throws ProviderFailure. */
export type ProviderTransport = (provider: Provider, call: ProviderCall) => Promise<SourceAnswer>;

export interface ProviderCall {
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
  /** Nothing is done twice when it is sent twice. */
  readonly repeatable: boolean;
}

/** How much one insurer may answer at once. */
export const PROVIDER_ANSWER_LIMIT = 4 << 20;

/**
 * Over connections of the agent, which says where they may lead. What comes back is not believed: no redirect, no
 * compression, JSON alone, and no more of it than the limit, whatever its length is said to be.
 */
export function createProviderTransport({ agent, answerLimitBytes = PROVIDER_ANSWER_LIMIT }: { readonly agent: Dispatcher; readonly answerLimitBytes?: number }): ProviderTransport {
  return async ({ url }, { body, headers, signal, repeatable }) => {
    const { origin, pathname, search } = new URL(url);
    const send = (): Promise<Dispatcher.ResponseData> => agent.request({
      origin,
      path: pathname + search,
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json', accept: 'application/graphql-response+json, application/json', 'accept-encoding': 'identity' },
      body,
      signal,
    });
    const response = await send()
      // A server may close a connection that idled at the very moment it is used again: nobody's failure, and seen no second time.
      .catch((error: unknown) => {
        if (repeatable && !signal.aborted && RESET.has(codeOf(error))) return send();
        throw error;
      })
      .catch((error: unknown) => { throw unreachable(error); });
    try {
      mustBeJson(response);
      return answerIn(await readText(response, answerLimitBytes));
    } catch (error) {
      // The rest of what is wrong is not waited for.
      response.body.on('error', () => undefined).destroy();
      if (error instanceof ProviderFailure) throw error;
      throw new ProviderFailure('PROVIDER_ANSWER_INVALID', `the answer broke off: ${codeOf(error)}`);
    }
  };
}

/** The connection ended before a byte of the answer came. */
const RESET: ReadonlySet<string> = new Set(['UND_ERR_SOCKET', 'ECONNRESET', 'EPIPE']);

function unreachable(error: unknown): ProviderFailure {
  const code = codeOf(error);
  return code === 'ADDRESS_REFUSED' ? new ProviderFailure('PROVIDER_ADDRESS_REFUSED', 'the address leads into our own network') : new ProviderFailure('PROVIDER_UNREACHABLE', code);
}

function mustBeJson({ statusCode, headers }: Dispatcher.ResponseData): void {
  if (statusCode >= 300 && statusCode < 400) throw new ProviderFailure('PROVIDER_ANSWER_INVALID', `a redirect (HTTP ${statusCode})`);
  const type = String(headers['content-type'] ?? '');
  if (!/^application\/(json|graphql-response\+json)\s*(;|$)/i.test(type)) throw new ProviderFailure('PROVIDER_ANSWER_INVALID', `HTTP ${statusCode} that is not JSON`);
  const coding = String(headers['content-encoding'] ?? 'identity');
  if (coding !== 'identity') throw new ProviderFailure('PROVIDER_ANSWER_INVALID', 'a compressed answer');
}

async function readText({ body }: Dispatcher.ResponseData, limit: number): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > limit) throw new ProviderFailure('PROVIDER_ANSWER_TOO_LARGE', `more than ${limit} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function answerIn(text: string): SourceAnswer {
  const answer = answerOrNull(text);
  if (answer === null) throw new ProviderFailure('PROVIDER_ANSWER_INVALID', 'JSON that is no GraphQL answer');
  return answer;
}

function codeOf(error: unknown): string {
  const { code, name } = error as NodeJS.ErrnoException;
  return code ?? name ?? 'unknown';
}
