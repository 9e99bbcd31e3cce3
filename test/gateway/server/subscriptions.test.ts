import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { remoteSource } from '../../../gateway/execution/remote-source.ts';
import { createEnvelopeSigner } from '../../../gateway/auth/envelope.ts';
import type { GatewaySettings } from '../../../gateway/gateway.ts';
import { stream } from '../../kit/event-client.ts';
import { createFeed } from '../../kit/feed.ts';
import type { Feed } from '../../kit/feed.ts';
import { serve, serveHouse, tinyGateway, tinyHouse, tinySupergraph } from '../../kit/tiny-subgraphs.ts';
import type { Served, Tiny } from '../../kit/tiny-subgraphs.ts';

interface Goal { readonly team: string; readonly minute: number }

let feed: Feed<Goal>;

const MATCHES: Tiny = {
  name: 'matches',
  sdl: `
    type Query { ready: Boolean secret: Int @authenticated }
    type Mutation { kick: Int }
    type Subscription {
      goals(of: String): Goal
      whistles: Int @requiresScopes(scopes: [["referee"]])
      sure: Goal!
    }
    type Goal { minute: Int! note: String @authenticated team: Team big: String }
    type Team @key(fields: "id") { id: ID! }
  `,
  resolvers: {
    Query: { ready: () => true },
    Mutation: { kick: () => 1 },
    Subscription: {
      goals: { subscribe: () => feed.listen(), resolve: (goal: Goal) => goal },
      whistles: { subscribe: () => feed.listen(), resolve: () => 1 },
      sure: { subscribe: () => feed.listen(), resolve: () => null },
    },
    Goal: { team: ({ team }: Goal) => ({ id: team }), note: () => 'a note', big: () => 'x'.repeat(100_000) },
  },
};

const TEAMS: Tiny = {
  name: 'teams',
  sdl: 'type Team @key(fields: "id") { id: ID! name: String points: Int } type Query { teams: Int }',
  resolvers: {
    Team: {
      __resolveReference: ({ id }: { id: string }) => {
        if (id === 'broken') throw new Error('broken');
        return { id, name: `team ${id}`, points: 3 };
      },
    },
  },
};

type World = Awaited<ReturnType<typeof tinyGateway>>;

let folder: string;
let world: World;
let url: string;
const opened: Served[] = [];

beforeEach(async () => {
  folder = await mkdtemp(`${tmpdir()}/wasq-events-`);
  feed = createFeed();
});
afterEach(async () => {
  await world.gateway.close();
  await Promise.all(opened.splice(0).map((each) => each.close()));
  await rm(folder, { recursive: true });
});

async function start(settings: Partial<GatewaySettings> = {}): Promise<void> {
  world = await tinyGateway([MATCHES, TEAMS], folder, settings);
  ({ url } = await world.gateway.listen({ host: '127.0.0.1', port: 0 }));
  url += '/graphql';
}

async function startRemote(): Promise<void> {
  const envelopes = await createEnvelopeSigner();
  const sources = await Promise.all([MATCHES, TEAMS].map(async (tiny) => {
    const served = await serveHouse(await tinyHouse(tiny, envelopes.jwks));
    opened.push(served);
    return [tiny.name, remoteSource({ name: tiny.name, url: `${served.url}/graphql`, deadlineMs: 20_000 })] as const;
  }));
  await start({ envelopes, sources: new Map(sources) });
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => { setTimeout(resolve, 5); });
}

const GOALS = 'subscription { goals { minute team { id name points } } }';
const goalOf = (minute: number, team: string) => ({ data: { goals: { minute, team: { id: team, name: `team ${team}`, points: 3 } } } });
const codesOf = (data: unknown) => ((data as { errors?: { extensions: { code: string } }[] }).errors ?? []).map(({ extensions: { code } }) => code);

