import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { GatewaySettings } from '../../../gateway/gateway.ts';
import { hashOf } from '../../../gateway/limits/known-operations.ts';
import { tinyGateway } from '../../kit/tiny-subgraphs.ts';
import type { Tiny } from '../../kit/tiny-subgraphs.ts';

/*
 * Every limit against every disguise. A cell is an operation that is over the limit, written or sent so, which must be
 * refused; or the reason why there is no such disguise of what this limit measures.
 */

const THINGS: Tiny = {
  name: 'things',
  sdl: `type Query { a: Int b: Int c: Int d: Int slow: Int things(first: Int = 2, like: [Int!]): [Thing!]! thing: Thing }
    type Thing { id: ID! a: Int b: Int c: Int d: Int thing: Thing things(first: Int = 2): [Thing!]! }
    type Mutation { add(n: Int): Int }`,
  resolvers: { Query: { slow: () => new Promise(() => undefined), things: () => [], thing: () => null }, Mutation: { add: () => 1 } },
};

interface Asked {
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly operationName?: string;
}

type Cell = Asked | string;

/** How an operation may be written. */
const WRITINGS = [
  'inline', 'aliases', 'inline fragments', 'a fragment', 'fragments in fragments', 'one fragment in many places', 'aliases in fragments', 'a fragment that contains itself',
  '@include and @skip', 'conditions of variables', 'a variable', 'the default of a variable', 'repetition', 'the second operation of the document',
] as const;
type Writing = (typeof WRITINGS)[number];

interface Limit {
  readonly code: string;
  readonly settings: Partial<GatewaySettings>;
  /** What the refusal says. */
  readonly told: Readonly<Record<string, unknown>>;
  readonly written: Readonly<Record<Writing, Cell>>;
}

const times = (count: number, text: (n: number) => string) => Array.from({ length: count }, (_, n) => text(n)).join(' ');
const nested = (levels: number, field: string, leaf: string): string => (levels === 0 ? leaf : `${field} { ${nested(levels - 1, field, leaf)} }`);

const NOT_BY_VARIABLE = 'a variable has a value, and no fields: it changes nothing of what is measured';

