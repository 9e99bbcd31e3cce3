import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { GraphQLError } from 'graphql';
import { ListenError } from '../../../gateway/server/listen.ts';
import { SCOPES_OF_ROLE } from '../../../schema/contracts/identity.ts';
import { tinyGateway, tinySupergraph } from '../../kit/tiny-subgraphs.ts';
import type { Tiny } from '../../kit/tiny-subgraphs.ts';

let release: (() => void) | null = null;

const ASSOCIATIONS: Tiny = {
  name: 'associations',
  sdl: `
    type Query { hello(to: String): String broken: String intended: String slow: Int needed: Need inside: Int @inaccessible }
    type Need { must: String! }
    type Mutation { add(n: Int!): Int @authenticated }
  `,
  resolvers: {
    Query: {
      hello: (_: unknown, { to }: { to?: string }) => `hello ${to ?? ''}`,
      broken: () => { throw new Error('the row of 1012345678 (a@b.test) is broken'); },
      intended: () => { throw new GraphQLError('No.', { extensions: { code: 'CONFLICT', state: 'OPEN', http: { status: 418 } } }); },
      slow: () => new Promise((resolve) => { release = () => resolve(1); }),
      needed: () => ({ must: 'm' }),
    },
    Mutation: { add: (_: unknown, { n }: { n: number }) => n + 1 },
  },
};

let dataDir: string;
let world: Awaited<ReturnType<typeof tinyGateway>>;
let url: string;
beforeAll(async () => {
  dataDir = await mkdtemp(`${tmpdir()}/wasq-http-`);
  world = await tinyGateway([ASSOCIATIONS], dataDir, { bodyLimitBytes: 2_000, corsOrigins: ['https://portal.test'] });
  ({ url } = await world.gateway.listen({ host: '127.0.0.1', port: 0 }));
});
afterAll(async () => {
  await world.gateway.close();
  await rm(dataDir, { recursive: true });
});

interface Body { data?: unknown; errors?: { message: string; path?: unknown; extensions: Record<string, unknown> }[] }

async function post(body: unknown, headers: Record<string, string> = {}) {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  return { status: response.status, headers: response.headers, body: await response.json() as Body };
}

