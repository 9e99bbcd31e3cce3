import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { execute, parse } from 'graphql';
import type { ExecutionResult, GraphQLSchema } from 'graphql';
import { pino } from 'pino';
import { createEnvelopeSigner } from '../../../gateway/auth/envelope.ts';
import { createComposer } from '../../../gateway/composition/composer.ts';
import type { Extension } from '../../../gateway/composition/extension.ts';
import { followExtensions } from '../../../gateway/composition/follow-extensions.ts';
import { networkSource } from '../../../gateway/execution/network-source.ts';
import type { Source, SourceAnswer } from '../../../gateway/execution/source.ts';
import { createGateway } from '../../../gateway/gateway.ts';
import { compose } from '../../../schema/tools/compose.ts';
import { readHouses } from '../../../schema/tools/houses.ts';
import type { FromInsurers, ToInsurers } from './insurers-process.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url)).replace(/\/$/, '');

/** As many insurers as the numbers are asked for. */
export const INSURERS = 50;

/** One insurer's extension of usual size: a type, an enum, and fields on three entities. */
export function sampleExtension(index: number, version = 1): Extension {
  const ns = `insurer${index}`;
  const key = '@key(fields: "insurerId id") { insurerId: ID! id: ID!';
  return {
    insurerId: ns, namespace: ns, version: `${ns}-${version}`, url: `http://${ns}.invalid/graphql`,
    sdl: `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])
      "Kind of a perk." enum ${ns}_PerkKind { GYM DENTAL TRAVEL }
      "Something beyond the cover." type ${ns}_Perk { "Name." name: String! "Kind." kind: ${ns}_PerkKind! "Value, in points." value: Int }
      type Coverage ${key} "Perks." ${ns}_perks(first: Int = 10): [${ns}_Perk!] "Points." ${ns}_points: Int }
      type Policy ${key} "Who helps." ${ns}_desk: String }
      type InsurancePlan ${key} "Leaflet." ${ns}_leaflet: String "Version." ${ns}_v${version}: Int }`,
  };
}

/** Fifty insurers, each with a subgraph and an extension of its own, in the committed graph over houses that answer at once. */
export interface NetworkWorld {
  /** One query over so many covers of each of the first so many insurers. */
  ask(insurers: number, coversEach: number): Promise<ExecutionResult>;
  /** One insurer answers no more; null: all do. */
  hang(insurer: number | null): Promise<void>;
  /** How often each insurer was called since the last time this was asked. */
  calls(): Promise<readonly number[]>;
  /** Another version of one insurer's extension is active; resolves when it is served. */
  reload(insurer: number, version: number): Promise<void>;
  /** Milliseconds until the first fifty extensions were served, threads warm as they are some seconds after a start. */
  readonly firstMs: number;
  /** Milliseconds in which the thread that composes started and warmed up; nobody waits for it. */
  readonly warmMs: number;
  close(): Promise<void>;
}

/** A house that answers what the query below needs, and nothing else. */
function house(name: string, sdl: string, resolvers: object): Source {
  // Made when it is first asked: in earnest it is made in another process, and is no part of what a change of the graph takes.
  let schema: GraphQLSchema | null = null;
  const documents = new Map<string, ReturnType<typeof parse>>();
  return {
    name,
    keys: { keys: [] },
    async execute({ query, variables }) {
      const document = documents.get(query) ?? parse(query);
      documents.set(query, document);
      schema ??= buildSubgraphSchema({ typeDefs: parse(sdl), resolvers: resolvers as never });
      return await execute({ schema, document, variableValues: variables }) as SourceAnswer;
    },
    forward: () => Promise.resolve(false),
    ready: () => Promise.resolve(true),
    close: () => Promise.resolve(),
  };
}

const RESOLVERS: Readonly<Record<string, object>> = {
  associations: { Query: { association: (_: unknown, { id }: { id: string }) => ({ id }) } },
  insurers: {
    Association: { policies: ({ id }: { id: string }) => ({ edges: Array.from({ length: Number(id) }, (_each, index) => ({ cursor: '', node: { id: `p${index}`, insurerId: `insurer${index}` } })) }) },
    Policy: {
      coverages: ({ insurerId }: { insurerId: string }, { first }: { first: number }) => ({
        edges: Array.from({ length: first }, (_each, index) => ({ cursor: '', node: { id: `c${index}`, insurerId, policyClass: 'B' } })),
      }),
    },
  },
};

const QUERY = `query Covers($id: ID!, $each: Int!) { association(id: $id) { policies(first: 100) { edges { node { id coverages(first: $each) { edges { node {
  id policyClass card { cardNumber policyClass } eligibility(on: "2026-05-01") { eligible status } } } } } } } } }`;

export async function openNetworkWorld(): Promise<NetworkWorld> {
  const insurers = fork(fileURLToPath(new URL('insurers-process.ts', import.meta.url)), { execArgv: ['--import', 'tsx'] });
  const { ports } = await told(insurers, { open: INSURERS }) as { ports: readonly number[] };
  const envelopes = await createEnvelopeSigner();
  const log = pino({ level: 'silent' });
  const base = await readHouses(ROOT);
  const houses = new Map(base.map(({ name, sdl }) => [name, house(name, sdl, RESOLVERS[name] ?? {})]));
  const hosted = houses.get('insurer-network') as Source;
  houses.set('insurer-network', await networkSource({
    hosted, envelopes, log, addresses: { privateNetworks: true, plainHttp: true },
    providers: {
      of(insurerId) {
        const port = ports[Number(insurerId.replace('insurer', ''))];
        return port === undefined ? undefined : { kind: 'active', provider: { insurerId, url: `http://127.0.0.1:${port}/graphql`, deadlineMs: 2_000, version: '1' } };
      },
      onChange: () => () => undefined,
    },
  }));
  const gateway = await createGateway({ supergraphSdl: compose(base).supergraphSdl, sources: houses, auth: 'open', mode: 'SANDBOX', log, envelopes, planning: 'thread' });
  const composer = createComposer();
  const warmBegun = performance.now();
  await composer.warm(base);
  const warmMs = performance.now() - warmBegun;
  let active = Array.from({ length: INSURERS }, (_each, index) => sampleExtension(index));
  let changed: () => void = () => undefined;
  const begun = performance.now();
  const following = await followExtensions({
    registry: { activeExtensions: () => active, onChange: (listener) => { changed = listener; return () => undefined; } },
    gateway, composer, base, houses, sourceOf: ({ namespace, sdl }) => house(`insurer_${namespace}`, sdl, {}), record: () => Promise.resolve(), log,
  });
  const firstMs = performance.now() - begun;
  return {
    firstMs,
    warmMs,
    ask: (count, each) => gateway.execute({ query: QUERY, variables: { id: String(count), each } }, {}),
    hang: async (insurer) => void await told(insurers, { hang: insurer }),
    calls: async () => (await told(insurers, { count: true }) as { calls: readonly number[] }).calls,
    async reload(insurer, version) {
      active = active.map((each, index) => (index === insurer ? sampleExtension(index, version) : each));
      changed();
      await following.settled();
    },
    async close() {
      await following.close();
      await composer.close();
      await gateway.close();
      insurers.kill();
      await once(insurers, 'exit');
    },
  };
}

async function told(insurers: ChildProcess, message: ToInsurers): Promise<FromInsurers> {
  const answered = once(insurers, 'message') as Promise<[FromInsurers]>;
  insurers.send(message);
  return (await answered)[0];
}
