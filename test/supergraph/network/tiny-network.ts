import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { execute, parse } from 'graphql';
import type { ExecutionResult } from 'graphql';
import { createEnvelopeSigner } from '../../../gateway/auth/envelope.ts';
import { createIssuer } from '../../../gateway/auth/issuer.ts';
import { localSource } from '../../../gateway/execution/local-source.ts';
import { createOutsideAgent } from '../../../gateway/execution/outside-agent.ts';
import { partitionedSource } from '../../../gateway/execution/partitioned-source.ts';
import { createProviderTransport } from '../../../gateway/execution/provider-transport.ts';
import type { Providers, Standing } from '../../../gateway/execution/providers.ts';
import { createGateway } from '../../../gateway/gateway.ts';
import { createLog } from '../../../gateway/telemetry/log.ts';
import { createMetrics } from '../../../gateway/telemetry/metrics.ts';
import type { Metrics } from '../../../gateway/telemetry/metrics.ts';
import type { Role } from '../../../schema/contracts/identity.ts';
import { serve, tinyHouse, tinySupergraph } from '../../kit/tiny-subgraphs.ts';

const LINK = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])\n';

/** What every insurer of the tiny network answers about its own. */
const NETWORK = `
  type Cover @key(fields: "insurerId id") { insurerId: ID! id: ID! card: Card note(n: Int): String tags: [String!] partner: Cover }
  type Card { number: String holder: Cover }
  input TellInput { insurerId: ID! text: String }
  type Told { text: String by: ID }
  type Query { one(insurerId: ID!, id: ID!): Cover fact(insurerId: ID!, of: String): String }
  type Mutation { tell(input: TellInput!): Told }
`;

const BOOK = `
  type Cover @key(fields: "insurerId id", resolvable: false) { insurerId: ID! id: ID! }
  type Query { covers(of: [ID!]!): [Cover!]! }
`;

interface Key { readonly insurerId: string; readonly id: string }

function resolversOf(by: string, told: string[]) {
  const key = ({ insurerId, id }: Key): Key | null => (id.endsWith('-unknown') ? null : { insurerId, id });
  return {
    Cover: {
      __resolveReference: key,
      card: ({ insurerId, id }: Key) => ({ number: `card of ${id} by ${by}`, holder: { insurerId, id } }),
      note: ({ id }: Key, { n }: { n?: number }) => `note ${n} of ${id} by ${by}`,
      tags: () => ['x', 'y'],
      partner: ({ insurerId }: Key) => ({ insurerId, id: `${insurerId}-partner` }),
    },
    Query: { one: (_: unknown, asked: Key) => key(asked), fact: (_: unknown, { of }: { of?: string }) => `${by} of ${of}` },
    Mutation: {
      tell: (_: unknown, { input }: { input: { text?: string } }) => {
        told.push(`${by} ${input.text}`);
        return { text: input.text, by };
      },
    },
  };
}

/** One request as it came to an insurer's own server. */
export interface Received {
  readonly body: string;
  readonly headers: IncomingMessage['headers'];
}

export interface Asked {
  readonly query: string;
  readonly variables?: { readonly representations?: readonly Record<string, unknown>[] };
}

/** What an insurer does with a request; `honest` is what one that keeps the contract would answer. */
export type Behaviour = (honest: () => Promise<ExecutionResult>, response: ServerResponse, asked: Asked) => void | Promise<void>;

export const sendJson = (response: ServerResponse, body: unknown): void => void response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));

export const honestly: Behaviour = async (honest, response) => sendJson(response, await honest());

/** Changes the answer of one that keeps the contract. */
export const lying = (change: (answer: { data: Record<string, unknown> | null; errors?: unknown[] }, asked: Asked) => unknown): Behaviour =>
  async (honest, response, asked) => sendJson(response, change(JSON.parse(JSON.stringify(await honest())) as never, asked));

export interface TinyNetwork {
  ask(query: string, variables?: Record<string, unknown>, as?: { readonly roles: readonly Role[]; readonly organisation?: string; readonly subject?: string }): Promise<ExecutionResult>;
  readonly received: ReadonlyMap<string, Received[]>;
  /** Mutations as they were done, by whom. */
  readonly told: string[];
  readonly lines: string[];
  readonly metrics: Metrics;
  readonly keys: { readonly keys: readonly object[] };
  stand(insurerId: string, kind: 'active' | 'paused' | 'withdrawn'): void;
  close(): Promise<void>;
}