describe.each(['in this process', 'behind an address'])('a subscription to a subgraph %s', (where) => {
  beforeEach(() => (where === 'in this process' ? start() : startRemote()), 60_000);

  it('tells every event with what other subgraphs add to it, in order, and its end', async () => {
    const client = await stream(url, { query: GOALS });
    expect(client.status).toBe(200);
    expect(client.headers['content-type']).toBe('text/event-stream; charset=utf-8');
    await until(() => feed.listeners === 1);
    feed.give({ minute: 1, team: 'a' });
    feed.give({ minute: 2, team: 'b' });
    expect(await client.next()).toEqual({ name: 'next', data: goalOf(1, 'a') });
    expect(await client.next()).toEqual({ name: 'next', data: goalOf(2, 'b') });
    feed.give({ minute: 3, team: 'a' });
    expect(await client.next()).toEqual({ name: 'next', data: goalOf(3, 'a') });
    feed.end();
    expect(await client.rest()).toEqual([{ name: 'complete', data: null }]);
  });

  it('tells of an event that another subgraph could not add to, and goes on', async () => {
    const client = await stream(url, { query: GOALS });
    await until(() => feed.listeners === 1);
    feed.give({ minute: 1, team: 'broken' });
    feed.give({ minute: 2, team: 'a' });
    const { data } = await client.next() as { data: { data: unknown; errors: { path: unknown }[] } };
    expect(data.data).toEqual({ goals: { minute: 1, team: { id: 'broken', name: null, points: null } } });
    expect(data.errors[0]?.path?.toString()).toMatch(/^goals,team/);
    expect(await client.next()).toEqual({ name: 'next', data: goalOf(2, 'a') });
    client.leave();
  });

  it('makes the whole null where an event has no value for what must have one', async () => {
    const client = await stream(url, { query: 'subscription { sure { minute } }' });
    await until(() => feed.listeners === 1);
    feed.give({ minute: 1, team: 'a' });
    const event = await client.next();
    expect((event?.data as { data: unknown }).data).toBeNull();
    expect(codesOf(event?.data)).toHaveLength(1);
    client.leave();
  });

  it('leaves the subgraph when the caller leaves', async () => {
    const client = await stream(url, { query: GOALS });
    await until(() => feed.listeners === 1);
    client.leave();
    await until(() => feed.listeners === 0);
    await until(() => world.lines.some((line) => line.includes('"end":"LEFT"')));
  });

  it('ends with an error when the subgraph breaks off', async () => {
    const client = await stream(url, { query: GOALS });
    await until(() => feed.listeners === 1);
    if (where === 'in this process') feed.fail(new Error('secret reason'));
    else await opened[0]?.close();
    const events = await client.rest();
    expect(events.map(({ name }) => name)).toEqual(['next', 'complete']);
    expect(codesOf(events[0]?.data)).toHaveLength(1);
    expect(JSON.stringify(events)).not.toContain('secret reason');
  });

  it('ends with a word when the supergraph changes, and not before the event that is being told', async () => {
    const client = await stream(url, { query: GOALS });
    await until(() => feed.listeners === 1);
    feed.give({ minute: 1, team: 'a' });
    expect(await client.next()).toEqual({ name: 'next', data: goalOf(1, 'a') });
    await world.gateway.updateSupergraph(tinySupergraph([MATCHES, { ...TEAMS, sdl: `${TEAMS.sdl} enum New { NEW }` }]));
    const events = await client.rest();
    expect(codesOf(events[0]?.data)).toEqual(['GRAPH_CHANGED']);
    expect(events[1]).toEqual({ name: 'complete', data: null });
    await until(() => feed.listeners === 0);
  });

  it('reads no further than the caller does', async () => {
    const client = await stream(url, { query: 'subscription { goals { minute big } }' });
    await until(() => feed.listeners === 1);
    client.message.pause();
    for (let minute = 0; minute < 300; minute += 1) feed.give({ minute, team: 'a' });
    // 30 MB are not taken while nobody reads: the sockets on the way hold a part of it, and no memory of ours the rest.
    let last = -1;
    await until(() => {
      const isStill = feed.waiting === last;
      last = feed.waiting;
      return isStill && feed.waiting < 300;
    });
    expect(feed.waiting).toBeGreaterThan(100);
    let minute = 0;
    for (; minute < 300; minute += 1) expect((await client.next() as { data: { data: { goals: unknown } } }).data.data.goals).toMatchObject({ minute });
    client.leave();
  }, 60_000);
});

