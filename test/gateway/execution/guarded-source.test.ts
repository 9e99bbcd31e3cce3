import { describe, expect, it } from '@jest/globals';
import { createCircuit } from '../../../gateway/execution/circuit-breaker.ts';
import { departuresOf } from '../../../gateway/execution/departures.ts';
import { guardedSource } from '../../../gateway/execution/guarded-source.ts';
import { isQuery } from '../../../gateway/execution/retry.ts';
import { SourceFailure } from '../../../gateway/execution/source-failure.ts';
import type { Source } from '../../../gateway/execution/source.ts';
import { createGateway } from '../../../gateway/gateway.ts';
import { createLog } from '../../../gateway/telemetry/log.ts';
import { createMetrics } from '../../../gateway/telemetry/metrics.ts';
import { tinySupergraph } from '../../kit/tiny-subgraphs.ts';

const CALL = { envelope: 'sealed', requestId: 'request-0001', locale: 'en' } as const;
const QUERY = { query: 'query Q { a }' };

/** A source that fails with these codes in turn, and then answers. */
function failing(...codes: SourceFailure['code'][]) {
  const asked: string[] = [];
  const source: Source = {
    name: 'far',
    keys: { keys: [] },
    async execute({ query }) {
      asked.push(query);
      const code = codes.shift();
      if (code) throw new SourceFailure(code, 'far', 'down');
      return { data: { a: 1 } };
    },
    forward: async () => false,
    ready: async () => true,
    close: async () => undefined,
  };
  return { source, asked };
}

function guarded(source: Source, retries = 0, leastCalls = 100) {
  let time = 0;
  const circuit = createCircuit({ windowMs: 1_000, leastCalls, failureShare: 0.5, restMs: 500, now: () => time });
  return { source: guardedSource(source, circuit, { retries, random: () => 0, baseMs: 1 }), circuit, wait: (milliseconds: number) => { time += milliseconds; } };
}

const failure = (code: SourceFailure['code']) => expect.objectContaining({ name: 'SourceFailure', code, service: 'far' });

describe('a guarded source', () => {
  it('is asked once, when nothing else is set', async () => {
    const { source, asked } = failing('DOWNSTREAM_SERVICE_ERROR');
    await expect(guarded(source).source.execute(QUERY, CALL)).rejects.toEqual(failure('DOWNSTREAM_SERVICE_ERROR'));
    expect(asked).toHaveLength(1);
  });

  it('is asked a query again, so many times and no more', async () => {
    const well = failing('DOWNSTREAM_SERVICE_ERROR', 'DOWNSTREAM_SERVICE_ERROR');
    expect(await guarded(well.source, 2).source.execute(QUERY, CALL)).toEqual({ data: { a: 1 } });
    const ill = failing('DOWNSTREAM_SERVICE_ERROR', 'DOWNSTREAM_SERVICE_ERROR', 'DOWNSTREAM_SERVICE_ERROR');
    await expect(guarded(ill.source, 2).source.execute(QUERY, CALL)).rejects.toEqual(failure('DOWNSTREAM_SERVICE_ERROR'));
    expect(ill.asked).toHaveLength(3);
  });

  it.each(['mutation { a }', 'mutation M($x: Int) { a }', '\n mutation{a}', 'subscription { a }', 'fragment F on M { a } mutation { ...F }', '# query\nmutation { a }'])(
    'is never asked again what is no query: %s', async (query) => {
      const { source, asked } = failing('DOWNSTREAM_SERVICE_ERROR');
      await expect(guarded(source, 5).source.execute({ query }, CALL)).rejects.toEqual(failure('DOWNSTREAM_SERVICE_ERROR'));
      expect(asked).toHaveLength(1);
    },
  );

  it.each(['{ a }', ' {a}', 'query { a }', 'query($x: Int) { a }', 'query Q__far__0 { a }'])('knows a query: %s', (query) => {
    expect(isQuery({ query })).toBe(true);
  });

  it('is not asked again when it ran out of time', async () => {
    const { source, asked } = failing('DEADLINE_EXCEEDED');
    await expect(guarded(source, 5).source.execute(QUERY, CALL)).rejects.toEqual(failure('DEADLINE_EXCEEDED'));
    expect(asked).toHaveLength(1);
  });

  it('is not asked again for a caller that has left', async () => {
    const gone = new AbortController();
    const { source, asked } = failing('DOWNSTREAM_SERVICE_ERROR');
    const leaving: Source = { ...source, execute: (request, call) => { gone.abort(); return source.execute(request, call); } };
    await expect(guarded(leaving, 5).source.execute(QUERY, { ...CALL, departures: departuresOf(gone.signal) })).rejects.toEqual(failure('DOWNSTREAM_SERVICE_ERROR'));
    expect(asked).toHaveLength(1);
  });

  it('is left alone while its circuit is open, mutations and retries included, and asked again after its rest', async () => {
    const { source: ill, asked } = failing('DOWNSTREAM_SERVICE_ERROR', 'DEADLINE_EXCEEDED');
    const { source, wait } = guarded(ill, 0, 2);
    await expect(source.execute(QUERY, CALL)).rejects.toEqual(failure('DOWNSTREAM_SERVICE_ERROR'));
    await expect(source.execute(QUERY, CALL)).rejects.toEqual(failure('DEADLINE_EXCEEDED'));
    for (const query of ['{ a }', 'mutation { a }']) await expect(source.execute({ query }, CALL)).rejects.toEqual(failure('SERVICE_PAUSED'));
    expect(asked).toHaveLength(2);
    wait(500);
    expect(await source.execute(QUERY, CALL)).toEqual({ data: { a: 1 } });
  });

  it('is not blamed for callers that left', async () => {
    const { source: ill } = failing('DEADLINE_EXCEEDED', 'DEADLINE_EXCEEDED', 'DEADLINE_EXCEEDED');
    const { source, circuit } = guarded(ill, 0, 1);
    for (let n = 0; n < 3; n += 1) await source.execute(QUERY, { ...CALL, departures: departuresOf(AbortSignal.abort()) }).catch(() => undefined);
    expect(circuit.phase).toBe('closed');
  });
});

describe('a subgraph that fails again and again', () => {
  it('is not asked for a while: callers are told so at once, and the numbers show it', async () => {
    const { source, asked } = failing(...Array.from({ length: 100 }, () => 'DOWNSTREAM_SERVICE_ERROR' as const));
    const metrics = createMetrics();
    const gateway = await createGateway({
      supergraphSdl: tinySupergraph([{ name: 'far', sdl: 'type Query { a: Int }' }]),
      sources: new Map([['far', source]]), auth: 'open', mode: 'SANDBOX', log: createLog('silent'), metrics,
    });
    try {
      const codes = [];
      for (let n = 0; n < 25; n += 1) codes.push((await gateway.execute({ query: '{ a }' }, {})).errors?.[0]?.extensions.code);
      expect([...new Set(codes)]).toEqual(['DOWNSTREAM_SERVICE_ERROR', 'SERVICE_PAUSED']);
      expect(asked).toHaveLength(20);
      expect(await metrics.registry.metrics()).toContain('wasq_circuit_open{subgraph="far"} 1');
    } finally {
      await gateway.close();
    }
  });
});
