import { request as httpRequest } from 'node:http';
import type { ServerResponse } from 'node:http';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { remoteSource } from '../../../gateway/execution/remote-source.ts';
import { serve, tinyGateway, tinySupergraph } from '../../kit/tiny-subgraphs.ts';
import type { Served, Tiny } from '../../kit/tiny-subgraphs.ts';

const FAR: Tiny = {
  name: 'far',
  sdl: 'type Query { hello(to: String, n: Int): String must: String! item: Item numbered(n: Int): Item secret: Int @authenticated } type Item { name: String } type Mutation { add: Int }',
  resolvers: {},
};

interface Asked { readonly query: string; readonly response: ServerResponse }

let dataDir: string;
let world: Awaited<ReturnType<typeof tinyGateway>>;
let far: Served;
let url: string;
let asked: Asked[] = [];
/** What the subgraph does; null leaves the request waiting. */
let body: string | null = '{"data":{}}';
let whenAsked: () => void = () => undefined;

beforeAll(async () => {
  dataDir = await mkdtemp(`${tmpdir()}/wasq-quick-`);
  far = await serve((request, response) => {
    let text = '';
    request.on('data', (chunk: Buffer) => { text += chunk.toString(); }).on('end', () => {
      asked.push({ query: (JSON.parse(text) as { query: string }).query, response });
      whenAsked();
      if (body !== null) response.end(body);
    });
  });
  world = await tinyGateway([FAR], dataDir, { sources: new Map([['far', remoteSource({ name: 'far', url: `${far.url}/graphql` })]]) });
  ({ url } = await world.gateway.listen({ host: '127.0.0.1', port: 0 }));
});
beforeEach(() => { asked = []; whenAsked = () => undefined; });
afterAll(async () => {
  await world.gateway.close();
  await far.close();
  await rm(dataDir, { recursive: true });
});

async function post(sent: unknown, headers: Record<string, string> = {}) {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST', headers: { 'content-type': 'application/json', 'x-request-id': 'request-0001', ...headers }, body: JSON.stringify(sent),
  });
  const { date: _date, ...kept } = Object.fromEntries(response.headers);
  return { status: response.status, headers: kept, text: await response.text() };
}

/** Waits until the subgraph has been asked so many times. */
function askedTimes(times: number): Promise<void> {
  return new Promise((resolve) => {
    whenAsked = () => { if (asked.length >= times) resolve(); };
    whenAsked();
  });
}

let unique = 0;
/** A text that no test asked before. */
const fresh = (selections: string, head = 'query') => `${head} Q${unique += 1}${selections}`;

describe('a query that ran before', () => {
  it.each([
    ['data', '{"data":{"hello":"hi"}}', '{ hello }', {}],
    ['data in Arabic and with escapes', '{"data":{"hello":"وسق \\"\\\\u0061\\" \\n"}}', '{ hello }', {}],
    ['null', '{"data":{"hello":null}}', '{ hello }', {}],
    ['an alias and an object', '{"data":{"c_a":"x","item":{"name":"n"}}}', '{ a: hello item { name __typename } }', {}],
    ['the media type of GraphQL over HTTP', '{"data":{"item":null}}', '{ item { name } }', { accept: 'application/graphql-response+json' }],
    ['an accept header that is not plain', '{"data":{"item":null}}', '{ item { name } }', { accept: 'application/json;q=0.5, application/graphql-response+json' }],
    ['white space', '{ "data": { "item": null } }', '{ item { name } }', {}],
    ['a null where none may be', '{"data":{"must":null}}', '{ must }', {}],
    ['an intended error', '{"data":{"item":null},"errors":[{"message":"No.","path":["item"],"extensions":{"code":"CONFLICT"}}]}', '{ item { name } }', {}],
    ['a field that is cut', '{"data":{"item":null}}', '{ item { name } secret }', {}],
    ['a wrong token', '{}', '{ item { name } }', { authorization: 'Bearer nonsense' }],
    ['a wrong variable', '{}', '($n: Int!) { hello(n: $n) }', {}],
  ])('is answered as the first time, byte by byte: %s', async (_what, answer, selections, headers) => {
    body = answer;
    const query = fresh(selections);
    const first = await post({ query }, headers);
    expect(await post({ query }, headers)).toEqual(first);
    expect(await post({ query, variables: null, operationName: null, extensions: {} }, headers)).toEqual(first);
  });

  it('asks its subgraphs no more often than the first time, whatever they answer', async () => {
    const query = fresh('{ hello item { name } }');
    for (const answer of ['{"data":{"c_hello":"hi","item":null}}', '{"data":{"c_hello":5,"item":null}}', '{"errors":[{"message":"x"}]}']) {
      body = answer;
      asked = [];
      await post({ query });
      await post({ query });
      expect(asked).toHaveLength(2);
    }
  });

  it('keeps to the door: a batch, a form and a huge depth are refused as ever', async () => {
    body = '{"data":{"item":null}}';
    const query = fresh('{ item { name } }');
    await post({ query });
    expect((await post([{ query }])).status).toBe(400);
    expect((await post({ query }, { 'content-type': 'text/plain' })).status).toBe(400);
    expect((await post({ query, variables: [] })).status).toBe(400);
    expect((await post({ query, operationName: 'Other' })).text).toContain('OPERATION_RESOLUTION_FAILURE');
  });

  it('is validated anew when the supergraph has changed', async () => {
    body = '{"data":{"item":null}}';
    const query = fresh('{ item { name } }');
    expect((await post({ query })).status).toBe(200);
    await world.gateway.updateSupergraph(tinySupergraph([{ ...FAR, sdl: FAR.sdl.replace('item: Item', 'thing: Item') }]));
    expect((await post({ query })).text).toContain('GRAPHQL_VALIDATION_FAILED');
    await world.gateway.updateSupergraph(tinySupergraph([FAR]));
    expect((await post({ query })).status).toBe(200);
  });

  it('is counted and logged like any other', async () => {
    body = '{"data":{"item":null}}';
    const query = fresh('{ item { name } }');
    for (let n = 0; n < 3; n += 1) await post({ query });
    expect(world.lines.filter((line) => line.includes(`"operation":"Q${unique}"`) && line.includes('"outcome":"ok"'))).toHaveLength(3);
  });
});

