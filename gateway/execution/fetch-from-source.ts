import { randomUUID } from 'node:crypto';
import { GraphQLError } from 'graphql';
import { sentenceOf } from '../../schema/contracts/errors.ts';
import type { Locale, Principal } from '../../schema/contracts/identity.ts';
import type { ProgrammeMode } from '../../schema/contracts/mode.ts';
import type { GraphRequest } from '../../subgraphs/kit/house.ts';
import type { EnvelopeSigner } from '../auth/envelope.ts';
import { withoutIdentifiers } from '../telemetry/log.ts';
import type { Log } from '../telemetry/log.ts';
import type { Metrics } from '../telemetry/metrics.ts';
import { inSpan, isTraced, traceHeaders } from '../telemetry/spans.ts';
import { asGraphQLErrors } from './as-graphql-errors.ts';
import { departuresOf } from './departures.ts';
import type { RequestContext } from './request-context.ts';
import { isQuery } from './retry.ts';
import { SourceFailure } from './source-failure.ts';
import type { RawRequest, ReadAnswer, Source, SourceAnswer, SourceCall } from './source.ts';
import { untilAborted } from './until-aborted.ts';

export interface FetchAnswer {
  readonly data?: SourceAnswer['data'];
  readonly errors?: readonly GraphQLError[];
}

/** Asks one subgraph in the caller's name. Throws GraphQLError when no usable answer comes. */
export type Fetch = (source: Source, request: GraphRequest, context: RequestContext) => Promise<FetchAnswer>;

/** The same with the request as bytes: null when `read` could read the bytes of the answer. */
export type Exchange = (source: Source, request: RawRequest, context: RequestContext, read: ReadAnswer) => Promise<FetchAnswer | null>;

/** Begins a subscription at one subgraph, of which each event is an answer, until the stream is over. Throws GraphQLError, also while events come. */
export type Subscribe = (source: Source, request: GraphRequest, context: RequestContext, over: AbortSignal) => Promise<AsyncIterable<FetchAnswer>>;

export interface Calls {
  readonly fetch: Fetch;
  readonly exchange: Exchange;
  readonly subscribe: Subscribe;
}

/** An envelope that was sealed is used again this long, a small part of its life. */
const REUSE_MILLISECONDS = 5_000;