describe('event streams', () => {
  it('answer a query once, and refuse a mutation by GET', async () => {
    await start();
    expect(await (await stream(url, { query: '{ ready }' })).rest()).toEqual([{ name: 'next', data: { data: { ready: true } } }, { name: 'complete', data: null }]);
    expect(await (await stream(url, { query: 'mutation { kick }' })).rest()).toMatchObject([{ data: { data: { kick: 1 } } }, {}]);
    const get = (query: string) => stream(`${url}?query=${encodeURIComponent(query)}`, null, { 'x-apollo-operation-name': 'any' }, 'GET');
    expect(await (await get('{ ready }')).rest()).toMatchObject([{ data: { data: { ready: true } } }, {}]);
    expect(await get('mutation { kick }')).toMatchObject({ status: 405 });
    const client = await get(GOALS);
    await until(() => feed.listeners === 1);
    feed.give({ minute: 1, team: 'a' });
    expect(await client.next()).toEqual({ name: 'next', data: goalOf(1, 'a') });
    client.leave();
  });

  it('are refused with a status and JSON before anything runs', async () => {
    await start();
    const wrong = async (asked: object | null, headers: Record<string, string> = {}, method = 'POST', at = url) => {
      const answer = await stream(at, asked, headers, method);
      return [answer.status, codesOf(await answer.body())[0]];
    };
    expect(await wrong({ query: '{' })).toEqual([400, 'GRAPHQL_PARSE_FAILED']);
    expect(await wrong({ query: 'subscription { nothing }' })).toEqual([400, 'GRAPHQL_VALIDATION_FAILED']);
    expect(await wrong({ query: 'subscription { goals { minute } whistles }' })).toEqual([400, 'GRAPHQL_VALIDATION_FAILED']);
    expect(await wrong({ query: 7 })).toEqual([400, 'BAD_REQUEST']);
    expect(await wrong({ query: 'subscription ($of: String!) { goals(of: $of) { minute } }' })).toEqual([400, 'BAD_USER_INPUT']);
    expect(await wrong({ query: GOALS }, { 'content-type': 'text/plain' })).toEqual([400, 'BAD_REQUEST']);
    expect(await wrong(null, { 'sec-fetch-site': 'cross-site' }, 'GET', `${url}?query=${encodeURIComponent(GOALS)}`)).toEqual([400, 'BAD_REQUEST']);
    expect(await wrong({ query: GOALS }, { authorization: 'Bearer nothing.of.ours' })).toEqual([401, 'UNAUTHENTICATED']);
    expect(await wrong({ query: GOALS }, {}, 'PUT')).toEqual([405, 'BAD_REQUEST']);
    expect(feed.listeners).toBe(0);
  });

  it('are what a subscription needs', async () => {
    await start();
    const response = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ query: GOALS }) });
    expect([response.status, codesOf(await response.json())]).toEqual([406, ['SUBSCRIPTION_NEEDS_STREAM']]);
    expect((await world.gateway.execute({ query: GOALS }, {})).errors?.[0]?.extensions.code).toBe('SUBSCRIPTION_NEEDS_STREAM');
    expect(feed.listeners).toBe(0);
  });

  it('show a caller what it may read and nothing else', async () => {
    await start();
    expect(await (await stream(url, { query: 'subscription { whistles }' })).rest()).toMatchObject([{ data: { data: { whistles: null } } }, {}]);
    expect(world.house('matches').seen).toEqual([]);

    const client = await stream(url, { query: 'subscription { goals { minute note } }' });
    await until(() => feed.listeners === 1);
    feed.give({ minute: 1, team: 'a' });
    const event = await client.next();
    expect(event?.data).toMatchObject({ data: { goals: { minute: 1, note: null } }, errors: [{ path: ['goals', 'note'], extensions: { code: 'UNAUTHENTICATED' } }] });
    expect(world.house('matches').seen.map(({ request }) => request.query).join()).not.toContain('note');
    client.leave();

    const referee = await stream(url, { query: 'subscription { whistles }' }, await world.bearer(['partner'], ['referee']));
    await until(() => feed.listeners === 1);
    feed.give({ minute: 1, team: 'a' });
    expect(await referee.next()).toEqual({ name: 'next', data: { data: { whistles: 1 } } });
    referee.leave();
  });

  it('end with the token that opened them', async () => {
    await start();
    const token = await world.issuer.mint({ subject: 'someone', organisation: 'o', roles: ['partner'], ttl: 2 });
    const client = await stream(url, { query: GOALS }, { authorization: `Bearer ${token}` });
    const events = await client.rest();
    expect(codesOf(events[0]?.data)).toEqual(['UNAUTHENTICATED']);
    await until(() => feed.listeners === 0);
  });

  it('are bounded for each identity, counted once in its rate, and give their place back', async () => {
    await start({ limits: { subscriptions: 2, rate: 5 } });
    const headers = await world.bearer(['partner'], []);
    const clients = [await stream(url, { query: GOALS }, headers), await stream(url, { query: GOALS }, headers)];
    await until(() => feed.listeners === 2);
    const refused = await stream(url, { query: GOALS }, headers);
    expect(refused.status).toBe(429);
    expect(await refused.body()).toMatchObject({ errors: [{ extensions: { code: 'TOO_MANY_SUBSCRIPTIONS', limit: 'subscriptions', measured: 3, allowed: 2 } }] });
    const other = await stream(url, { query: GOALS });
    expect(other.status).toBe(200);
    other.leave();
    clients[0]?.leave();
    await until(() => feed.listeners === 1);
    for (let minute = 0; minute < 10; minute += 1) feed.give({ minute, team: 'a' });
    for (let minute = 0; minute < 10; minute += 1) expect(await clients[1]?.next()).toMatchObject({ data: goalOf(minute, 'a') });
    const again = await stream(url, { query: GOALS }, headers);
    expect(again.status).toBe(200);
    again.leave();
    clients[1]?.leave();
    expect((await stream(url, { query: GOALS }, headers)).status).toBe(200);
    expect((await stream(url, { query: GOALS }, headers)).status).toBe(429);
  });

  it('show that they live while nothing happens, and cut off who takes nothing', async () => {
    await start({ events: { heartbeatMs: 5, stallMs: 50 } });
    const client = await stream(url, { query: 'subscription { goals { minute big } }' });
    let signs = 0;
    client.message.on('data', (chunk: Buffer) => { signs += chunk.toString().split(':\n\n').length - 1; });
    await until(() => signs > 3);
    client.message.pause();
    await until(() => feed.listeners === 1);
    for (let minute = 0; minute < 300; minute += 1) feed.give({ minute, team: 'a' });
    await until(() => feed.listeners === 0);
    client.leave();
  });

  it('end with a word when the gateway stops, which does not wait for them', async () => {
    await start();
    const client = await stream(url, { query: GOALS });
    await until(() => feed.listeners === 1);
    const closed = world.gateway.close();
    const events = await client.rest();
    expect(codesOf(events[0]?.data)).toEqual(['GATEWAY_STOPPING']);
    await closed;
    expect(feed.listeners).toBe(0);
  });

  it('are told of in the metrics', async () => {
    await start();
    const client = await stream(url, { query: GOALS });
    await until(() => feed.listeners === 1);
    feed.give({ minute: 1, team: 'a' });
    await client.next();
    const metrics = async () => (await fetch(new URL('/metrics', url))).text();
    expect(await metrics()).toMatch(/wasq_event_streams 1\n[^]*wasq_events_total 1\n/);
    client.leave();
    await until(() => feed.listeners === 0);
    while (!(await metrics()).includes('wasq_event_streams 0')) await new Promise((resolve) => { setTimeout(resolve, 5); });
  });

  it('need no more of a subgraph than its word: a plain answer is one event', async () => {
    const answers = await serve((request, response) => {
      if (request.url !== '/graphql') return void response.end('{}');
      response.setHeader('content-type', 'application/json').end('{"data":{"sure":{"minute":9}}}');
    });
    opened.push(answers);
    await start({ sources: new Map(['matches', 'teams'].map((name) => [name, remoteSource({ name, url: `${answers.url}/graphql` })])) });
    expect(await (await stream(url, { query: 'subscription { sure { minute } }' })).rest()).toEqual([{ name: 'next', data: { data: { sure: { minute: 9 } } } }, { name: 'complete', data: null }]);
  });
});
