import { pipeline } from 'node:stream/promises';
import { Pool } from 'undici';
import type { Dispatcher } from 'undici';
import { ENVELOPE_HEADER, REQUEST_ID_HEADER } from '../../schema/contracts/identity.ts';
import { beginCall } from './call-time.ts';
import { SourceFailure } from './source-failure.ts';
import type { Source, SourceAnswer } from './source.ts';

export interface RemoteSourceSettings {
  readonly name: string;
  /** The subgraph's GraphQL endpoint. Its keys and readiness are at /.well-known/jwks.json and /ready of the same origin. */
  readonly url: URL | string;
  /** Time for one whole answer. */
  readonly deadlineMs?: number;
  /** A longer answer is cut off: one subgraph must not fill the memory of all. */
  readonly answerLimitBytes?: number;
  readonly connections?: number;
}

const UPLOAD_HEADERS = ['content-type', 'content-length', 'content-encoding', 'accept', 'accept-language', REQUEST_ID_HEADER];

/** A subgraph behind an address, asked over kept-alive connections. */
export function remoteSource({
  name, url, deadlineMs = 10_000, answerLimitBytes = 64 << 20, connections = 64,
}: RemoteSourceSettings): Source {
  const endpoint = new URL(url);
  const path = endpoint.pathname + endpoint.search;
  const pool = new Pool(endpoint.origin, { connections });

  return {
    name,
    keys: new URL('/.well-known/jwks.json', endpoint),
    async execute(request, { envelope, requestId, locale, signal: caller, trace }) {
      const time = beginCall(deadlineMs, caller);
      try {
        const response = await pool.request({
          method: 'POST',
          path,
          headers: {
            'content-type': 'application/json',
            accept: 'application/graphql-response+json, application/json',
            'accept-language': locale,
            [ENVELOPE_HEADER]: envelope,
            [REQUEST_ID_HEADER]: requestId,
            ...trace,
          },
          body: JSON.stringify(request),
          signal: time.signal,
        });
        return answerIn(await readText(response, answerLimitBytes), response.statusCode);
      } catch (error) {
        if (time.isOver()) throw new SourceFailure('DEADLINE_EXCEEDED', name, `no whole answer in ${deadlineMs} ms`);
        if (caller?.aborted) throw new SourceFailure('DEADLINE_EXCEEDED', name, reasonOf(caller.reason));
        throw new SourceFailure('DOWNSTREAM_SERVICE_ERROR', name, reasonOf(error));
      } finally {
        time.end();
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
          body: request,
          signal: gone.signal,
          // The answer comes when the whole file has been read, which may take as long as the sender likes.
          headersTimeout: 0,
        });
        response.writeHead(answer.statusCode, { 'content-type': String(answer.headers['content-type'] ?? 'application/json') });
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
    close: () => pool.close(),
  };
}

async function readText({ body }: Dispatcher.ResponseData, limit: number): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > limit) throw new Error(`the answer is longer than ${limit} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

// GraphQL over HTTP allows an error status with a GraphQL body; what counts is whether the body is an answer.
function answerIn(text: string, status: number): SourceAnswer {
  const answer = parseObject(text);
  const isAnswer = answer !== null && ('data' in answer || (Array.isArray(answer.errors) && answer.errors.length > 0));
  if (!isAnswer) throw new Error(`HTTP ${status} without a GraphQL answer`);
  return answer;
}

function parseObject(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value as Record<string, unknown> : null;
  } catch {
    return null;
  }
}

function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return [code, message].filter(Boolean).join(' ');
}
