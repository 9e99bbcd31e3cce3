import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { execute, parse } from 'graphql';
import type { GraphQLSchema } from 'graphql';
import { createLocalJWKSet, jwtVerify } from 'jose';
import { createEnvelopeSigner } from '../../../gateway/auth/envelope.ts';
import type { EnvelopeSigner } from '../../../gateway/auth/envelope.ts';
import { createComposer } from '../../../gateway/composition/composer.ts';
import type { Extension } from '../../../gateway/composition/extension.ts';
import { followExtensions } from '../../../gateway/composition/follow-extensions.ts';
import type { Following } from '../../../gateway/composition/follow-extensions.ts';
import { extensionSource } from '../../../gateway/execution/extension-source.ts';
import { createOutsideAgent } from '../../../gateway/execution/outside-agent.ts';
import { createProviderTransport } from '../../../gateway/execution/provider-transport.ts';
import type { Standing } from '../../../gateway/execution/providers.ts';
import type { Source } from '../../../gateway/execution/source.ts';
import { createGateway } from '../../../gateway/gateway.ts';
import type { Gateway } from '../../../gateway/gateway.ts';
import { createLog } from '../../../gateway/telemetry/log.ts';
import { ENVELOPE_HEADER, ENVELOPE_ISSUER } from '../../../schema/contracts/identity.ts';
import { compose } from '../../../schema/tools/compose.ts';
import type { SubgraphSdl } from '../../../schema/tools/compose.ts';
import { readHouses } from '../../../schema/tools/houses.ts';
import { serve } from '../../kit/tiny-subgraphs.ts';
import type { Served } from '../../kit/tiny-subgraphs.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url)).replace(/\/$/, '');
const log = createLog('silent', { write: () => undefined });

/** An insurer with a server of its own on a port of its own, which writes down every byte it is sent. */
interface Insurer {
  readonly insurerId: string;
  readonly extension: Extension;
  readonly received: string[];
  answer: (request: { query: string; variables?: Record<string, unknown> }, schema: GraphQLSchema) => unknown;
  close(): Promise<void>;
}

type Question = { query: string; variables?: Record<string, unknown> };

const sdlOf = (namespace: string): string => `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])
  enum ${namespace}_Tone { FORMAL PLAIN }
  type ${namespace}_Leaflet { title: String! pages: Int }
  extend type InsurancePlan @key(fields: "insurerId id") { insurerId: ID! id: ID! ${namespace}_leaflet(tone: ${namespace}_Tone = PLAIN): ${namespace}_Leaflet }
  extend type InsurancePlan { ${namespace}_hotline: String }
`;

async function insurer(namespace: string, envelopes: EnvelopeSigner): Promise<Insurer> {
  const insurerId = `id-of-${namespace}`;
  const keys = createLocalJWKSet(envelopes.jwks);
  const schema = buildSubgraphSchema({
    typeDefs: parse(sdlOf(namespace)),
    resolvers: {
      InsurancePlan: {
        __resolveReference: (reference: object) => reference,
        [`${namespace}_hotline`]: ({ id }: { id: string }) => `${namespace} ${id}`,
        [`${namespace}_leaflet`]: ({ id }: { id: string }, { tone }: { tone: string }) => ({ title: `${id} ${tone}`, pages: 2 }),
      },
    },
  });
  const received: string[] = [];
  const answered = (question: Question, over: GraphQLSchema): unknown =>
    execute({ schema: over, document: parse(question.query), variableValues: question.variables ?? {} });
  const me: { answer: Insurer['answer'] } = { answer: answered };

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = '';
    for await (const chunk of request as AsyncIterable<Buffer>) body += chunk.toString();
    received.push(JSON.stringify(request.headers) + body);
    // The envelope is for this insurer and this body, or nothing is answered.
    const { payload } = await jwtVerify(String(request.headers[ENVELOPE_HEADER]), keys, { issuer: ENVELOPE_ISSUER, audience: `insurer:${insurerId}` });
    const isFor = payload.digest === createHash('sha256').update(body).digest('base64url');
    const answer = isFor ? await me.answer(JSON.parse(body) as Question, schema) : { errors: [{ message: 'another body' }] };
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
  }

  const server: Served = await serve((request, response) => void handle(request, response).catch(() => response.writeHead(403).end()));
  return {
    insurerId,
    extension: { insurerId, namespace, version: `${namespace}-1`, url: `${server.url}/graphql`, sdl: sdlOf(namespace) },
    received,
    get answer() { return me.answer; },
    set answer(next) { me.answer = next; },
    close: () => server.close(),
  };
}

