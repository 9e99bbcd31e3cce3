import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isCompositeType, parse } from 'graphql';
import type { GraphQLCompositeType } from 'graphql';
import { readRequirements, requirementsOf } from '../../../gateway/auth/requirements.ts';
import { createIssuer } from '../../../gateway/auth/issuer.ts';
import type { Issuer } from '../../../gateway/auth/issuer.ts';
import { createGeneration } from '../../../gateway/execution/generation.ts';
import { createGateway } from '../../../gateway/gateway.ts';
import { stripSecurity } from '../../../gateway/composition/strip-security.ts';
import { hashOf } from '../../../gateway/limits/known-operations.ts';
import { createLog } from '../../../gateway/telemetry/log.ts';
import { CompositionError } from '../../../schema/tools/composition-error.ts';
import { compose } from '../../../schema/tools/compose.ts';
import { mockedSource } from './mocked-source.ts';
import { DISGUISES, routesTo } from './routes.ts';
import type { Route } from './routes.ts';

const SEED = Number(process.env.SECURITY_SEED ?? process.env.TEST_SEED ?? Date.now() % 1_000_000_000);
const WHOLE = { tokens: 1e6, depth: 100, aliases: 1e4, rootFields: 1e4, cost: 1e12, subgraphCost: 1e12, rate: 1e9, deadlineMs: 600_000 };

let folder: string;
let issuer: Issuer;
beforeAll(async () => {
  folder = await mkdtemp(`${tmpdir()}/wasq-unreachable-`);
  issuer = await createIssuer({ dataDir: folder, issuer: 'https://tokens.test', audience: 'wasq-test' });
});
afterAll(() => rm(folder, { recursive: true }));

interface Attempt { readonly type: string; readonly field: string; readonly route: Route; readonly disguise: keyof typeof DISGUISES }

/** A gateway over subgraphs that would answer anything, and every protected coordinate with the ways to it. */
async function open(supergraphSdl: string, sdls: ReadonlyMap<string, string>, unauthorised: 'cut' | 'refuse' = 'cut') {
  const reached = new Set<string>();
  const { api } = createGeneration(stripSecurity(parse(supergraphSdl)));
  const requirements = requirementsOf(readRequirements(parse(supergraphSdl)), api);
  const routes = routesTo(api);
  const names = Object.keys(DISGUISES) as (keyof typeof DISGUISES)[];
  const attempts: Attempt[] = [];
  for (const type of Object.values(api.getTypeMap())) {
    if (!isCompositeType(type) || !('getFields' in type) || type.name.startsWith('__')) continue;
    for (const field of Object.keys(type.getFields())) {
      if (requirements.of(type, field).length === 0) continue;
      routes(type.name, field).forEach((route, index) => attempts.push({ type: type.name, field, route, disguise: names[(attempts.length + index) % names.length] ?? 'direct' }));
    }
  }
  const gateway = await createGateway({
    supergraphSdl,
    sources: new Map([...sdls].map(([name, sdl]) => [name, mockedSource(name, sdl, reached)])),
    auth: { issuer: 'https://tokens.test', audience: 'wasq-test', keys: issuer.jwks },
    policiesOf: ({ subject }) => (subject === 'all' ? [...requirements.names] : []),
    mode: 'SANDBOX',
    log: createLog('silent'),
    limits: WHOLE,
    unauthorised,
  });
  const all = { authorization: `Bearer ${await issuer.mint({ subject: 'all', organisation: 'o', roles: ['partner'], scopes: [...requirements.names], ttl: 3_600 })}` };
  const none = { authorization: `Bearer ${await issuer.mint({ subject: 'none', organisation: 'o', roles: ['partner'], scopes: [], ttl: 3_600 })}` };

  /** What may be asked of subgraphs for who has no right at all: nothing that carries a rule. */
  function protectedIn(asked: ReadonlySet<string>, isKnown: boolean): string[] {
    return [...asked].filter((coordinate) => {
      const [name = '', field = ''] = coordinate.split('.');
      const type = api.getType(name);
      const rules = isCompositeType(type) ? requirements.of(type as GraphQLCompositeType, field) : [];
      return field !== '__typename' && rules.some(({ scopes, policies }) => !isKnown || scopes.length > 0 || policies.length > 0);
    });
  }

  async function ask(query: string, headers: Readonly<Record<string, string>>) {
    reached.clear();
    const answer = await gateway.execute({ query }, headers);
    return { answer, asked: new Set(reached) };
  }
  return { gateway, reached, attempts, ask, all, none, protectedIn };
}

