import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AsyncLocalStorage } from 'node:async_hooks';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { context, INVALID_SPAN_CONTEXT, propagation, ROOT_CONTEXT, trace } from '@opentelemetry/api';
import type { Context, Span } from '@opentelemetry/api';
import { remoteSource } from '../../../gateway/execution/remote-source.ts';
import { tinyGateway } from '../../kit/tiny-subgraphs.ts';
import type { Tiny } from '../../kit/tiny-subgraphs.ts';

interface Recorded { name: string; parent: string | undefined; attributes: unknown; failed: boolean; ended: boolean }

const recorded: Recorded[] = [];
const storage = new AsyncLocalStorage<Context>();
const SPAN = Symbol('recorded span');
const CALLER = 'x-caller';

/** As much of an OpenTelemetry SDK as shows what the gateway tells one. */
function registerRecorder(): void {
  context.setGlobalContextManager({
    active: () => storage.getStore() ?? ROOT_CONTEXT,
    with: (active, work, self, ...given) => storage.run(active, () => work.call(self as never, ...given)),
    bind: (_active, target) => target,
    enable() { return this; },
    disable() { return this; },
  });
  const startSpan = (tracer: string, name: string, attributes: unknown, within: Context): Span => {
    if (tracer !== 'wasq') return trace.wrapSpanContext(INVALID_SPAN_CONTEXT);
    const line: Recorded = { name, parent: within.getValue(SPAN as never) as string | undefined, attributes, failed: false, ended: false };
    recorded.push(line);
    return { setStatus: () => { line.failed = true; }, end: () => { line.ended = true; } } as unknown as Span;
  };
  trace.setGlobalTracerProvider({
    getTracer: (tracer) => ({
      startSpan: (name: string, options: { attributes?: unknown } = {}, within = context.active()) => startSpan(tracer, name, options.attributes, within),
      startActiveSpan: ((name: string, ...given: unknown[]) => {
        const work = given.at(-1) as (span: Span) => unknown;
        const span = startSpan(tracer, name, (given[0] as { attributes?: unknown }).attributes, context.active());
        const within = tracer === 'wasq' ? context.active().setValue(SPAN as never, name) : context.active();
        return context.with(within, () => work(span));
      }) as never,
    }),
  });
  propagation.setGlobalPropagator({
    inject: (active, carrier, setter) => {
      setter.set(carrier, 'traceparent', `within ${String(active.getValue(SPAN as never))}`);
      setter.set(carrier, CALLER, 'not to be passed on');
    },
    extract: (active, carrier, getter) => active.setValue(SPAN as never, getter.get(carrier, 'traceparent') ?? 'nobody'),
    fields: () => ['traceparent'],
  });
}

const ASSOCIATIONS: Tiny = {
  name: 'associations',
  sdl: 'type Query { secret(of: String): String broken: Int }',
  resolvers: { Query: { secret: () => 'told', broken: () => { throw new Error('broken'); } } },
};

let dataDir: string;
beforeAll(async () => {
  dataDir = await mkdtemp(`${tmpdir()}/wasq-spans-`);
  registerRecorder();
});
afterAll(async () => {
  context.disable();
  trace.disable();
  propagation.disable();
  await rm(dataDir, { recursive: true });
});

describe('spans', () => {
  it('are one an operation and one a subgraph call, under the caller\'s own, and name no value', async () => {
    const { gateway } = await tinyGateway([ASSOCIATIONS], dataDir);
    const { url } = await gateway.listen({ host: '127.0.0.1', port: 0 });
    try {
      await fetch(`${url}/graphql`, {
        method: 'POST', headers: { 'content-type': 'application/json', traceparent: 'the caller' },
        body: JSON.stringify({ query: 'query Q($of: String) { secret(of: $of) broken }', variables: { of: '1012345678' } }),
      });
      expect(recorded).toEqual([
        { name: 'operation', parent: 'the caller', attributes: { 'graphql.operation.type': 'query' }, failed: true, ended: true },
        { name: 'subgraph', parent: 'operation', attributes: { 'wasq.subgraph': 'associations' }, failed: true, ended: true },
      ]);
    } finally {
      await gateway.close();
    }
  });

  it('go on in the subgraph, by the headers of Trace Context and no other', async () => {
    const seen: unknown[] = [];
    const server = createServer((request, response) => {
      seen.push([request.headers.traceparent, request.headers[CALLER]]);
      response.end('{"data":{"secret":"told"}}');
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => { server.once('listening', resolve); });
    const source = remoteSource({ name: 'associations', url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql` });
    const { gateway } = await tinyGateway([ASSOCIATIONS], dataDir, { sources: new Map([['associations', source]]) });
    try {
      await gateway.execute({ query: '{ secret }' }, {});
      expect(seen).toEqual([['within subgraph', undefined]]);
    } finally {
      await gateway.close();
      server.close();
    }
  });
});
