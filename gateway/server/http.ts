import type { IncomingMessage, ServerResponse } from 'node:http';
import { HeaderMap } from '@apollo/server';
import type { ApolloServer } from '@apollo/server';
import type { JSONWebKeySet } from 'jose';
import { REQUEST_ID_HEADER } from '../../schema/contracts/identity.ts';
import { localeOf } from '../auth/locale.ts';
import type { VerifyToken } from '../auth/verify-token.ts';
import type { RequestContext } from '../execution/request-context.ts';
import { SourceFailure } from '../execution/source-failure.ts';
import type { Source } from '../execution/source.ts';
import type { Admit } from '../limits/admission.ts';
import type { LimitsOf } from '../limits/limits.ts';
import type { OperationLife } from '../limits/operation-life.ts';
import { serveGraphiql } from '../partner/graphiql.ts';
import { withoutIdentifiers } from '../telemetry/log.ts';
import type { Log } from '../telemetry/log.ts';
import type { Metrics } from '../telemetry/metrics.ts';
import { underCallersSpan } from '../telemetry/spans.ts';
import { answerError, answerJson } from './answer.ts';
import { askedDocumentOf } from './asked-document.ts';
import { applyCors } from './cors.ts';
import { enter, headersOf, requestIdOf } from './door.ts';
import { logIdOf, maskError } from './mask-errors.ts';
import { BodyBroken, BodyTooLarge, readBody } from './read-body.ts';

export interface HttpSettings {
  readonly server: ApolloServer<RequestContext>;
  readonly verify: VerifyToken | null;
  readonly admit: Admit;
  readonly limitsOf: LimitsOf;
  /** A header in which the proxy before the gateway puts the caller's address, in lower case; null when there is none. */
  readonly clientAddressHeader: string | null;
  readonly sources: ReadonlyMap<string, Source>;
  /** The subgraph that takes what is sent to /uploads/. */
  readonly uploads: Source | undefined;
  readonly jwks: JSONWebKeySet;
  readonly bodyLimitBytes: number;
  readonly corsOrigins: readonly string[];
  readonly log: Log;
  readonly metrics: Metrics;
}

export type HandleHttp = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** Everything the gateway answers over HTTP. Never rejects. */
export function createHttp(settings: HttpSettings): HandleHttp {
  const { log } = settings;
  return async (request, response) => {
    const headers = headersOf(request.headers);
    const requestId = requestIdOf(headers);
    const locale = localeOf(headers['accept-language']);
    response.setHeader(REQUEST_ID_HEADER, requestId);
    try {
      await route(settings, request, response, requestId);
    } catch (error) {
      if (error instanceof BodyBroken || response.headersSent) {
        response.destroy();
      } else if (error instanceof BodyTooLarge) {
        // The rest of the body is still on its way: without a close, it would be read as the next request.
        response.setHeader('connection', 'close');
        answerError(response, 413, 'REQUEST_TOO_LARGE', locale, { limit: settings.bodyLimitBytes });
      } else if (error instanceof SourceFailure) {
        log.warn({ requestId, service: error.service, reason: withoutIdentifiers(error.reason) }, 'subgraph failed');
        answerError(response, 502, error.code, locale, { service: error.service });
      } else {
        const masked = maskError(error, locale, log.child({ requestId }));
        answerError(response, 500, 'INTERNAL_SERVER_ERROR', locale, { id: logIdOf(masked.extensions) ?? requestId });
      }
    }
  };
}

async function route(settings: HttpSettings, request: IncomingMessage, response: ServerResponse, requestId: string): Promise<void> {
  const { sources, uploads, jwks, corsOrigins, metrics } = settings;
  const [path = '/'] = (request.url ?? '/').split('?');
  const reads = request.method === 'GET' || request.method === 'HEAD';
  if (applyCors(request, response, corsOrigins)) return;

  if (path === '/graphql') return graphql(settings, request, response, requestId);
  if (path.startsWith('/uploads/') && uploads && await uploads.forward(request, response)) return;
  if (reads) {
    switch (path) {
      case '/':
        response.writeHead(302, { location: '/graphiql' }).end();
        return;
      case '/graphiql':
        return serveGraphiql(request, response);
      case '/health':
        return answerJson(response, 200, { live: true });
      case '/ready':
        return answerReady(response, sources);
      case '/.well-known/jwks.json':
        response.setHeader('cache-control', 'public, max-age=60');
        return answerJson(response, 200, jwks);
      case '/metrics':
        response.writeHead(200, { 'content-type': metrics.registry.contentType }).end(await metrics.registry.metrics());
        return;
    }
  }
  answerError(response, 404, 'ADDRESS_NOT_FOUND', localeOf(request.headers['accept-language']));
}

async function answerReady(response: ServerResponse, sources: ReadonlyMap<string, Source>): Promise<void> {
  const subgraphs = Object.fromEntries(await Promise.all([...sources].map(async ([name, source]) =>
    [name, await source.ready().catch(() => false)] as const)));
  const ready = Object.values(subgraphs).every(Boolean);
  answerJson(response, ready ? 200 : 503, { ready, subgraphs });
}

async function graphql(
  { server, verify, admit, limitsOf, clientAddressHeader, bodyLimitBytes }: HttpSettings, request: IncomingMessage, response: ServerResponse, requestId: string,
): Promise<void> {
  const headers = headersOf(request.headers);
  const text = request.method === 'POST' ? await readBody(request, bodyLimitBytes) : '';
  const search = request.url?.includes('?') ? request.url.slice(request.url.indexOf('?')) : '';
  const body = parseBody(text);
  let life: OperationLife | null = null;
  response.once('close', () => life?.leave());
  const answer = await underCallersSpan(headers, () => server.executeHTTPGraphQLRequest({
    httpGraphQLRequest: {
      method: request.method ?? 'GET',
      headers: new HeaderMap(Object.entries(headers).filter((entry): entry is [string, string] => entry[1] !== undefined)),
      search,
      body,
    },
    async context() {
      const context = await enter(headers, requestId, verify, limitsOf);
      life = context.life;
      if (response.closed) life.leave();
      await admit(askedDocumentOf(request.method, search, body), context, addressOf(request, clientAddressHeader));
      return context;
    },
  })).finally(() => life?.end());
  response.setHeader('cache-control', 'no-store');
  for (const [name, value] of answer.headers) response.setHeader(name, value);
  response.statusCode = answer.status ?? 200;
  if (answer.body.kind === 'complete') {
    response.end(answer.body.string);
    return;
  }
  for await (const chunk of answer.body.asyncIterator) response.write(chunk);
  response.end();
}

// A proxy adds the address it sees at the end; what stands before that, the caller may have written.
function addressOf({ headers, socket }: IncomingMessage, header: string | null): string {
  const told = header === null ? undefined : headersOf(headers)[header]?.split(',').at(-1)?.trim();
  return told || (socket.remoteAddress ?? 'unknown');
}

// What is not JSON is handed on as no body, which the server refuses with the right status and code.
function parseBody(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