type World = Awaited<ReturnType<typeof open>>;

/** Tries every way; answers how many of them lead somewhere for who may go there. */
async function tryAll({ attempts, ask, all, none, protectedIn }: World): Promise<number> {
  let open_ = 0;
  for (const { type, field, route, disguise } of attempts) {
    const query = DISGUISES[disguise](route, type);
    for (const [headers, isKnown] of [[{}, false], [none, true]] as const) {
      const { answer, asked } = await ask(query, headers);
      const codes = (answer.errors ?? []).map(({ extensions }) => extensions.code);
      // A rule that a token alone fulfils is no bar to who has one.
      expect({ query, reached: protectedIn(asked, isKnown), wrong: codes.filter((code) => code === 'GRAPHQL_VALIDATION_FAILED' || code === 'GRAPHQL_PARSE_FAILED') })
        .toEqual({ query, reached: [], wrong: [] });
      if (!isKnown) expect({ query, codes }).toEqual({ query, codes: expect.arrayContaining(['UNAUTHENTICATED']) });
    }
    const { asked } = await ask(query, all);
    if ([...asked].some((coordinate) => coordinate.endsWith(`.${field}`))) open_ += 1;
  }
  return open_;
}

describe('what is protected', () => {
  it('is reached by no way through the real graph without the right', async () => {
    const schema = (name: string) => readFile(new URL(`../../../schema/${name}.graphql`, import.meta.url), 'utf8');
    const names = ['associations', 'regulation', 'insurers', 'registry', 'insurer-network'];
    const world = await open(await schema('supergraph'), new Map(await Promise.all(names.map(async (name) => [name, await schema(name)] as const))));
    try {
      expect(world.attempts.length).toBeGreaterThan(500);
      const reachable = await tryAll(world);
      expect(reachable).toBeGreaterThan(world.attempts.length * 0.9);
    } finally {
      await world.gateway.close();
    }
  }, 600_000);

  it(`is reached by no way through generated graphs without the right (seed ${SEED})`, async () => {
    let tried = 0;
    await fc.assert(fc.asyncProperty(fc.array(fc.nat(99), { minLength: 60, maxLength: 60 }), fc.boolean(), async (numbers, refuses) => {
      const sdls = generated(numbers);
      let supergraphSdl: string;
      try {
        ({ supergraphSdl } = compose([...sdls].map(([name, sdl]) => ({ name, url: `http://${name}.invalid`, sdl }))));
      } catch (error) {
        // Composition refuses some rules itself.
        if (error instanceof CompositionError) return;
        throw error;
      }
      const world = await open(supergraphSdl, sdls, refuses ? 'refuse' : 'cut');
      try {
        tried += await tryAll(world);
      } finally {
        await world.gateway.close();
      }
    }), { numRuns: 8, seed: SEED });
    expect(tried).toBeGreaterThan(50);
  }, 600_000);

  it('cannot be asked for as an entity, and what introspection tells is the schema, not data', async () => {
    const sdls = generated(Array.from({ length: 60 }, () => 0));
    const { supergraphSdl } = compose([...sdls].map(([name, sdl]) => ({ name, url: `http://${name}.invalid`, sdl })));
    const { gateway, ask } = await open(supergraphSdl, sdls);
    for (const query of ['{ _entities(representations: [{ __typename: "One", id: "1" }]) { __typename } }', '{ _service { sdl } }']) {
      const { answer, asked } = await ask(query, {});
      expect(answer.errors?.[0]?.extensions.code).toBe('GRAPHQL_VALIDATION_FAILED');
      expect([...asked]).toEqual([]);
    }
    const { answer, asked } = await ask('{ __type(name: "One") { fields { name } } __schema { types { name } } }', {});
    expect(answer.errors).toBeUndefined();
    expect([...asked]).toEqual([]);
    await gateway.close();
  });

  it('refuses the whole operation where that is set, but not for what is skipped', async () => {
    const sdl = `${LINK} type Query { open: Int shut: Int @authenticated }`;
    const { supergraphSdl } = compose([{ name: 'any', url: 'http://any.invalid', sdl }]);
    const { gateway, ask } = await open(supergraphSdl, new Map([['any', sdl]]), 'refuse');
    const refused = await ask('{ open shut }', {});
    expect([refused.answer.data ?? null, refused.answer.errors?.map(({ path, extensions }) => [path, extensions.code]), [...refused.asked]]).toEqual([null, [[['shut'], 'UNAUTHENTICATED']], []]);
    expect((await ask('{ open shut @skip(if: true) }', {})).answer).toEqual({ data: { open: 1 } });
    const { url } = await gateway.listen({ host: '127.0.0.1', port: 0 });
    const post = (body: object) => fetch(`${url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
    expect((await post({ query: '{ open shut }' })).status).toBe(401);
    expect((await post([{ query: '{ shut }' }])).status).toBe(400);
    await gateway.close();
  });

  it('is not reached by the hash of a document, known or sent before', async () => {
    const sdl = `${LINK} type Query { open: Int shut: Int @authenticated }`;
    const { supergraphSdl } = compose([{ name: 'any', url: 'http://any.invalid', sdl }]);
    const { gateway, reached } = await open(supergraphSdl, new Map([['any', sdl]]));
    const { url } = await gateway.listen({ host: '127.0.0.1', port: 0 });
    const query = '{ open x: shut }';
    const extensions = { persistedQuery: { version: 1, sha256Hash: hashOf(query) } };
    for (const body of [{ query, extensions }, { extensions }]) {
      const response = await fetch(`${url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
      expect(await response.json()).toMatchObject({ data: { open: 1, x: null }, errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] });
    }
    const got = await fetch(`${url}/graphql?extensions=${encodeURIComponent(JSON.stringify(extensions))}`, { headers: { 'apollo-require-preflight': 'yes' } });
    expect(await got.json()).toMatchObject({ data: { open: 1, x: null } });
    expect([...reached]).toEqual(['Query.open']);
    await gateway.close();
  });
});