const LIMITS: Readonly<Record<string, Limit>> = {
  tokens: {
    code: 'TOO_MANY_TOKENS', settings: { limits: { tokens: 60 } }, told: { limit: 'tokens', measured: 61, allowed: 60 },
    written: {
      'inline': { query: `{ ${times(60, () => 'a')} }` },
      'aliases': { query: `{ ${times(25, (n) => `x${n}: a`)} }` },
      'inline fragments': { query: `{ ${times(15, () => '... { a }')} }` },
      'a fragment': { query: `{ ...F } fragment F on Query { ${times(60, () => 'a')} }` },
      'fragments in fragments': { query: `{ ...F0 } ${times(9, (n) => `fragment F${n} on Query { ...F${n + 1} }`)} fragment F9 on Query { a }` },
      'one fragment in many places': { query: `{ ${times(12, () => 'thing { ...F }')} } fragment F on Thing { id }` },
      'aliases in fragments': { query: `{ ...F } fragment F on Query { ${times(25, (n) => `x${n}: a`)} }` },
      'a fragment that contains itself': { query: `{ ...F } fragment F on Query { ${times(30, () => '...F')} }` },
      '@include and @skip': { query: `{ ${times(10, () => 'a @include(if: false)')} }` },
      'conditions of variables': { query: `query ($v: Boolean = true) { ${times(10, () => 'a @skip(if: $v)')} }` },
      'a variable': 'the value of a variable is no text of the document: its bytes are bounded by the limit on the body',
      'the default of a variable': { query: `query ($like: [Int!] = [${times(60, String)}]) { things(like: $like) { id } }` },
      'repetition': { query: `{ ${times(60, () => 'a,,,,')} } # ${'not a token '.repeat(9)}` },
      'the second operation of the document': { query: `query A { a } query B { ${times(60, () => 'a')} }`, operationName: 'A' },
    },
  },
  selections: {
    code: 'OPERATION_TOO_LARGE', settings: { limits: { selections: 30 } }, told: { limit: 'selections', measured: 31, allowed: 30 },
    written: {
      'inline': { query: `{ ${times(31, () => 'a')} }` },
      'aliases': { query: `{ ${times(31, (n) => `x${n}: a`)} }` },
      'inline fragments': { query: `{ ${times(31, () => '... { a }')} }` },
      'a fragment': { query: `{ ...F } fragment F on Query { ${times(31, () => 'a')} }` },
      'fragments in fragments': { query: `{ thing { ...F0 } } ${times(5, (n) => `fragment F${n} on Thing { x: thing { ...F${n + 1} } y: thing { ...F${n + 1} } }`)} fragment F5 on Thing { id }` },
      'one fragment in many places': { query: `{ ${times(8, (n) => `x${n}: thing { ...F }`)} } fragment F on Thing { a b c d }` },
      'aliases in fragments': { query: `{ ...F } fragment F on Query { ${times(31, (n) => `x${n}: a`)} }` },
      'a fragment that contains itself': 'it is not spread again in itself, and the document is refused by validation',
      '@include and @skip': { query: `{ ${times(31, () => 'a @include(if: false)')} }` },
      'conditions of variables': { query: `query ($v: Boolean!) { ${times(31, () => 'a @skip(if: $v)')} }`, variables: { v: true } },
      'a variable': NOT_BY_VARIABLE,
      'the default of a variable': NOT_BY_VARIABLE,
      'repetition': { query: `{ ${times(16, () => 'thing { a }')} }` },
      'the second operation of the document': { query: `query A { a } query B { ${times(31, () => 'a')} }`, operationName: 'A' },
    },
  },
  depth: {
    code: 'OPERATION_TOO_DEEP', settings: { limits: { depth: 4 } }, told: { limit: 'depth', measured: 5, allowed: 4 },
    written: {
      'inline': { query: `{ ${nested(4, 'thing', 'a')} }` },
      'aliases': { query: `{ ${nested(4, 'x: thing', 'y: a')} }` },
      'inline fragments': { query: `{ ${nested(4, '... { thing', 'a } } } }')} }` },
      'a fragment': { query: `{ ...F } fragment F on Query { ${nested(4, 'thing', 'a')} }` },
      'fragments in fragments': { query: '{ thing { ...F } } fragment F on Thing { thing { ...G } } fragment G on Thing { thing { ...H } } fragment H on Thing { thing { a } }' },
      'one fragment in many places': { query: '{ thing { ...F thing { ...F thing { ...F } } } } fragment F on Thing { thing { a } }' },
      'aliases in fragments': { query: `{ ...F } fragment F on Query { ${nested(4, 'x: thing', 'y: a')} }` },
      'a fragment that contains itself': 'it is not spread again in itself, and the document is refused by validation',
      '@include and @skip': { query: `{ ${nested(4, 'thing @include(if: false)', 'a @skip(if: true)')} }` },
      'conditions of variables': { query: `query ($v: Boolean = false) { ${nested(4, 'thing @include(if: $v)', 'a')} }` },
      'a variable': NOT_BY_VARIABLE,
      'the default of a variable': NOT_BY_VARIABLE,
      'repetition': { query: `{ thing { a } thing { thing { a } } ${nested(4, 'thing', 'a')} }` },
      'the second operation of the document': { query: `query A { a } query B { ${nested(4, 'thing', 'a')} }`, operationName: 'A' },
    },
  },
  aliases: {
    code: 'TOO_MANY_ALIASES', settings: { limits: { aliases: 5 } }, told: { limit: 'aliases', measured: 6, allowed: 5 },
    written: {
      'inline': { query: `{ thing { ${times(6, (n) => `x${n}: a`)} } }` },
      'aliases': { query: `{ ${nested(6, 'x: thing', 'a')} }` },
      'inline fragments': { query: `{ ${times(6, (n) => `... on Query { x${n}: a }`)} }` },
      'a fragment': { query: `{ ...F } fragment F on Query { ${times(6, (n) => `x${n}: a`)} }` },
      'fragments in fragments': { query: '{ ...F } fragment F on Query { p: a q: a r: a ...G } fragment G on Query { s: a t: a u: a }' },
      'one fragment in many places': { query: '{ thing { ...F thing { ...F thing { ...F } } } } fragment F on Thing { x: a y: b }' },
      'aliases in fragments': { query: '{ x: thing { ...F } y: thing { ...F } } fragment F on Thing { p: a q: b }' },
      'a fragment that contains itself': 'it is not spread again in itself, and the document is refused by validation',
      '@include and @skip': { query: `{ ${times(6, (n) => `x${n}: a @skip(if: true)`)} }` },
      'conditions of variables': { query: `query ($v: Boolean!) { ${times(6, (n) => `x${n}: a @include(if: $v)`)} }`, variables: { v: false } },
      'a variable': NOT_BY_VARIABLE,
      'the default of a variable': NOT_BY_VARIABLE,
      'repetition': { query: `{ ${times(3, () => times(6, (n) => `x${n}: a`))} }` },
      'the second operation of the document': { query: `query A { a } query B { ${times(6, (n) => `x${n}: a`)} }`, operationName: 'A' },
    },
  },
  rootFields: {
    code: 'TOO_MANY_ROOT_FIELDS', settings: { limits: { rootFields: 4 } }, told: { limit: 'rootFields', measured: 5, allowed: 4 },
    written: {
      'inline': { query: '{ a b c d slow }' },
      'aliases': { query: `mutation { ${times(5, (n) => `x${n}: add(n: 1)`)} }` },
      'inline fragments': { query: '{ a ... { b ... on Query { c ... { d slow } } } }' },
      'a fragment': { query: '{ ...F } fragment F on Query { a b c d slow }' },
      'fragments in fragments': { query: '{ ...F } fragment F on Query { a b ...G } fragment G on Query { c d slow }' },
      'one fragment in many places': 'at the root there is one place: spread twice there, a fragment is answered once',
      'aliases in fragments': { query: `{ ...F } fragment F on Query { ${times(5, (n) => `x${n}: a`)} }` },
      'a fragment that contains itself': { query: '{ ...F } fragment F on Query { a b c d slow ...F }' },
      '@include and @skip': { query: '{ a b c d slow @include(if: false) }' },
      'conditions of variables': { query: 'query ($v: Boolean = true) { a b c d ... @skip(if: $v) { slow } }' },
      'a variable': NOT_BY_VARIABLE,
      'the default of a variable': NOT_BY_VARIABLE,
      'repetition': { query: '{ a b c a b c d d slow }' },
      'the second operation of the document': { query: 'query A { a } query B { a b c d slow }', operationName: 'A' },
    },
  },
  cost: {
    code: 'OPERATION_TOO_COSTLY', settings: { limits: { cost: 600 } }, told: { limit: 'cost', measured: 630, allowed: 600 },
    written: {
      'inline': { query: '{ things(first: 30) { things(first: 20) { id } } }' },
      'aliases': { query: '{ x: things(first: 15) { y: things(first: 20) { id } } z: things(first: 15) { w: things(first: 20) { id } } }' },
      'inline fragments': { query: '{ ... { things(first: 30) { ... on Thing { ... { things(first: 20) { id } } } } } }' },
      'a fragment': { query: '{ ...F } fragment F on Query { things(first: 30) { things(first: 20) { id } } }' },
      'fragments in fragments': { query: '{ ...F } fragment F on Query { things(first: 30) { ...G } } fragment G on Thing { things(first: 20) { id } }' },
      'one fragment in many places': { query: '{ x: things(first: 10) { ...F } y: things(first: 20) { ...F } } fragment F on Thing { things(first: 20) { id } }' },
      'aliases in fragments': { query: '{ things(first: 30) { ...F } } fragment F on Thing { x: things(first: 10) { id } y: things(first: 10) { id } }' },
      'a fragment that contains itself': 'validation refuses it before its cost is estimated',
      '@include and @skip': { query: '{ things(first: 30) @include(if: false) { things(first: 20) @skip(if: true) { id } } }' },
      'conditions of variables': { query: 'query ($v: Boolean!) { things(first: 30) { things(first: 20) @include(if: $v) { id } } }', variables: { v: false } },
      'a variable': { query: 'query ($n: Int!, $m: Int = 1) { things(first: $n) { things(first: $m) { id } } }', variables: { n: 30, m: 20 } },
      'the default of a variable': { query: 'query ($n: Int = 30, $m: Int = 20) { things(first: $n) { things(first: $m) { id } } }' },
      'repetition': { query: '{ things(first: 30) { id } things(first: 30) { things(first: 20) { id } } things(first: 30) { things(first: 20) { a } } }' },
      'the second operation of the document': { query: 'query A { a } query B { things(first: 30) { things(first: 20) { id } } }', operationName: 'B' },
    },
  },
  subgraphCost: {
    code: 'SUBGRAPH_COST_TOO_HIGH', settings: { limits: { subgraphCost: 600 } }, told: { limit: 'subgraphCost', service: 'things', measured: 630, allowed: 600 },
    // What one subgraph has to do is summed over the same tree.
    get written() { return LIMITS.cost?.written as Limit['written']; },
  },
};

