import type { IncomingMessage, ServerResponse } from 'node:http';
import type { GraphQLFormattedError } from 'graphql';
import { decodeJwt } from 'jose';
import { localeOf } from '../auth/locale.ts';
import { refuse } from '../auth/refuse.ts';
import type { RequestHeaders } from '../auth/verify-token.ts';
import type { Masked } from '../execution/planned-execution.ts';
import type { RequestContext } from '../execution/request-context.ts';
import type { Subscriptions } from '../limits/subscriptions.ts';
import type { Log } from '../telemetry/log.ts';
import type { Metrics } from '../telemetry/metrics.ts';
import { underCallersSpan } from '../telemetry/spans.ts';
import { addressOf } from './address-of.ts';
import type { GraphqlSettings } from './answer-graphql.ts';
import { answerError, answerJson } from './answer.ts';
import { askedDocumentOf } from './asked-document.ts';
import { enter } from './door.ts';
import { eventRequestOf } from './event-request.ts';
import { writeEvents } from './event-writer.ts';
import type { EventWriterSettings } from './event-writer.ts';
import { maskError } from './mask-errors.ts';
import { mayBeForged } from './may-be-forged.ts';
import { parseBody } from './parse-body.ts';
import { readBody } from './read-body.ts';

export interface EventsSettings extends Pick<GraphqlSettings, 'server' | 'verify' | 'admit' | 'limitsOf' | 'clientAddressHeader' | 'bodyLimitBytes'> {
  readonly subscriptions: Subscriptions;
  readonly events?: EventWriterSettings;
  /** Whether it takes no new work any more. */
  readonly isDraining: () => boolean;
  readonly log: Log;
  readonly metrics: Metrics;
}

/** Longer than this no timer of node's goes. */
const LONGEST_MS = 2 ** 31 - 1;

/**
 * Answers an operation as server-sent events (graphql-sse, one connection each): a subscription with one `next` an
 * event, any other operation with its one answer; then `complete`. What is refused before anything runs is answered as
 * JSON with its status. A stream ends with its token, its supergraph and its gateway. Throws BodyTooLarge, BodyBroken.
 */
export async function answerEvents(settings: EventsSettings, request: IncomingMessage, response: ServerResponse, requestId: string, headers: RequestHeaders): Promise<void> {
  const locale = localeOf(headers['accept-language']);
  if (request.method !== 'POST' && request.method !== 'GET') {
    response.setHeader('allow', 'GET, POST');
    return answerError(response, 405, 'BAD_REQUEST', locale);
  }
  if (settings.isDraining()) return answerError(response, 503, 'GATEWAY_STOPPING', locale);
  if (mayBeForged(request.headers)) return answerError(response, 400, 'BAD_REQUEST', locale);
  if (request.method === 'POST' && !/^application\/json *(;|$)/i.test(headers['content-type'] ?? '')) return answerError(response, 415, 'BAD_REQUEST', locale);
  const body = parseBody(request.method === 'POST' ? await readBody(request, settings.bodyLimitBytes) : '');
  const search = request.url?.includes('?') ? request.url.slice(request.url.indexOf('?')) : '';
  const asked = eventRequestOf(request.method, search, body);
  if (!asked) return answerError(response, 400, 'BAD_REQUEST', locale);

  const over = new AbortController();
  const left = new AbortController();
  const leave = () => {
    left.abort();
    over.abort(new Error('the caller has left'));
  };
  response.once('close', leave);
  if (response.closed) return;
  const ends: (() => void)[] = [() => response.off('close', leave)];
  let events: AsyncIterable<Masked> | null = null;
  let context: RequestContext | null = null;
  try {
    context = await enter(headers, requestId, settings.verify, settings.limitsOf);
    const { life, principal } = context;
    const address = addressOf(headers, request, settings.clientAddressHeader);
    left.signal.addEventListener('abort', () => life.leave(), { once: true });
    ends.push(() => life.end());
    await settings.admit(askedDocumentOf(request.method, search, body), context, address);
    const place = settings.subscriptions.enter(principal, address, (reason) => over.abort(refuse(reason, locale, {}, 503)));
    if (!('leave' in place)) throw refuse('TOO_MANY_SUBSCRIPTIONS', locale, { limit: 'subscriptions', ...place }, 429);
    ends.push(() => place.leave());
    ends.push(endWithToken(headers, settings, () => over.abort(refuse('UNAUTHENTICATED', locale, {}, 401))));

    const contextValue: RequestContext = {
      ...context,
      stream: { over: over.signal, left: left.signal, readsOnly: request.method === 'GET', take: (taken) => { events = taken; } },
    };
    const { body: answer, http } = await underCallersSpan(headers, () => settings.server.executeOperation({ ...asked, variables: { ...asked.variables } }, { contextValue }));
    life.end();
    const single = answer.kind === 'single' ? answer.singleResult : answer.initialResult;
    // What was not even begun is no event: the status says more.
    const isRefused = events === null && single.data === undefined;
    if (isRefused && (http.status ?? 200) >= 400) {
      for (const [name, value] of http.headers) response.setHeader(name, value);
      return answerJson(response, http.status ?? 400, { errors: single.errors });
    }
    await tell(settings, response, context, events ?? once(single), over.signal);
  } catch (error) {
    if (response.headersSent) return void response.destroy();
    const masked = maskError(error, locale, settings.log.child({ requestId }));
    const { http, ...extensions } = masked.extensions as { http?: { status?: number; headers?: Iterable<[string, string]> } };
    settings.metrics.error(String(masked.extensions.code));
    for (const [name, value] of http?.headers ?? []) response.setHeader(name, value);
    answerJson(response, http?.status ?? 500, { errors: [{ message: masked.message, extensions }] });
  } finally {
    ends.forEach((end) => end());
  }
}

type Told = Masked | { readonly data?: unknown; readonly errors?: readonly GraphQLFormattedError[] | undefined };

async function tell({ events: writing = {}, metrics, log }: EventsSettings, response: ServerResponse, { requestId, since }: RequestContext, events: AsyncIterable<Told>, over: AbortSignal): Promise<void> {
  const writer = writeEvents(response, writing);
  let count = 0;
  metrics.streams(1);
  try {
    for await (const told of events) {
      if (response.closed) return;
      count += 1;
      metrics.event();
      for (const { extensions } of told.errors ?? []) metrics.error(String(extensions?.code));
      await writer.next(told);
    }
    writer.complete();
  } finally {
    writer.stop();
    metrics.streams(-1);
    const code = over.aborted ? (over.reason as { extensions?: { code?: string } }).extensions?.code ?? 'LEFT' : 'COMPLETE';
    log.info({ requestId, events: count, ms: Math.round(performance.now() - since), end: code }, 'event stream ended');
  }
}

/** A right ends with the token that gave it. Answers how to stop watching. */
function endWithToken({ authorization = '' }: RequestHeaders, { verify }: EventsSettings, end: () => void): () => void {
  if (!verify || authorization === '') return () => undefined;
  const { exp = 0 } = decodeJwt(authorization.replace(/^Bearer +/i, '').trim());
  const timer = setTimeout(end, Math.min(LONGEST_MS, Math.max(0, exp * 1_000 - Date.now())));
  timer.unref();
  return () => clearTimeout(timer);
}

async function* once<Item>(item: Item): AsyncGenerator<Item, void, undefined> {
  yield item;
}