const LINK = `extend schema
  @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable", "@requiresScopes", "@policy", "@authenticated"])\n`;
const RENAMED = `extend schema
  @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable", {name: "@requiresScopes", as: "@needs"}, {name: "@policy", as: "@rule"}, {name: "@authenticated", as: "@signedIn"}])\n`;

/** Two subgraphs with an interface, its implementations and a union, and rules wherever the numbers put them. */
function generated(numbers: readonly number[]): Map<string, string> {
  let at = 0;
  const isRenamed = (numbers[0] ?? 0) % 3 === 1;
  const word = isRenamed ? { authenticated: '@signedIn', scopes: '@needs', policy: '@rule' } : { authenticated: '@authenticated', scopes: '@requiresScopes', policy: '@policy' };
  const rule = (): string => {
    const number = numbers[at++ % numbers.length] ?? 0;
    if (number % 7 === 1) return word.authenticated;
    if (number % 7 === 2) return `${word.scopes}(scopes: [["s${number % 3}", "s3"], ["s4"]])`;
    if (number % 7 === 3) return `${word.policy}(policies: [["p${number % 3}"]])`;
    return '';
  };
  const link = isRenamed ? RENAMED : LINK;
  return new Map([
    ['first', `${link}
      type Query { one(n: Int! = 1): One ${rule()} things: [Thing] ${rule()} either: [Either!] ${rule()} other(id: ID!): Other ${rule()} plain: Int ${rule()} }
      type Mutation { change(input: Change!): One ${rule()} count: Int ${rule()} }
      input Change { id: ID! names: [String!]! }
      interface Thing { id: ID! name: String ${rule()} next: Thing }
      type One implements Thing @key(fields: "id") ${rule()} { id: ID! name: String ${rule()} next: Thing ${rule()} mood: Mood own: [[Int]] ${rule()} other: Other }
      type Two implements Thing @key(fields: "id") { id: ID! name: String ${rule()} next: Thing ${rule()} one: One! ${rule()} }
      type Other @key(fields: "id") ${rule()} { id: ID! two: [Two] ${rule()} secret(of: String!): String ${rule()} }
      union Either = One | Two | Other
      enum Mood ${rule()} { GOOD BAD }`],
    ['second', `${link}
      type Query { ones: [One!] ${rule()} }
      type One @key(fields: "id") { id: ID! far: String ${rule()} friends: [One!] ${rule()} }
      type Other @key(fields: "id") { id: ID! far: Far ${rule()} }
      type Far ${rule()} { deep: Int ${rule()} one: One ${rule()} }`],
  ]);
}