/** How a request may be sent. */
type Send = (url: string, asked: Asked, headers?: Readonly<Record<string, string>>) => Promise<Refused>;

interface Refused {
  readonly status: number;
  readonly body: { readonly data?: unknown; readonly errors?: readonly { readonly extensions: Readonly<Record<string, unknown>> }[] };
}

const JSON_TYPE = { 'content-type': 'application/json' };
const extensionsOf = (query: string) => ({ persistedQuery: { version: 1, sha256Hash: hashOf(query) } });

async function read(response: Response): Promise<Refused> {
  const text = await response.text();
  const json = response.headers.get('content-type')?.startsWith('text/event-stream') ? /^data: ?(\{.*)$/m.exec(text)?.[1] ?? 'null' : text;
  return { status: response.status, body: JSON.parse(json) as Refused['body'] };
}

const post = async (url: string, body: unknown, headers: Readonly<Record<string, string>> = {}) =>
  read(await fetch(`${url}/graphql`, { method: 'POST', headers: { ...JSON_TYPE, ...headers }, body: JSON.stringify(body) }));

const get = async (url: string, { query, variables, ...rest }: Partial<Asked> & { readonly extensions?: unknown }, headers: Readonly<Record<string, string>> = {}) => {
  const search = new URLSearchParams({
    ...(query === undefined ? {} : { query }), ...(variables ? { variables: JSON.stringify(variables) } : {}),
    ...Object.fromEntries(Object.entries(rest).map(([name, value]) => [name, typeof value === 'string' ? value : JSON.stringify(value)])),
  });
  return read(await fetch(`${url}/graphql?${search}`, { headers: { 'apollo-require-preflight': '1', ...headers } }));
};

const EVENTS = { accept: 'text/event-stream' };

const SENDINGS: Readonly<Record<string, Send>> = {
  'by POST': (url, asked, headers) => post(url, asked, headers),
  'by POST a second time': async (url, asked, headers) => {
    await post(url, asked, headers);
    return post(url, asked, headers);
  },
  'in the other media type': (url, asked, headers) => post(url, asked, { ...headers, accept: 'application/graphql-response+json' }),
  'by GET': (url, asked, headers) => get(url, asked, headers),
  'by the hash of an operation on record': (url, { query, ...rest }, headers) => post(url, { ...rest, extensions: extensionsOf(query) }, headers),
  'by GET and the hash of an operation on record': (url, { query, ...rest }, headers) => get(url, { ...rest, extensions: extensionsOf(query) }, headers),
  'with its hash, to be kept': (url, asked, headers) => post(url, { ...asked, extensions: extensionsOf(asked.query) }, headers),
  'as events': (url, asked, headers) => post(url, asked, { ...headers, ...EVENTS }),
  'as events by GET': (url, asked, headers) => get(url, asked, { ...headers, ...EVENTS }),
  'as events by the hash of an operation on record': (url, { query, ...rest }, headers) => post(url, { ...rest, extensions: extensionsOf(query) }, { ...headers, ...EVENTS }),
};

let dataDir: string;
beforeAll(async () => { dataDir = await mkdtemp(`${tmpdir()}/wasq-disguise-`); });
afterAll(() => rm(dataDir, { recursive: true }));

type World = Awaited<ReturnType<typeof tinyGateway>>;

async function against(settings: Partial<GatewaySettings>, then: (url: string, world: World) => Promise<void>): Promise<void> {
  const world = await tinyGateway([THINGS], dataDir, settings);
  const { url } = await world.gateway.listen({ host: '127.0.0.1', port: 0 });
  try {
    await then(url, world);
  } finally {
    await world.gateway.close();
  }
}

const onRecord = (...asked: readonly Asked[]) => ({ knownOperations: new Map(asked.map(({ query }) => [hashOf(query), query])) });
const toldOf = ({ body }: Refused) => body.errors?.[0]?.extensions;

describe.each(Object.entries(LIMITS))('the limit on %s', (_name, { code, settings, told, written }) => {
  const tried = WRITINGS.filter((writing) => typeof written[writing] !== 'string');

  it('has an operation or a reason for every way to write one', () => {
    expect(Object.keys(written)).toEqual([...WRITINGS]);
    for (const cell of Object.values(written)) if (typeof cell === 'string') expect(cell.length).toBeGreaterThan(20);
  });

  it('refuses what is over it, however it is written, with what was measured and what is allowed', async () => {
    await against(settings, async (url, world) => {
      for (const writing of tried) {
        const answer = await post(url, written[writing]);
        expect({ writing, ...toldOf(answer) }).toMatchObject({ writing, code, limit: told.limit, allowed: told.allowed });
        expect(Number(toldOf(answer)?.measured)).toBeGreaterThan(Number(told.allowed));
        expect({ writing, status: answer.status, data: answer.body.data ?? null }).toEqual({ writing, status: 400, data: null });
      }
      expect(await post(url, written.inline)).toMatchObject({ body: { errors: [{ extensions: { code, ...told } }] } });
      expect(world.house('things').seen).toEqual([]);
    });
  });

  it.each(Object.entries(SENDINGS))('refuses it sent %s', async (_how, send) => {
    const inline = written.inline as Asked;
    await against({ ...settings, ...onRecord(inline) }, async (url, world) => {
      const answer = await send(url, inline);
      expect(toldOf(answer)).toEqual({ code, ...told });
      expect(answer.status).toBe(400);
      expect(world.house('things').seen).toEqual([]);
    });
  });

  it('cannot be had twice by a batch', async () => {
    await against(settings, async (url, world) => {
      const small = { query: '{ a }' };
      for (const batch of [[written.inline, small], [small, written.inline], Array.from({ length: 50 }, () => small)]) {
        expect((await post(url, batch)).status).toBe(400);
      }
      expect(world.house('things').seen).toEqual([]);
    });
  });
});

describe('a text beside a hash', () => {
  it.each([['another text', '{ a }'], ['an empty one', '']])('that is not its own, %s, is refused however it is sent: what is measured is what runs', async (_what, text) => {
    const { query } = LIMITS.depth?.written.inline as Asked;
    await against({ limits: { depth: 4 }, ...onRecord({ query }) }, async (url, world) => {
      const asked = { query: text, extensions: extensionsOf(query) };
      for (const headers of [{}, EVENTS]) {
        for (const answer of [await post(url, asked, headers), await get(url, asked, headers)]) {
          expect({ status: answer.status, ...toldOf(answer) }).toMatchObject({ status: 400, code: 'BAD_REQUEST' });
        }
      }
      expect(world.house('things').seen).toEqual([]);
    });
  });
});

describe('the limit on the body', () => {
  const settings = { bodyLimitBytes: 2_000 };
  const long = 'x'.repeat(2_000);
  const over: Readonly<Record<string, unknown>> = {
    'a long text': { query: `{ a } # ${long}` },
    'many aliases': { query: `{ ${times(300, (n) => `x${n}: a`)} }` },
    'fragments': { query: `{ ...F } fragment F on Query { ${times(300, () => '... { a }')} }` },
    'the value of a variable': { query: 'query ($n: Int) { things(first: $n) { id } }', variables: { n: 1, unused: long } },
    'extensions': { query: '{ a }', extensions: { any: long } },
    'what is no part of a request': { query: '{ a }', any: long },
    'a batch': Array.from({ length: 200 }, () => ({ query: '{ a }' })),
    'numbers of a list': { query: '{ a }', variables: { like: Array.from({ length: 1_000 }, (_, n) => n) } },
  };

  it.each(Object.entries(over))('counts bytes, whatever they say: %s', async (_what, body) => {
    await against(settings, async (url, world) => {
      for (const headers of [{}, EVENTS]) {
        expect(toldOf(await post(url, body, headers))).toMatchObject({ code: 'REQUEST_TOO_LARGE', limit: 2_000 });
      }
      expect(world.house('things').seen).toEqual([]);
    });
  });

  it('holds also when the length is not told, and what was packed is not unpacked', async () => {
    await against(settings, async (url) => {
      const chunked = await fetch(`${url}/graphql`, {
        method: 'POST', headers: JSON_TYPE, body: new Blob([JSON.stringify(over.extensions)]).stream(), duplex: 'half',
      } as RequestInit & { duplex: 'half' });
      expect(chunked.status).toBe(413);
      await chunked.text();
      const packed = await fetch(`${url}/graphql`, { method: 'POST', headers: { ...JSON_TYPE, 'content-encoding': 'gzip' }, body: gzipSync(JSON.stringify(over.extensions)) });
      expect(packed.status).toBe(400);
    });
  });

  it('is that of node for what is sent by GET', async () => {
    await against(settings, async (url) => {
      expect((await fetch(`${url}/graphql?query=${encodeURIComponent(`{ a } # ${'x'.repeat(20_000)}`)}`, { headers: { 'apollo-require-preflight': '1' } })).status).toBe(431);
    });
  });
});

describe('the limit on rate', () => {
  const settings = { limits: { rate: 3 } };
  const asked = { query: '{ a }' };

  it.each([
    ['other texts', [{ query: '{ a }' }, { query: '{ x: a }' }, { query: '{ ...F } fragment F on Query { a }' }]],
    ['the same text', [asked, asked, asked]],
    ['texts that do not parse, are not valid or over another limit', [{ query: '{' }, { query: '{ none }' }, { query: `{ ${nested(20, 'thing', 'a')} }` }]],
    ['batches', [[asked], [asked], [asked]]],
    ['no operation', [{}, [], 'x']],
  ])('counts every request of an identity: %s', async (_what, bodies) => {
    await against(settings, async (url, world) => {
      for (const body of bodies) await post(url, body, await world.bearer(['member']));
      const { status, ...answer } = await post(url, asked, await world.bearer(['member']));
      expect({ status, ...toldOf({ status, ...answer }) }).toMatchObject({ status: 429, code: 'RATE_LIMITED', limit: 'rate', measured: 4, allowed: 3 });
    });
  });

  it.each(Object.entries(SENDINGS))('counts what is sent %s', async (_how, send) => {
    await against({ ...settings, ...onRecord(asked) }, async (url, world) => {
      const headers = await world.bearer(['member']);
      for (let sent = 0; sent < 3; sent += 1) await send(url, asked, headers);
      const answer = await send(url, asked, headers);
      expect({ status: answer.status, ...toldOf(answer) }).toMatchObject({ status: 429, code: 'RATE_LIMITED', limit: 'rate', allowed: 3 });
    });
  });

  it('knows who has no token by address, whatever address its headers tell', async () => {
    await against(settings, async (url) => {
      for (const address of ['1.1.1.1', '2.2.2.2', '3.3.3.3']) await post(url, asked, { 'x-forwarded-for': address, forwarded: `for=${address}` });
      expect((await post(url, asked, { 'x-forwarded-for': '4.4.4.4' })).status).toBe(429);
    });
  });
});

describe('the time for an operation', () => {
  const settings = { limits: { deadlineMs: 300 } };
  const slow: Readonly<Record<string, Asked>> = {
    'inline': { query: '{ slow }' },
    'by an alias': { query: '{ x: slow }' },
    'in an inline fragment': { query: '{ ... { slow } }' },
    'in fragments': { query: '{ ...F } fragment F on Query { ...G } fragment G on Query { x: slow }' },
    'behind a variable': { query: 'query ($v: Boolean = true) { slow @include(if: $v) }' },
    'many times': { query: '{ a: slow b: slow c: slow slow }' },
    'in the second operation': { query: 'query A { a } query B { slow }', operationName: 'B' },
  };
  const overdue = { code: 'OPERATION_DEADLINE_EXCEEDED', limit: 'deadlineMs', allowed: 300, measured: expect.any(Number) as unknown };
  const codes = ({ body }: Refused) => body.errors?.map(({ extensions }) => extensions);

  it.each(Object.entries(slow))('is over for what is asked %s', async (_how, asked) => {
    await against(settings, async (url) => {
      expect(codes(await post(url, asked))).toContainEqual(overdue);
    });
  });

  it.each(Object.entries(SENDINGS))('is over for what is sent %s', async (_how, send) => {
    const asked = slow.inline as Asked;
    await against({ ...settings, ...onRecord(asked) }, async (url) => {
      expect(codes(await send(url, asked))).toContainEqual(overdue);
    });
  });
});

describe('the time for a plan', () => {
  /** It stands in no memory of plans, and reading it alone takes longer than a millisecond. */
  const large = (field: (n: number) => string) => times(700, field);
  const settings: Partial<GatewaySettings> = {
    planning: 'thread',
    limits: { planningMs: 1, tokens: 100_000, aliases: 100_000, rootFields: 100_000, cost: 1_000_000, subgraphCost: 1_000_000 },
  };
  const long: Readonly<Record<string, Asked>> = {
    'by aliases': { query: `{ ${large((n) => `x${n}: thing { id }`)} }` },
    'in a fragment': { query: `{ ...F } fragment F on Query { ${large((n) => `x${n}: thing { id }`)} }` },
    'in inline fragments, behind conditions': { query: `query ($v: Boolean = true) { ${large((n) => `... @include(if: $v) { x${n}: thing { id } }`)} }` },
    'in the second operation': { query: `query A { a } query B { ${large((n) => `x${n}: thing { id }`)} }`, operationName: 'B' },
  };
  const tooLong = { code: 'PLANNING_TOO_LONG', limit: 'planningMs', allowed: 1, measured: expect.any(Number) as unknown };

  it('is over for what is asked by aliases, in fragments, behind conditions and in a second operation, sent by POST, again and as events', async () => {
    await against(settings, async (url, world) => {
      for (const [how, asked] of Object.entries(long)) {
        expect({ how, ...toldOf(await post(url, asked)) }).toMatchObject({ how, ...tooLong });
        // What took too long once is not tried again.
        expect({ how, ...toldOf(await post(url, asked)) }).toMatchObject({ how, ...tooLong });
        expect({ how, ...toldOf(await post(url, asked, EVENTS)) }).toMatchObject({ how, ...tooLong });
      }
      expect(world.house('things').seen).toEqual([]);
    });
  });
});

describe('what is too deep for a parser', () => {
  it.each([
    ['lists in a value', { query: `{ things(like: ${'['.repeat(4_900)}) { id } }` }],
    ['selections', { query: `{ ${'a {'.repeat(2_400)}` }],
    ['lists in a variable', { query: 'query ($like: [Int!]) { things(like: $like) { id } }' }],
  ])('is refused and harms nobody: %s', async (what, asked) => {
    await against({}, async (url) => {
      const text = JSON.stringify(asked);
      const body = what === 'lists in a variable' ? `${text.slice(0, -1)},"variables":{"like":${'['.repeat(200_000)}${']'.repeat(200_000)}}}` : text;
      const send = async (): Promise<number> => {
        const response = await fetch(`${url}/graphql`, { method: 'POST', headers: { ...JSON_TYPE, accept: 'application/graphql-response+json' }, body });
        await response.text();
        return response.status;
      };
      expect(await send()).toBe(400);
      expect(await send()).toBe(400);
      expect(await post(url, { query: '{ a }' })).toMatchObject({ status: 200, body: { data: { a: null } } });
    });
  });
});
