import { pipeline } from 'node:stream/promises';
import { errors, Pool } from 'undici';
import type { Dispatcher } from 'undici';
import { ENVELOPE_HEADER, REQUEST_ID_HEADER } from '../../schema/contracts/identity.ts';
import { answerIn } from './answer-in.ts';
import { AnswerTooLarge } from './answer-too-large.ts';
import type { Departures } from './departures.ts';
import { openEventStream } from './event-stream.ts';
import { holdOrigin } from './origin-pool.ts';
import { post, PostOverdue } from './post.ts';
import { SourceFailure } from './source-failure.ts';
import type { ReadAnswer, Source, SourceAnswer, SourceCall } from './source.ts';

export interface RemoteSourceSettings {
  readonly name: string;
  /** The subgraph's GraphQL endpoint. Its keys and readiness are at /.well-known/jwks.json and /ready of the same origin. */
  readonly url: URL | string;
  /** Time for one whole answer. */
  readonly deadlineMs?: number;
  /** A longer answer is cut off: one subgraph must not fill the memory of all. */
  readonly answerLimitBytes?: number;
  /** At most so many calls at a time to its origin, shared with other subgraphs behind the same; some are kept free for each. */
  readonly connections?: number;
}

/** What goes with plain HTTP that is passed on: to the subgraph, and back. */
const UPLOAD_HEADERS = ['content-type', 'content-length', 'content-encoding', 'accept', 'accept-language', 'if-none-match', REQUEST_ID_HEADER];
const ANSWER_HEADERS = ['content-length', 'etag', 'cache-control', 'allow'];

const JSON_ANSWER = 'application/graphql-response+json, application/json';

/** A subgraph behind an address, asked over kept-alive connections. */
export function remoteSource({
  name, url, deadlineMs = 10_000, answerLimitBytes = 64 << 20, connections = 64,
}: RemoteSourceSettings): Source {
  const endpoint = new URL(url);
  const path = endpoint.pathname + endpoint.search;
  const origin = holdOrigin(endpoint.origin, connections);
  const { pool } = origin;
  // A subscription holds its connection for as long as it lasts: queries must not wait for one.
  let streams: Pool | null = null;

  function failureOf(error: unknown, departures: Departures | undefined): SourceFailure {
    if (error instanceof PostOverdue || error instanceof errors.HeadersTimeoutError) return new SourceFailure('DEADLINE_EXCEEDED', name, `no whole answer in ${deadlineMs} ms`);
    if (departures?.reason) return new SourceFailure('DEADLINE_EXCEEDED', name, reasonOf(departures.reason));
    return new SourceFailure(error instanceof AnswerTooLarge ? 'ANSWER_TOO_LARGE' : 'DOWNSTREAM_SERVICE_ERROR', name, reasonOf(error));
  }

  function headersOf({ envelope, requestId, locale, trace }: SourceCall, accept: string): string[] {
    const headers = ['content-type', 'application/json', 'accept', accept, 'accept-language', locale, ENVELOPE_HEADER, envelope, REQUEST_ID_HEADER, requestId];
    if (trace) for (const header in trace) headers.push(header, trace[header] ?? '');
    return headers;
  }

  async function* eventsOrFailure(events: AsyncIterable<SourceAnswer>, departures: Departures | undefined): AsyncGenerator<SourceAnswer, void, undefined> {
    try {
      yield* events;
    } catch (error) {
      throw failureOf(error, departures);
    }
  }

  async function asked(body: Buffer, call: SourceCall, read: ReadAnswer): Promise<SourceAnswer | null> {
    const { departures } = call;
    try {
      const answer = await post(origin, { path, headers: headersOf(call, JSON_ANSWER), body, deadlineMs, departures, limitBytes: answerLimitBytes });
      return answer.status === 200 && read(answer.body) ? null : answerIn(answer.body.toString('utf8'), answer.status);
    } catch (error) {
      throw failureOf(error, departures);
    }
  }

  return {
    name,
    keys: new URL('/.well-known/jwks.json', endpoint),
    async execute(request, call) {
      return await asked(Buffer.from(JSON.stringify(request)), call, () => false) as SourceAnswer;
    },
    exchange: ({ body }, call, read) => asked(body, call, read),
    async subscribe(request, call) {
      const { departures } = call;
      streams ??= new Pool(endpoint.origin);
      try {
        const body = Buffer.from(JSON.stringify(request));
        const events = await openEventStream(streams, { path, headers: headersOf(call, 'text/event-stream'), body, deadlineMs, signal: departures?.signal, limitBytes: answerLimitBytes });
        return eventsOrFailure(events, departures);
      } catch (error) {
        throw failureOf(error, departures);
      }
    },
    async forward(request, response) {
      const gone = new AbortController();
      response.once('close', () => gone.abort());
      const headers = UPLOAD_HEADERS.map((header) => [header, request.headers[header]] as const)
        .filter((entry): entry is readonly [string, string] => typeof entry[1] === 'string');
      try {
        const answer = await pool.request({
          method: request.method as Dispatcher.HttpMethod,
          path: request.url ?? '/',
          headers: Object.fromEntries(headers),
          // A question without a body must not be sent with an empty one, chunk by chunk.
          body: request.method === 'GET' || request.method === 'HEAD' ? null : request,
          signal: gone.signal,
          // The answer comes when the whole file has been read, which may take as long as the sender likes.
          headersTimeout: 0,
        });
        const back = ANSWER_HEADERS.flatMap((header) => (answer.headers[header] === undefined ? [] : [[header, answer.headers[header]]]));
        response.writeHead(answer.statusCode, { ...Object.fromEntries(back), 'content-type': String(answer.headers['content-type'] ?? 'application/json') });
        await pipeline(answer.body, response);
        return true;
      } catch (error) {
        if (response.headersSent || gone.signal.aborted) return true;
        throw new SourceFailure('DOWNSTREAM_SERVICE_ERROR', name, reasonOf(error));
      }
    },
    async ready() {
      try {
        const { statusCode, body } = await pool.request({ method: 'GET', path: '/ready', signal: AbortSignal.timeout(2_000) });
        await body.dump();
        return statusCode === 200;
      } catch {
        return false;
      }
    },
    async close() {
      await Promise.all([origin.close(), streams?.destroy()]);
    },
  };
}

function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return [code, message].filter(Boolean).join(' ');
}