export function createCalls(
  { envelopes, mode, log, metrics }: {
    readonly envelopes: EnvelopeSigner; readonly mode: ProgrammeMode; readonly log: Log; readonly metrics: Metrics;
  },
): Calls {
  // One principal asks many subgraphs many times; a principal is never changed.
  const sealed = new WeakMap<Principal, Readonly<Record<Locale, Map<string, { readonly envelope: string; readonly until: number }>>>>();

  return {
    async fetch(source, request, context) {
      const send = (call: SourceCall) => source.execute(request, call);
      return await inSpan('subgraph', { 'wasq.subgraph': source.name }, () => called(source, context, isQuery(request), send)) ?? {};
    },
    exchange(source, request, context, read) {
      return isTraced()
        ? inSpan('subgraph', { 'wasq.subgraph': source.name }, () => exchanged(source, request, context, read))
        : exchanged(source, request, context, read);
    },
    subscribe: (source, request, context, over) => inSpan('subgraph', { 'wasq.subgraph': source.name }, async () => {
      const { principal, locale, requestId, life: { departures } } = context;
      const started = performance.now();
      try {
        if (!source.subscribe) throw new SourceFailure('DOWNSTREAM_SERVICE_ERROR', source.name, 'it has no subscriptions');
        const envelope = sealedBefore(principal, locale, source.name) ?? await seal(principal, locale, source.name);
        const call = { envelope, requestId, locale, departures: departuresOf(AbortSignal.any([departures.signal, over])), trace: traceHeaders() };
        const events = await source.subscribe(request, call);
        metrics.fetch(source.name, 'ok', (performance.now() - started) / 1_000);
        return eventsOf(source, events, context, over);
      } catch (error) {
        metrics.fetch(source.name, 'failed', (performance.now() - started) / 1_000);
        throw told(error, context);
      }
    }),
  };

  function exchanged(source: Source, request: RawRequest, context: RequestContext, read: ReadAnswer): Promise<FetchAnswer | null> {
    return called(source, context, request.isQuery, (call) => (source.exchange
      ? source.exchange(request, call, read)
      : source.execute(JSON.parse(request.body.toString('utf8')) as GraphRequest, call)));
  }

  async function* eventsOf(source: Source, events: AsyncIterable<SourceAnswer>, context: RequestContext, over: AbortSignal): AsyncGenerator<FetchAnswer, void, undefined> {
    try {
      for await (const answer of untilAborted(events, over)) yield read(source, answer, context);
    } catch (error) {
      // What a subgraph throws in the middle says where it broke, which is for the log.
      throw told(over.aborted || error instanceof SourceFailure ? error : new SourceFailure('DOWNSTREAM_SERVICE_ERROR', source.name, String(error)), context);
    }
  }

  function read(source: Source, { data, errors }: SourceAnswer, { locale, requestId }: RequestContext): FetchAnswer {
    const failed = Array.isArray(errors) && errors.length > 0;
    return failed ? { data, errors: asGraphQLErrors(errors, source.name, locale, noteUnintended(requestId)) } : { data };
  }

  /** What a caller is told of a failure; the log has the rest. */
  function told(error: unknown, { locale, requestId }: RequestContext): unknown {
    if (!(error instanceof SourceFailure)) return error;
    const { code, service } = error;
    const id = randomUUID();
    log.warn({ id, requestId, service, code, reason: withoutIdentifiers(error.reason) }, 'subgraph failed');
    return new GraphQLError(sentenceOf(code, locale, { service }), { extensions: { code, service, id } });
  }

  async function called(
    source: Source, context: RequestContext, isQuery: boolean, send: (call: SourceCall) => Promise<SourceAnswer | null>,
  ): Promise<FetchAnswer | null> {
    const { principal, locale, requestId, life: { departures } } = context;
    const started = performance.now();
    try {
      if (departures.reason) throw new SourceFailure('DEADLINE_EXCEEDED', source.name, 'the operation was over before this was asked');
      const envelope = sealedBefore(principal, locale, source.name) ?? await seal(principal, locale, source.name);
      // A mutation that was sent is waited for, within the subgraph's own deadline: to stop listening would not undo it.
      const answer = await send({ envelope, requestId, locale, departures: isQuery ? departures : undefined, trace: traceHeaders() });
      const fetched = answer && read(source, answer, context);
      metrics.fetch(source.name, fetched?.errors ? 'errors' : 'ok', (performance.now() - started) / 1_000);
      return fetched;
    } catch (error) {
      metrics.fetch(source.name, 'failed', (performance.now() - started) / 1_000);
      throw told(error, context);
    }
  }

  function sealedBefore(principal: Principal, locale: Locale, subgraph: string): string | null {
    const found = sealed.get(principal)?.[locale].get(subgraph);
    return found && found.until > Date.now() ? found.envelope : null;
  }

  async function seal(principal: Principal, locale: Locale, subgraph: string): Promise<string> {
    const envelope = await envelopes.seal({ principal, locale, mode }, subgraph);
    const ofPrincipal = sealed.get(principal) ?? { ar: new Map(), en: new Map() };
    ofPrincipal[locale].set(subgraph, { envelope, until: Date.now() + REUSE_MILLISECONDS });
    sealed.set(principal, ofPrincipal);
    return envelope;
  }

  function noteUnintended(requestId: string) {
    return (service: string, code: string | null, message: string): string => {
      const id = randomUUID();
      log.warn({ id, requestId, service, code, message: withoutIdentifiers(message) }, 'subgraph told an unintended error');
      return id;
    };
  }
}