/** The insurers house in little: two insurers, and one that brings nothing. */
function insurersHouse(sdl: string): Source {
  const plan = (insurerId: string, id: string) => ({ insurerId, id, policyClass: 'A', name: { ar: id, en: id } });
  const nodes = ['id-of-acme', 'id-of-zenith', 'id-of-other'].map((id) => ({ id, plans: [plan(id, `${id}-plan-1`), plan(id, `${id}-plan-2`)] }));
  const schema = buildSubgraphSchema({
    typeDefs: parse(sdl),
    resolvers: { Query: { insurers: () => ({ edges: nodes.map((node) => ({ cursor: node.id, node })), pageInfo: { hasNextPage: false } }) } },
  });
  return {
    name: 'insurers', keys: { keys: [] }, forward: async () => false, ready: async () => true, close: async () => undefined,
    execute: async ({ query, variables }) => {
      const { data, errors } = await execute({ schema, document: parse(query), variableValues: variables });
      return { data: data ?? null, ...(errors ? { errors: errors.map(({ message }) => ({ message })) } : {}) };
    },
  };
}

function silentHouse(name: string): Source {
  return { name, keys: { keys: [] }, forward: async () => false, ready: async () => true, close: async () => undefined, execute: async () => ({ data: null }) };
}

let gateway: Gateway;
let acme: Insurer;
let zenith: Insurer;
let following: Following;
let active: readonly Extension[];
const standings = new Map<string, Standing>();
const listeners = new Set<(insurerId: string) => void>();
const cleanups: (() => Promise<unknown>)[] = [];

function stand(insurerId: string, standing: Standing): void {
  standings.set(insurerId, standing);
  for (const tell of listeners) tell(insurerId);
}

function activate({ insurerId, extension }: Insurer, deadlineMs = 20_000): void {
  stand(insurerId, { kind: 'active', provider: { insurerId, url: extension.url, deadlineMs, version: extension.version } });
}

beforeAll(async () => {
  const envelopes = await createEnvelopeSigner();
  [acme, zenith] = await Promise.all([insurer('acme', envelopes), insurer('zenith', envelopes)]);
  activate(acme);
  activate(zenith);
  active = [acme.extension, zenith.extension];
  const base = await readHouses(ROOT);
  const { sdl } = base.find(({ name }) => name === 'insurers') as SubgraphSdl;
  const houses = new Map(base.map(({ name }) => [name, name === 'insurers' ? insurersHouse(sdl) : silentHouse(name)]));
  gateway = await createGateway({ supergraphSdl: compose(base).supergraphSdl, sources: houses, auth: 'open', envelopes, mode: 'SANDBOX', log });
  const composer = createComposer();
  const agent = createOutsideAgent({ rules: { privateNetworks: true, plainHttp: true } });
  const providers = { of: (id: string) => standings.get(id), onChange: (tell: (insurerId: string) => void) => { listeners.add(tell); return () => listeners.delete(tell); } };
  following = await followExtensions({
    registry: { activeExtensions: () => active, onChange: providers.onChange },
    gateway, composer, base, houses,
    sourceOf: (extension) => extensionSource({ extension, providers, transport: createProviderTransport({ agent }), signer: envelopes, log }),
    record: async () => undefined,
    log,
  });
  cleanups.push(() => following.close(), () => composer.close(), () => gateway.close(), () => agent.destroy(), () => acme.close(), () => zenith.close());
}, 120_000);

afterAll(async () => {
  for (const clean of cleanups) await clean();
});

beforeEach(() => {
  for (const each of [acme, zenith]) each.received.length = 0;
});

const PLANS = '{ insurers { edges { node { plans { id acme_hotline acme_leaflet(tone: FORMAL) { title pages } zenith_hotline } } } } }';

interface Plan { readonly id: string; readonly acme_hotline: string | null; readonly acme_leaflet: unknown; readonly zenith_hotline: string | null }

async function plans(query = PLANS) {
  const { data, errors = [] } = await gateway.execute({ query }, {});
  const { edges } = (data as unknown as { insurers: { edges: { node: { plans: Plan[] } }[] } }).insurers;
  return { plans: edges.flatMap(({ node }) => node.plans), errors };
}

const OWN = (namespace: string): string => `id-of-${namespace}-plan`;

