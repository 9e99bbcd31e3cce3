import type { IncomingMessage, ServerResponse } from 'node:http';
import type { JSONWebKeySet } from 'jose';
import { REQUEST_ID_HEADER } from '../../schema/contracts/identity.ts';
import { localeOf } from '../auth/locale.ts';
import type { RequestHeaders } from '../auth/verify-token.ts';
import { SourceFailure } from '../execution/source-failure.ts';
import type { Source } from '../execution/source.ts';
import { serveGraphiql } from '../partner/graphiql.ts';
import { serveRegulator } from '../partner/regulator/serve-regulator.ts';
import { withoutIdentifiers } from '../telemetry/log.ts';
import { answerError, answerJson } from './answer.ts';
import { answerEvents } from './answer-events.ts';
import type { EventsSettings } from './answer-events.ts';
import { answerGraphql } from './answer-graphql.ts';
import type { GraphqlSettings } from './answer-graphql.ts';
import { applyCors } from './cors.ts';
import { headersOf, requestIdOf } from './door.ts';
import { wantsEvents } from './event-request.ts';
import { logIdOf, maskError } from './mask-errors.ts';
import { sourceBehind } from './passed-on.ts';
import { BodyBroken, BodyTooLarge } from './read-body.ts';

export interface HttpSettings extends GraphqlSettings, EventsSettings {
  readonly sources: ReadonlyMap<string, Source>;
  /** The subgraph that takes what is sent to /uploads/. */
  readonly uploads: Source | undefined;
  readonly jwks: JSONWebKeySet;
  readonly corsOrigins: readonly string[];
}

export type HandleHttp = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** Everything the gateway answers over HTTP. Never rejects. */
export function createHttp(settings: HttpSettings): HandleHttp {
  const { log } = settings;
  return async (request, response) => {
    const headers = headersOf(request.headers);
    const requestId = requestIdOf(headers);
    response.setHeader(REQUEST_ID_HEADER, requestId);
    // Its connection must not be used again: the next request belongs to another replica.
    if (settings.isDraining()) response.shouldKeepAlive = false;
    try {
      await route(settings, request, response, requestId, headers);
    } catch (error) {
      const locale = localeOf(headers['accept-language']);
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

async function route(settings: HttpSettings, request: IncomingMessage, response: ServerResponse, requestId: string, headers: RequestHeaders): Promise<void> {
  const { sources, uploads, jwks, corsOrigins, metrics } = settings;
  const [path = '/'] = (request.url ?? '/').split('?');
  const reads = request.method === 'GET' || request.method === 'HEAD';
  if (applyCors(request, response, corsOrigins)) return;

  if (path === '/graphql' && wantsEvents(request.headers)) return answerEvents(settings, request, response, requestId, headers);
  if (path === '/graphql') return answerGraphql(settings, request, response, requestId, headers);
  if (path.startsWith('/uploads/') && uploads && await uploads.forward(request, response)) return;
  const behind = sourceBehind(path, sources);
  if (behind && await behind.forward(request, response)) return;
  if (reads && await serveRegulator(path, request, response)) return;
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
        return answerReady(response, settings);
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

async function answerReady(response: ServerResponse, { sources, isDraining }: HttpSettings): Promise<void> {
  const subgraphs = Object.fromEntries(await Promise.all([...sources].map(async ([name, source]) =>
    [name, await source.ready().catch(() => false)] as const)));
  // Who balances load must send nothing more to one that is about to go.
  const draining = isDraining();
  const ready = !draining && Object.values(subgraphs).every(Boolean);
  answerJson(response, ready ? 200 : 503, { ready, ...(draining ? { draining } : {}), subgraphs });
}