describe('identical queries in flight', () => {
  const ANSWER = '{"data":{"c_numbered":{"name":"n"}}}';
  const ITEM = '{"data":{"numbered":{"name":"n"}}}';

  /** A query that ran, and from now on waits for its subgraph. */
  async function waiting(selections = '($n: Int) { numbered(n: $n) { name } }') {
    body = ANSWER;
    const query = fresh(selections);
    await post({ query });
    body = null;
    asked = [];
    return query;
  }

  function answerAll(): void {
    for (const { response } of asked) if (!response.writableEnded) response.end(ANSWER);
  }

  it('share one execution', async () => {
    const query = await waiting();
    const first = post({ query });
    await askedTimes(1);
    const others = [post({ query }), post({ query })];
    // A request that shares asks nothing, so a different one is sent after it to see that it has come in.
    const last = post({ query, variables: { n: 1 } });
    await askedTimes(2);
    answerAll();
    const texts = (await Promise.all([first, ...others, last])).map(({ text }) => text);
    expect([...new Set(texts)]).toEqual([ITEM]);
    expect(asked).toHaveLength(2);
  });

  it('of another identity, purpose, language or with other variables do not', async () => {
    const query = await waiting();
    const someone = await world.bearer(['council']);
    const all = [
      post({ query }), post({ query }, { 'accept-language': 'ar' }), post({ query }, someone), post({ query }, await world.bearer(['regulator'])),
      post({ query }, { ...someone, 'x-wasq-purpose': 'audit' }), post({ query, variables: { n: 1 } }),
    ];
    await askedTimes(all.length);
    answerAll();
    await Promise.all(all);
    expect(asked).toHaveLength(all.length);
  });

  it('never share a mutation', async () => {
    body = '{"data":{"add":1}}';
    const query = fresh('{ add }', 'mutation');
    await post({ query });
    body = null;
    asked = [];
    const both = [post({ query }), post({ query })];
    await askedTimes(2);
    for (const { response } of asked) response.end('{"data":{"add":1}}');
    await Promise.all(both);
    expect(asked).toHaveLength(2);
  });

  it('share an error too', async () => {
    const query = await waiting();
    const first = post({ query });
    await askedTimes(1);
    const second = post({ query });
    const last = post({ query, variables: { n: 1 } });
    await askedTimes(2);
    for (const { response } of asked) response.end('{"errors":[{"message":"No.","extensions":{"code":"CONFLICT"}}],"data":null}');
    await last;
    expect((await second).text).toBe((await first).text);
    expect((await first).text).toContain('CONFLICT');
    expect(asked).toHaveLength(2);
  });

  it('go on when the one who began leaves', async () => {
    const query = await waiting();
    const leaving = httpRequest(`${url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json' } });
    leaving.on('error', () => undefined).end(JSON.stringify({ query }));
    await askedTimes(1);
    const staying = post({ query });
    const last = post({ query, variables: { n: 1 } });
    await askedTimes(2);
    leaving.destroy();
    // The gateway has seen the caller leave once it answers what was sent after that.
    await fetch(`${url}/health`);
    answerAll();
    expect((await staying).text).toBe(ITEM);
    await last;
    expect(asked).toHaveLength(2);
  });

  it('do not join what runs on the supergraph before', async () => {
    const query = await waiting();
    const before = post({ query });
    await askedTimes(1);
    await world.gateway.updateSupergraph(tinySupergraph([FAR]));
    const after = [post({ query }), post({ query })];
    await askedTimes(2);
    answerAll();
    whenAsked = answerAll;
    answerAll();
    await Promise.all([before, ...after]);
    expect(asked.length).toBeGreaterThanOrEqual(2);
  });
});