describe('two insurers that extend the graph', () => {
  it('each answer their own plans, in one call, and hear of nobody else\'s', async () => {
    const { plans: all, errors } = await plans();
    expect(errors).toEqual([]);
    expect(all.map(({ id, acme_hotline, zenith_hotline }) => [id, acme_hotline, zenith_hotline])).toEqual([
      ['id-of-acme-plan-1', 'acme id-of-acme-plan-1', null],
      ['id-of-acme-plan-2', 'acme id-of-acme-plan-2', null],
      ['id-of-zenith-plan-1', null, 'zenith id-of-zenith-plan-1'],
      ['id-of-zenith-plan-2', null, 'zenith id-of-zenith-plan-2'],
      ['id-of-other-plan-1', null, null],
      ['id-of-other-plan-2', null, null],
    ]);
    expect(all[1]?.acme_leaflet).toEqual({ title: 'id-of-acme-plan-2 FORMAL', pages: 2 });
    expect([acme.received.length, zenith.received.length]).toEqual([1, 1]);
    expect(acme.received.join()).toContain(OWN('acme'));
    expect(acme.received.join()).not.toMatch(/zenith|other/);
    expect(zenith.received.join()).not.toMatch(/acme|other/);
  }, 60_000);

  it('are not asked when nothing is theirs, and not asked for what was not asked', async () => {
    await plans('{ insurers { edges { node { plans { id zenith_hotline } } } } }');
    expect([acme.received.length, zenith.received.length]).toEqual([0, 1]);
    expect(zenith.received.join()).not.toContain('leaflet');
  }, 60_000);
});

describe('an insurer that is out', () => {
  it.each([['paused', 'PROVIDER_PAUSED'], ['withdrawn', 'PROVIDER_WITHDRAWN']] as const)('because it is %s costs its own fields alone', async (kind, code) => {
    stand(acme.insurerId, { kind, since: '2026-01-01T00:00:00Z', reason: 'tried' });
    const { plans: all, errors } = await plans();
    activate(acme);
    expect(acme.received).toEqual([]);
    expect(all.filter(({ zenith_hotline }) => zenith_hotline !== null)).toHaveLength(2);
    expect(errors.map(({ path, extensions }) => [path, extensions.code, extensions.insurerId])).toEqual(
      [0, 1].map((index) => [['insurers', 'edges', 0, 'node', 'plans', index], code, acme.insurerId]));
  }, 60_000);

  it('costs its own fields alone when it never answers, answers of others, or answers too much', async () => {
    const wrong: [Insurer['answer'], string][] = [
      [() => new Promise(() => undefined), 'PROVIDER_TOO_SLOW'],
      [() => ({ data: { _entities: [{}, {}] } }), 'PROVIDER_ANSWER_NOT_ASKED'],
      [() => ({ data: { _entities: [] } }), 'PROVIDER_ANSWER_NOT_ASKED'],
      [() => ({ data: { _entities: Array.from({ length: 2 }, () => ({ acme_hotline: 'x'.repeat(5 << 20) })) } }), 'PROVIDER_ANSWER_TOO_LARGE'],
      [async (question, schema) => {
        const text = JSON.stringify(await execute({ schema, document: parse(question.query), variableValues: question.variables ?? {} }));
        return JSON.parse(text.replaceAll('id-of-acme"', 'id-of-zenith"')) as unknown;
      }, 'PROVIDER_ANSWER_NOT_ASKED'],
    ];
    const before = acme.answer;
    activate(acme, 2_000);
    for (const [answer, code] of wrong) {
      acme.answer = answer;
      const { plans: all, errors } = await plans();
      expect([...new Set(errors.map(({ extensions }) => extensions.code))]).toEqual([code]);
      expect(all.filter(({ zenith_hotline }) => zenith_hotline !== null)).toHaveLength(2);
      expect(all.every(({ acme_hotline }) => acme_hotline === null)).toBe(true);
    }
    acme.answer = before;
    activate(acme);
    expect((await plans()).errors).toEqual([]);
  }, 60_000);
});

describe('a change of what an insurer brings', () => {
  it('is in the graph without anyone stopping, and so is its leaving', async () => {
    const whole = active;
    active = [zenith.extension, { ...acme.extension, version: 'acme-2', sdl: `${acme.extension.sdl} extend type Policy @key(fields: "insurerId id") { insurerId: ID! id: ID! acme_desk: String }` }];
    for (const tell of listeners) tell(acme.insurerId);
    await following.settled();
    expect((await gateway.execute({ query: '{ __type(name: "Policy") { fields { name } } }' }, {})).data).toEqual(
      { __type: { fields: expect.arrayContaining([{ name: 'acme_desk' }]) } });
    expect((await plans()).errors).toEqual([]);
    active = [zenith.extension];
    for (const tell of listeners) tell(acme.insurerId);
    await following.settled();
    const { errors } = await gateway.execute({ query: PLANS }, {});
    expect(errors?.[0]?.message).toContain('acme_hotline');
    expect((await plans('{ insurers { edges { node { plans { id zenith_hotline } } } } }')).errors).toEqual([]);
    active = whole;
    for (const tell of listeners) tell(acme.insurerId);
    await following.settled();
  }, 60_000);
});
