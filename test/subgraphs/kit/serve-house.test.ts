import { afterEach, describe, expect, it } from '@jest/globals';
import { Agent, request as httpRequest } from 'node:http';
import type { House } from '../../../subgraphs/kit/house.ts';
import { serveHouse } from '../../../subgraphs/kit/serve-house.ts';
import type { ServedHouse } from '../../../subgraphs/kit/serve-house.ts';
import { keptLog } from './kit-database.ts';

const JWKS = { keys: [{ kty: 'OKP', crv: 'Ed25519', x: 'x', kid: 'k' }] };

let served: ServedHouse | null = null;
afterEach(async () => {
  await served?.close();
  served = null;
});

/** Serves a house that answers what it was asked. */
async function serve(more: Partial<House> = {}, log = keptLog().log): Promise<string> {
  const house: House = {
    name: 'things',
    jwks: JWKS,
    execute: async (request, envelope, requestId) => ({ data: { request, envelope, requestId } }),
    handle: async () => false,
    ready: async () => true,
    close: async () => undefined,
    ...more,
  };
  served = await serveHouse(house, { host: '127.0.0.1', port: 0, log });
  return served.url;
}

const post = (url: string, body: string, headers: Record<string, string> = {}) => fetch(`${url}/graphql`, { method: 'POST', body, headers });

describe('POST /graphql', () => {
  it('hands the request, the envelope and the request id to the house', async () => {
    const url = await serve();
    const body = { query: '{ a }', variables: { b: 1 }, operationName: 'c' };
    const response = await post(url, JSON.stringify(body), { 'x-wasq-identity': 'token', 'x-request-id': 'r1' });
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'application/json; charset=utf-8']);
    expect(await response.json()).toEqual({ data: { request: body, envelope: 'token', requestId: 'r1' } });
  });

  it('hands what comes to the schema beside it to that one', async () => {
    const beside: House = { name: 'more', jwks: JWKS, execute: async (request, envelope) => ({ data: { beside: request.query, envelope } }), handle: async () => false, ready: async () => true, close: async () => undefined };
    const url = await serve({ beside });
    expect(await (await post(`${url}/more`, '{"query":"{ a }"}', { 'x-wasq-identity': 'token' })).json()).toEqual({ data: { beside: '{ a }', envelope: 'token' } });
    expect((await post(`${url}/other`, '{"query":"{ a }"}')).status).toBe(404);
    expect((await post(`${await serve()}/more`, '{"query":"{ a }"}')).status).toBe(404);
  });

  it('takes null for variables and name as none', async () => {
    const response = await post(await serve(), '{"query":"{ a }","variables":null,"operationName":null}');
    expect(await response.json()).toEqual({ data: { request: { query: '{ a }' } } });
  });

  it.each(['', 'x', 'null', '[]', '{}', '{"query":5}', '{"query":"{a}","variables":"x"}', '{"query":"{a}","variables":[]}', '{"query":"{a}","operationName":5}'])(
    'answers 400 to %j', async (body) => {
      const response = await post(await serve(), body);
      expect(response.status).toBe(400);
      expect(await response.json()).toEqual({ errors: [{ message: 'The body is not a GraphQL request.' }] });
    });

  it('answers 413 to a body past the limit, which the caller reads to the end', async () => {
    const response = await post(await serve(), `{"query":"${'x'.repeat(12 * 1024 * 1024)}"}`);
    expect(response.status).toBe(413);
    expect(await response.json()).toEqual({ errors: [{ message: 'The body is too large.' }] });
  });

  it('takes a body of almost the limit', async () => {
    expect((await post(await serve(), JSON.stringify({ query: 'x'.repeat(8 * 1024 * 1024 - 100) }))).status).toBe(200);
  });

  it('answers 500 without the error\'s words, which are not in the log either', async () => {
    const { log, lines } = keptLog();
    const url = await serve({ execute: () => Promise.reject(new TypeError('1000000001')) }, log);
    const response = await post(url, '{"query":"{ a }"}');
    expect(response.status).toBe(500);
    expect(await response.json()).toEqual({ errors: [{ message: 'Unexpected error.', extensions: { code: 'INTERNAL_SERVER_ERROR' } }] });
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ error: 'TypeError' });
    expect(lines.join('')).not.toContain('1000000001');
  });
});

describe('beside GraphQL', () => {
  it('publishes its keys', async () => {
    expect(await (await fetch(`${await serve()}/.well-known/jwks.json`)).json()).toEqual(JWKS);
  });

  it('is alive even when it is not ready', async () => {
    const url = await serve({ ready: async () => false });
    expect((await fetch(`${url}/health`)).status).toBe(200);
    const ready = await fetch(`${url}/ready`);
    expect([ready.status, await ready.json()]).toEqual([503, { status: 'not ready' }]);
  });

  it('is ready when the house is', async () => {
    const ready = await fetch(`${await serve()}/ready?x=1`);
    expect([ready.status, await ready.json()]).toEqual([200, { status: 'ready' }]);
  });

  it('lets the house answer its own paths, and answers 404 to the rest', async () => {
    const url = await serve({
      handle: async (request, response) => {
        if (request.url !== '/own') return false;
        response.writeHead(201).end('own');
        return true;
      },
    });
    expect((await fetch(`${url}/own`)).status).toBe(201);
    expect((await fetch(`${url}/graphql`)).status).toBe(404);
    expect((await fetch(`${url}/else`)).status).toBe(404);
  });
});

describe('draining', () => {
  it('lets a running request end, then closes the house once, though the caller keeps its connection', async () => {
    const happened: string[] = [];
    let go = (): void => undefined;
    const released = new Promise<void>((resolve) => (go = resolve));
    let arrived = (): void => undefined;
    const running = new Promise<void>((resolve) => (arrived = resolve));
    const url = await serve({
      execute: async () => {
        arrived();
        await released;
        happened.push('answered');
        return { data: {} };
      },
      close: async () => void happened.push('closed'),
    });
    const agent = new Agent({ keepAlive: true });
    const status = new Promise<number | undefined>((resolve, reject) => {
      httpRequest(`${url}/graphql`, { method: 'POST', agent }, (response) => {
        response.resume();
        resolve(response.statusCode);
      }).on('error', reject).end('{"query":"{ a }"}');
    });
    await running;
    const closed = served?.close();
    served = null;
    await expect(fetch(`${url}/health`)).rejects.toThrow();
    go();
    expect(await status).toBe(200);
    await closed;
    expect(happened).toEqual(['answered', 'closed']);
    agent.destroy();
  });
});
