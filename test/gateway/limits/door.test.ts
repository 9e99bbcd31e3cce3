import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { getIntrospectionQuery } from 'graphql';
import type { GatewaySettings } from '../../../gateway/gateway.ts';
import { hashOf } from '../../../gateway/limits/known-operations.ts';
import { tinyGateway } from '../../kit/tiny-subgraphs.ts';
import type { Tiny } from '../../kit/tiny-subgraphs.ts';

const ASSOCIATIONS: Tiny = {
  name: 'associations',
  sdl: 'type Query { hello: String things(first: Int): [Thing!]! } type Thing { id: ID! things(first: Int): [Thing!]! } type Mutation { add(n: Int): Int }',
  resolvers: { Query: { hello: () => 'hello', things: () => [{ id: '1', things: [] }] }, Mutation: { add: (_: unknown, { n }: { n: number }) => n + 1 } },
};

let dataDir: string;
beforeAll(async () => { dataDir = await mkdtemp(`${tmpdir()}/wasq-door-`); });
afterAll(() => rm(dataDir, { recursive: true }));

interface Body { data?: unknown; errors?: { message: string; extensions: Record<string, unknown> }[] }
type World = Awaited<ReturnType<typeof tinyGateway>>;
type Post = (body: unknown, headers?: Record<string, string>) => Promise<{ status: number; headers: Headers; body: Body; code: unknown }>;

async function against(settings: Partial<GatewaySettings>, then: (post: Post, world: World, url: string) => Promise<void>) {
  const world = await tinyGateway([ASSOCIATIONS], dataDir, settings);
  const { url } = await world.gateway.listen({ host: '127.0.0.1', port: 0 });
  const post: Post = async (asked, headers = {}) => {
    const response = await fetch(`${url}/graphql`, {
      method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(typeof asked === 'string' ? { query: asked } : asked),
    });
    const body = await response.json() as Body;
    return { status: response.status, headers: response.headers, body, code: body.errors?.[0]?.extensions.code };
  };
  try {
    await then(post, world, url);
  } finally {
    await world.gateway.close();
  }
}

const deep = '{ things { things { things { id } } } }';
const asHouse = async (world: World) => ({ Authorization: `Bearer ${await world.house('associations').assert()}` });

describe('the door', () => {
  it('turns away what is over a limit before any house is asked, in the caller\'s language, with numbers', async () => {
    await against({ limits: { depth: 3 } }, async (post, world) => {
      const { status, body } = await post(deep, { 'accept-language': 'ar' });
      expect(status).toBe(400);
      expect(body).toEqual({ errors: [{
        message: 'عمق العملية 4 مستوى، والمسموح 3. اطلب المستويات الأعمق في عملية مستقلة.',
        extensions: { code: 'OPERATION_TOO_DEEP', limit: 'depth', measured: 4, allowed: 3 },
      }] });
      expect(world.house('associations').seen).toEqual([]);
      expect(await world.gateway.execute({ query: deep }, {})).toMatchObject({ errors: [{ extensions: { code: 'OPERATION_TOO_DEEP' } }] });
    });
  });

  it('counts tokens before it parses', async () => {
    await against({ limits: { tokens: 10 } }, async (post) => {
      expect(await post(`{ ${'hello '.repeat(9)} {{{{`)).toMatchObject({ status: 400, code: 'TOO_MANY_TOKENS' });
      expect(await post('{ hello')).toMatchObject({ status: 200, code: 'GRAPHQL_PARSE_FAILED' });
    });
  });

  it('holds a caller to its own limits also when a house asked the same before', async () => {
    await against({ limits: { depth: 3 } }, async (post, world) => {
      expect(await world.gateway.execute({ query: deep }, await asHouse(world))).toMatchObject({ data: {} });
      expect((await post(deep)).code).toBe('OPERATION_TOO_DEEP');
    });
  });

  it.each([
    ['inline', '{ things(first: 60) { things(first: 60) { id } } }', {}],
    ['by a variable', 'query ($n: Int) { things(first: $n) { things(first: $n) { id } } }', { n: 60 }],
    ['by alias and fragment', '{ ...F } fragment F on Query { a: things(first: 60) { b: things(first: 60) { id } } }', {}],
  ])('estimates the cost of the operation: %s', async (_how, query, variables) => {
    await against({ limits: { cost: 3_000 } }, async (post, world) => {
      const { status, body } = await post({ query, variables });
      expect(status).toBe(400);
      expect(body.errors?.[0]?.extensions).toEqual({ code: 'OPERATION_TOO_COSTLY', limit: 'cost', measured: 3_660, allowed: 3_000 });
      expect(world.house('associations').seen).toEqual([]);
      expect((await post({ query: query.replaceAll('60', '6'), variables: 'n' in variables ? { n: 6 } : {} })).status).toBe(200);
    });
  });

  it('has a budget for each subgraph', async () => {
    await against({ limits: { subgraphCost: 50 } }, async (post) => {
      expect((await post('{ things(first: 60) { id } }')).body.errors?.[0]?.extensions)
        .toEqual({ code: 'SUBGRAPH_COST_TOO_HIGH', limit: 'subgraphCost', service: 'associations', measured: 60, allowed: 50 });
    });
  });

  it('refuses a batch, so that no limit can be had twice', async () => {
    await against({}, async (post) => {
      expect((await post([{ query: '{ hello }' }, { query: '{ hello }' }])).status).toBe(400);
    });
  });

  it('limits the rate of a caller, and says when to come back', async () => {
    await against({ limits: { rate: 2 } }, async (post, world) => {
      const me = await world.bearer(['member']);
      await post('{ hello }', me);
      await post({ query: '{ not a query' }, me);
      const { status, headers, body } = await post('{ hello }', me);
      expect(status).toBe(429);
      expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
      expect(body.errors?.[0]?.extensions).toMatchObject({ code: 'RATE_LIMITED', limit: 'rate', measured: 3, allowed: 2 });
      expect((await post('{ hello }')).status).toBe(200);
    });
  });

  it('believes a proxy about addresses only when it is told of one', async () => {
    const spread = async (post: Post) => {
      const answers = [];
      for (const address of ['1.1.1.1', '2.2.2.2']) answers.push((await post('{ hello }', { 'x-real-ip': `9.9.9.9, ${address}` })).status);
      return answers;
    };
    await against({ limits: { rate: 1 } }, async (post) => expect(await spread(post)).toEqual([200, 429]));
    await against({ limits: { rate: 1 }, clientAddressHeader: 'x-real-ip' }, async (post) => expect(await spread(post)).toEqual([200, 200]));
  });

  it('tells the numbers of what it turned away', async () => {
    await against({ limits: { depth: 3 } }, async (post, _world, url) => {
      await post(deep);
      expect(await (await fetch(`${url}/metrics`)).text()).toContain('wasq_errors_total{code="OPERATION_TOO_DEEP"} 1');
    });
  });

  it('lets introspection in outside production, and in production only when it is allowed', async () => {
    const query = getIntrospectionQuery();
    await against({}, async (post) => expect((await post(query)).body.errors).toBeUndefined());
    await against({ production: true }, async (post) => {
      expect(await post(query)).toMatchObject({ status: 200, code: 'GRAPHQL_VALIDATION_FAILED' });
      expect((await post('{ __typename hello }')).body).toEqual({ data: { __typename: 'Query', hello: 'hello' } });
    });
    await against({ production: true, introspection: true }, async (post) => expect((await post(query)).body.errors).toBeUndefined());
  });
});

