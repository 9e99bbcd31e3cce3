import { request as httpRequest } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { describe, expect, it } from '@jest/globals';
import { createGateway } from '../../../gateway/gateway.ts';
import type { GatewaySettings } from '../../../gateway/gateway.ts';
import { remoteSource } from '../../../gateway/execution/remote-source.ts';
import { createLog } from '../../../gateway/telemetry/log.ts';
import { serve, tinySupergraph } from '../../kit/tiny-subgraphs.ts';

const SDL = 'type Query { a: Int } type Mutation { one: Int }';
const OTHER = 'type Query { b: Int } type Mutation { two: Int }';

type Handle = (query: string, response: ServerResponse) => void;

/** A gateway over two subgraphs, `quick` that answers at once and `slow` that does as it is told. */
async function against(execution: 'own' | 'apollo', slow: Handle, limits: GatewaySettings['limits'], then: (url: string, askedOfQuick: readonly string[]) => Promise<void>) {
  const askedOfQuick: string[] = [];
  const quick: Handle = (query, response) => {
    askedOfQuick.push(query);
    response.end('{"data":{"b":2,"two":2}}');
  };
  const read = (handle: Handle) => (request: IncomingMessage, response: ServerResponse) => {
    let text = '';
    request.on('data', (chunk: Buffer) => { text += chunk.toString(); }).on('end', () => handle((JSON.parse(text) as { query: string }).query, response));
  };
  const [quickly, slowly] = await Promise.all([serve(read(quick)), serve(read(slow))]);
  const gateway = await createGateway({
    supergraphSdl: tinySupergraph([{ name: 'slow', sdl: SDL }, { name: 'quick', sdl: OTHER }]),
    sources: new Map(Object.entries({ slow: slowly, quick: quickly }).map(([name, { url }]) => [name, remoteSource({ name, url: `${url}/graphql` })])),
    auth: 'open',
    execution,
    mode: 'SANDBOX',
    log: createLog('silent'),
    ...(limits ? { limits } : {}),
  });
  try {
    await then((await gateway.listen({ host: '127.0.0.1', port: 0 })).url, askedOfQuick);
  } finally {
    await Promise.all([quickly.close(), slowly.close()]);
    await gateway.close();
  }
}

function send(url: string, query: string) {
  const sending = httpRequest(`${url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json' } });
  sending.on('error', () => undefined).end(JSON.stringify({ query }));
  return sending;
}

async function post(url: string, query: string) {
  const response = await fetch(`${url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ query }) });
  return { status: response.status, body: await response.json() as { data?: unknown; errors?: { message: string; path?: unknown; extensions: Record<string, unknown> }[] } };
}

describe.each(['own', 'apollo'] as const)('an operation whose time is over, run by %s', (execution) => {
  it('is answered with what has come, and says why the rest is missing', async () => {
    await against(execution, () => undefined, { deadlineMs: 1_500 }, async (url) => {
      const { status, body } = await post(url, '{ a b }');
      expect(status).toBe(200);
      expect(body.data).toEqual({ a: null, b: 2 });
      expect(body.errors?.map(({ extensions: { code, service } }) => [code, service])).toEqual([
        ['DEADLINE_EXCEEDED', 'slow'], ['OPERATION_DEADLINE_EXCEEDED', undefined],
      ]);
      expect(body.errors?.[1]?.extensions).toMatchObject({ limit: 'deadlineMs', allowed: 1_500, measured: expect.any(Number) });
    });
  });

  it('waits for a mutation that was sent, and sends no further one', async () => {
    const slow: Handle = (_query, response) => {
      setTimeout(() => response.end('{"data":{"one":1}}'), 300);
    };
    await against(execution, slow, { deadlineMs: 100 }, async (url, askedOfQuick) => {
      const { body } = await post(url, 'mutation { one two }');
      expect(body.data).toEqual({ one: 1, two: null });
      expect(body.errors?.map(({ extensions: { code, service } }) => [code, service])).toEqual([
        ['DEADLINE_EXCEEDED', 'quick'], ['OPERATION_DEADLINE_EXCEEDED', undefined],
      ]);
      expect(askedOfQuick).toEqual([]);
    });
  });
});

describe.each(['own', 'apollo'] as const)('a caller who leaves an operation run by %s', (execution) => {
  it('ends its calls to the subgraphs', async () => {
    let ended: () => void = () => undefined;
    const ending = new Promise<void>((resolve) => { ended = resolve; });
    let asked: () => void = () => undefined;
    const asking = new Promise<void>((resolve) => { asked = resolve; });
    const slow: Handle = (_query, response) => {
      response.once('close', ended);
      asked();
    };
    await against(execution, slow, {}, async (url) => {
      const sending = send(url, '{ a }');
      await asking;
      sending.destroy();
      await ending;
    });
  });

  it('does not end a mutation that was sent', async () => {
    let outcome: (finished: boolean) => void = () => undefined;
    const finished = new Promise<boolean>((resolve) => { outcome = resolve; });
    let sending: ReturnType<typeof send> | null = null;
    const slow: Handle = (_query, response) => {
      response.once('close', () => outcome(response.writableFinished));
      sending?.destroy();
      setTimeout(() => response.end('{"data":{"one":1}}'), 200);
    };
    await against(execution, slow, {}, async (url) => {
      sending = send(url, 'mutation { one }');
      expect(await finished).toBe(true);
    });
  });
});