/** A gateway over a book of covers and a network of insurers, each on a port of its own; who has no port is served by the house. */
export async function tinyNetwork(
  behaviours: Readonly<Record<string, Behaviour>>,
  { deadlineMs = 20_000, answerLimitBytes = 200_000, privateNetworks = true, circuit = {} }: { deadlineMs?: number; answerLimitBytes?: number; privateNetworks?: boolean; circuit?: object } = {},
): Promise<TinyNetwork> {
  const envelopes = await createEnvelopeSigner();
  const received = new Map<string, Received[]>();
  const told: string[] = [];
  const lines: string[] = [];
  const log = createLog('debug', { write: (line) => { lines.push(line); } });
  const metrics = createMetrics();
  const servers = await Promise.all(Object.entries(behaviours).map(async ([insurerId, behave]) => {
    const seen: Received[] = [];
    received.set(insurerId, seen);
    const schema = buildSubgraphSchema({ typeDefs: parse(LINK + NETWORK), resolvers: resolversOf(insurerId, told) as never });
    const server = await serve((request, response) => void (async () => {
      let body = '';
      for await (const chunk of request as AsyncIterable<Buffer>) body += chunk.toString();
      seen.push({ body, headers: request.headers });
      const asked = JSON.parse(body) as Asked;
      await behave(async () => execute({ schema, document: parse(asked.query), variableValues: asked.variables as never }), response, asked);
    })().catch(() => response.destroy()));
    return { insurerId, server };
  }));

  const standings = new Map<string, Standing>();
  const listeners = new Set<(insurerId: string) => void>();
  const providers: Providers = {
    of: (insurerId) => standings.get(insurerId),
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
  const stand: TinyNetwork['stand'] = (insurerId, kind) => {
    const url = `${servers.find((each) => each.insurerId === insurerId)?.server.url}/graphql`;
    standings.set(insurerId, kind === 'active' ? { kind, provider: { insurerId, url, deadlineMs, version: '1' } } : { kind, since: '2026-01-01T00:00:00Z', reason: 'a test' });
    for (const listener of listeners) listener(insurerId);
  };
  for (const { insurerId } of servers) stand(insurerId, 'active');

  const tinies = [{ name: 'book', sdl: BOOK }, { name: 'network', sdl: NETWORK }];
  const book = await tinyHouse({ name: 'book', sdl: BOOK, resolvers: { Query: { covers: (_: unknown, { of }: { of: string[] }) => of.map((id) => ({ insurerId: id.split('-')[0], id })) } } as never }, envelopes.jwks);
  const house = await tinyHouse({ name: 'network', sdl: NETWORK, resolvers: resolversOf('house', told) as never }, envelopes.jwks);
  const agent = createOutsideAgent({ rules: { privateNetworks, plainHttp: true } });
  const network = partitionedSource({
    name: 'network', contract: LINK + NETWORK, hosted: localSource(house), providers, signer: envelopes, transport: createProviderTransport({ agent, answerLimitBytes }), log, metrics,
    circuit: { windowMs: 10_000, leastCalls: 1_000, failureShare: 1, restMs: 60_000, ...circuit },
  });
  const dataDir = `${tmpdir()}/wasq-network-${randomUUID()}`;
  const issuer = await createIssuer({ dataDir, issuer: 'https://tokens.test', audience: 'wasq-test' });
  const gateway = await createGateway({
    supergraphSdl: tinySupergraph(tinies),
    sources: new Map([localSource(book), network].map((source) => [source.name, source])),
    auth: { issuer: 'https://tokens.test', audience: 'wasq-test', keys: issuer.jwks },
    mode: 'SANDBOX', log, metrics, envelopes,
  });
  return {
    received, told, lines, metrics, keys: envelopes.jwks, stand,
    async ask(query, variables = {}, { roles, organisation = null, subject = 'a person' } = { roles: ['regulator'] } as never) {
      const token = await issuer.mint({ subject, organisation, roles, ttl: 60 });
      return gateway.execute({ query, variables }, { authorization: `Bearer ${token}` });
    },
    async close() {
      await gateway.close();
      await agent.destroy();
      await Promise.all(servers.map(({ server }) => server.close()));
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