describe('known operations', () => {
  const KNOWN = '{ hello }';
  const OTHER = '{ things { id } }';
  const knownOperations = new Map([[hashOf(KNOWN), KNOWN]]);
  const byHash = (text: string) => ({ extensions: { persistedQuery: { version: 1, sha256Hash: hashOf(text) } } });

  it('run by their hash, by POST and by GET', async () => {
    await against({ knownOperations }, async (post, _world, url) => {
      expect((await post(byHash(KNOWN))).body).toEqual({ data: { hello: 'hello' } });
      const search = new URLSearchParams({ extensions: JSON.stringify(byHash(KNOWN).extensions) });
      const got = await fetch(`${url}/graphql?${search}`, { headers: { 'apollo-require-preflight': '1' } });
      expect(await got.json()).toEqual({ data: { hello: 'hello' } });
    });
  });

  it('are those that a client sent with their hash, once they have run', async () => {
    await against({}, async (post) => {
      expect(await post(byHash(OTHER))).toMatchObject({ status: 200, code: 'PERSISTED_QUERY_NOT_FOUND' });
      expect((await post({ query: KNOWN, ...byHash(OTHER) })).status).toBe(400);
      expect((await post({ query: OTHER, ...byHash(OTHER) })).body).toEqual({ data: { things: [{ id: '1' }] } });
      expect((await post(byHash(OTHER))).body).toEqual({ data: { things: [{ id: '1' }] } });
    });
  });

  it('are under the limits of whoever asks by hash', async () => {
    await against({ limits: { depth: 3 }, knownOperations: new Map([[hashOf(deep), deep]]) }, async (post) => {
      expect((await post(byHash(deep))).code).toBe('OPERATION_TOO_DEEP');
    });
  });

  it('are all that runs for a client kind of which that is asked, whatever else its token carries', async () => {
    await against({ knownOperations, knownOnlyFor: new Set(['partner', 'anonymous']) }, async (post, world) => {
      const partner = await world.bearer(['partner', 'council']);
      for (const headers of [partner, {}] as Record<string, string>[]) {
        expect((await post(KNOWN, headers)).body).toEqual({ data: { hello: 'hello' } });
        expect((await post(byHash(KNOWN), headers)).body).toEqual({ data: { hello: 'hello' } });
        for (const disguise of [OTHER, `${KNOWN} `, '{ a: hello }', 'query Q { ...F } fragment F on Query { hello }', getIntrospectionQuery()]) {
          expect(await post(disguise, headers)).toMatchObject({ status: 403, code: 'OPERATION_NOT_KNOWN' });
          expect(await post({ query: disguise, ...byHash(disguise) }, headers)).toMatchObject({ status: 403, code: 'OPERATION_NOT_KNOWN' });
          expect(await post({ query: disguise, ...byHash(KNOWN) }, headers)).toMatchObject({ status: 403, code: 'OPERATION_NOT_KNOWN' });
        }
      }
      expect((await post({ query: OTHER, ...byHash(OTHER) }, await world.bearer(['member']))).body).toEqual({ data: { things: [{ id: '1' }] } });
      expect((await post(byHash(OTHER), partner)).code).toBe('OPERATION_NOT_KNOWN');
      expect(await world.gateway.execute({ query: OTHER }, await asHouse(world))).toMatchObject({ data: {} });
    });
  });
});