describe('the graph over HTTP', () => {
  it('answers POST, and GET with a preflight header', async () => {
    expect(await post({ query: '{ hello(to: "you") }' })).toMatchObject({ status: 200, body: { data: { hello: 'hello you' } } });
    const got = await fetch(`${url}/graphql?query=${encodeURIComponent('{ hello }')}`, { headers: { 'apollo-require-preflight': '1' } });
    expect(await got.json()).toEqual({ data: { hello: 'hello ' } });
  });

  it('answers in the media type of GraphQL over HTTP when it is asked for', async () => {
    const { headers } = await post({ query: '{ hello }' }, { accept: 'application/graphql-response+json' });
    expect(headers.get('content-type')).toContain('application/graphql-response+json');
  });

  it('changes nothing by GET', async () => {
    const got = await fetch(`${url}/graphql?query=${encodeURIComponent('mutation { add(n: 1) }')}`, { headers: { 'apollo-require-preflight': '1' } });
    expect(got.status).toBe(405);
  });

  it('refuses what a form on another site could send, and batches', async () => {
    expect((await post('{"query":"{ hello }"}', { 'content-type': 'text/plain' })).status).toBe(400);
    expect((await post([{ query: '{ hello }' }])).status).toBe(400);
  });

  it('refuses a body over the limit, told or not told beforehand', async () => {
    const large = { query: `{ hello(to: "${'x'.repeat(2_000)}") }` };
    expect(await post(large)).toMatchObject({ status: 413, body: { errors: [{ extensions: { code: 'REQUEST_TOO_LARGE' } }] } });
    const chunked = await fetch(`${url}/graphql`, {
      method: 'POST', headers: { 'content-type': 'application/json' }, body: new Blob([JSON.stringify(large)]).stream(), duplex: 'half',
    } as RequestInit);
    expect(chunked.status).toBe(413);
  });

  it('refuses a small text that unfolds into a huge operation', async () => {
    const fragments = Array.from({ length: 14 }, (_, n) => `fragment F${n} on Query { ...F${n + 1} ...F${n + 1} }`).join(' ');
    const { status, body } = await post({ query: `{ ...F0 } ${fragments} fragment F14 on Query { hello }` });
    expect({ status, code: body.errors?.[0]?.extensions.code }).toEqual({ status: 200, code: 'GRAPHQL_VALIDATION_FAILED' });
  });

  it('refuses a bad token with a challenge, before anything is asked', async () => {
    world.house('associations').seen.length = 0;
    const { status, headers, body } = await post({ query: '{ hello }' }, { authorization: 'Bearer nonsense' });
    expect(status).toBe(401);
    expect(headers.get('www-authenticate')).toContain('Bearer');
    expect(body).toEqual({ errors: [expect.objectContaining({ extensions: { code: 'UNAUTHENTICATED' } })] });
    expect(world.house('associations').seen).toEqual([]);
  });

  it('speaks Arabic when it is asked to', async () => {
    const { body } = await post({ query: 'mutation { add(n: 1) }' }, { 'accept-language': 'ar-SA, en;q=0.5' });
    expect(body).toEqual({ data: { add: null }, errors: [expect.objectContaining({ message: expect.stringContaining('يلزم رمز دخول') })] });
  });

  it('hands the house who asks, in which language and mode, and the request id beside it', async () => {
    world.house('associations').seen.length = 0;
    const headers = { ...await world.bearer(['council']), 'accept-language': 'ar', 'x-request-id': 'request-0001', 'x-wasq-purpose': 'audit' };
    expect((await post({ query: '{ hello }' }, headers)).headers.get('x-request-id')).toBe('request-0001');
    expect(world.house('associations').seen).toEqual([{
      request: expect.anything(),
      requestId: 'request-0001',
      envelope: expect.objectContaining({
        locale: 'ar',
        mode: 'SANDBOX',
        principal: { subject: 'someone', organisation: 'org-1', roles: ['council'], scopes: SCOPES_OF_ROLE.council, purpose: 'audit' },
      }),
    }]);
  });

  it('lets an intended error through whole, but not the status of the answer', async () => {
    const { status, body } = await post({ query: '{ intended hello }' });
    expect(status).toBe(200);
    expect(body.data).toEqual({ intended: null, hello: 'hello ' });
    expect(body.errors).toEqual([
      { message: 'No.', path: ['intended'], extensions: { code: 'CONFLICT', state: 'OPEN', service: 'associations' } },
    ]);
  });

  it('hides an unintended error behind an id that is in the log, and no person is in either', async () => {
    const { body } = await post({ query: '{ broken }' });
    const [error] = body.errors ?? [];
    expect(error?.extensions.code).toBe('DOWNSTREAM_SERVICE_ERROR');
    const line = world.lines.find((each) => each.includes(String(error?.extensions.id)));
    expect(line).toContain('is broken');
    for (const text of [JSON.stringify(body), world.lines.join('\n')]) {
      expect(text).not.toContain('1012345678');
      expect(text).not.toContain('a@b.test');
    }
  });

  it('logs no variable', async () => {
    await post({ query: 'query Q($to: String) { hello(to: $to) }', variables: { to: 'secret-word' } });
    expect(world.lines.some((line) => line.includes('"operation":"Q"'))).toBe(true);
    expect(world.lines.join('\n')).not.toContain('secret-word');
  });

  it('does not know a hidden field', async () => {
    expect((await post({ query: '{ inside }' })).body.errors?.[0]?.extensions.code).toBe('GRAPHQL_VALIDATION_FAILED');
  });

  it('passes an upload on as a stream, of any size', async () => {
    const response = await fetch(`${url}/uploads/known/1`, { method: 'PUT', headers: { 'content-type': 'text/csv' }, body: 'x'.repeat(300_000) });
    expect(await response.json()).toEqual({ bytes: 300_000, type: 'text/csv' });
    expect((await fetch(`${url}/uploads/other`, { method: 'PUT', body: 'x' })).status).toBe(404);
  });

  it('lets the pages of given origins call, and no other', async () => {
    const preflight = (origin: string) => fetch(`${url}/graphql`, { method: 'OPTIONS', headers: { origin, 'access-control-request-method': 'POST' } });
    expect((await preflight('https://portal.test')).headers.get('access-control-allow-origin')).toBe('https://portal.test');
    expect((await preflight('https://evil.test')).headers.get('access-control-allow-origin')).toBeNull();
  });

  it('tells its life, its readiness, its keys and its numbers', async () => {
    const get = async (path: string) => (await fetch(url + path)).text();
    expect(JSON.parse(await get('/health'))).toEqual({ live: true });
    expect(JSON.parse(await get('/ready'))).toEqual({ ready: true, subgraphs: { associations: true } });
    expect(JSON.parse(await get('/.well-known/jwks.json'))).toEqual(world.gateway.jwks);
    expect(await get('/.well-known/jwks.json')).not.toContain('"d"');
    expect(await get('/metrics')).toMatch(/wasq_fetch_seconds_count\{subgraph="associations",outcome="ok"\} \d+/);
  });

  it('has a sentence for an address where nothing is', async () => {
    const response = await fetch(`${url}/nothing`);
    expect({ status: response.status, body: await response.json() })
      .toMatchObject({ status: 404, body: { errors: [{ extensions: { code: 'ADDRESS_NOT_FOUND' } }] } });
  });

  it('survives a caller who hangs up in the middle of a body', async () => {
    const { hostname, port } = new URL(url);
    const socket = connect(Number(port), hostname);
    socket.write('POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{"que');
    await new Promise((resolve) => { socket.once('connect', resolve); });
    socket.destroy();
    expect((await post({ query: '{ hello }' })).status).toBe(200);
  });

  it('says in one sentence that a port is taken', async () => {
    const port = Number(new URL(url).port);
    await expect(world.gateway.listen({ host: '127.0.0.1', port })).rejects.toThrow(ListenError);
    await expect(world.gateway.listen({ host: '127.0.0.1', port })).rejects.toThrow(`Port ${port} on 127.0.0.1 is taken`);
  });

  it('lets a running request end when it comes down', async () => {
    const second = await world.gateway.listen({ host: '127.0.0.1', port: 0 });
    const running = fetch(`${second.url}/graphql`, {
      method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ query: '{ slow }' }),
    });
    while (!release) await new Promise((resolve) => { setImmediate(resolve); });
    const closed = second.close();
    release();
    expect(await (await running).json()).toEqual({ data: { slow: 1 } });
    await closed;
    await expect(fetch(`${second.url}/health`)).rejects.toThrow();
  });
});

describe('a new supergraph', () => {
  it('serves at once, with its rules, and a bad one changes nothing', async () => {
    const ask = () => world.gateway.execute({ query: '{ hello }' }, {});
    const before = tinySupergraph([ASSOCIATIONS]);
    await expect(world.gateway.updateSupergraph('type Query { nothing: Int }')).rejects.toThrow();
    expect((await ask()).errors).toBeUndefined();
    await world.gateway.updateSupergraph(tinySupergraph([{ ...ASSOCIATIONS, sdl: ASSOCIATIONS.sdl.replace('hello(to: String): String', 'hello(to: String): String @authenticated') }]));
    expect((await ask()).errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
    await world.gateway.updateSupergraph(before);
    expect((await ask()).errors).toBeUndefined();
  });
});
