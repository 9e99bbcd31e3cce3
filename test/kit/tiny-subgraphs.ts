import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { execute, parse, subscribe } from 'graphql';
import type { ExecutionResult, GraphQLSchema } from 'graphql';
import { createLocalJWKSet, exportJWK, generateKeyPair, jwtVerify, SignJWT } from 'jose';
import type { JSONWebKeySet } from 'jose';
import { createEnvelopeSigner } from '../../gateway/auth/envelope.ts';
import { createIssuer } from '../../gateway/auth/issuer.ts';
import { localSource } from '../../gateway/execution/local-source.ts';
import { createGateway } from '../../gateway/gateway.ts';
import type { GatewaySettings } from '../../gateway/gateway.ts';
import { createLog } from '../../gateway/telemetry/log.ts';
import { compose } from '../../schema/tools/compose.ts';
import { ENVELOPE_HEADER, ENVELOPE_ISSUER, GRAPH_AUDIENCE, HOUSE_ISSUER_PREFIX, REQUEST_ID_HEADER } from '../../schema/contracts/identity.ts';
import type { Envelope, Role } from '../../schema/contracts/identity.ts';
import type { GraphRequest, House } from '../../subgraphs/kit/house.ts';

const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9",
  import: ["@key", "@shareable", "@external", "@requires", "@authenticated", "@requiresScopes", "@policy", "@inaccessible"])\n`;

type Resolvers = NonNullable<Parameters<typeof buildSubgraphSchema>[0] extends infer M ? M extends { resolvers?: infer R } ? R : never : never>;

/** What a tiny subgraph is made of. */
export interface Tiny {
  readonly name: string;
  readonly sdl: string;
  readonly resolvers: Resolvers;
}

/** One request as a tiny house saw it. */
export interface Seen {
  readonly request: GraphRequest;
  readonly envelope: Envelope | null;
  readonly requestId: string | undefined;
}

export interface TinyHouse extends House {
  readonly seen: Seen[];
  /** Signs a request to the graph as this house. */
  assert(claims?: { readonly audience?: string; readonly ttl?: number }): Promise<string>;
}

/** A house over a tiny schema. It refuses a request without an envelope that `gatewayKeys` signed for it. */
export async function tinyHouse({ name, sdl, resolvers }: Tiny, gatewayKeys: JSONWebKeySet): Promise<TinyHouse> {
  const schema: GraphQLSchema = buildSubgraphSchema({ typeDefs: parse(LINK + sdl), resolvers });
  const keys = createLocalJWKSet(gatewayKeys);
  const { privateKey, publicKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true });
  const seen: Seen[] = [];

  async function open(envelope: string | undefined): Promise<Envelope | null> {
    try {
      const { payload } = await jwtVerify(envelope ?? '', keys, { issuer: ENVELOPE_ISSUER, audience: name });
      return payload as unknown as Envelope;
    } catch {
      return null;
    }
  }

  const subscribes = schema.getSubscriptionType() !== undefined && schema.getSubscriptionType() !== null;
  return {
    name,
    seen,
    ...(subscribes ? {
      async subscribe(request: GraphRequest, envelope: string | undefined, requestId?: string) {
        const opened = await open(envelope);
        seen.push({ request, envelope: opened, requestId });
        if (!opened) throw new Error('no envelope');
        return subscribe({
          schema, document: parse(request.query), variableValues: request.variables, operationName: request.operationName, contextValue: opened,
        });
      },
    } : {}),
    jwks: { keys: [{ ...await exportJWK(publicKey), kid: name, alg: 'EdDSA' }] },
    async execute(request, envelope, requestId): Promise<ExecutionResult> {
      const opened = await open(envelope);
      seen.push({ request, envelope: opened, requestId });
      if (!opened) throw new Error('no envelope');
      return execute({
        schema, document: parse(request.query), variableValues: request.variables, operationName: request.operationName, contextValue: opened,
      });
    },
    async handle(request, response) {
      if (!request.url?.startsWith('/uploads/known')) return false;
      let bytes = 0;
      for await (const chunk of request as AsyncIterable<Buffer>) bytes += chunk.length;
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ bytes, type: request.headers['content-type'] }));
      return true;
    },
    ready: async () => true,
    close: async () => undefined,
    assert: ({ audience = GRAPH_AUDIENCE, ttl = 60 } = {}) => new SignJWT({})
      .setProtectedHeader({ alg: 'EdDSA', kid: name })
      .setIssuer(HOUSE_ISSUER_PREFIX + name)
      .setAudience(audience)
      .setIssuedAt()
      .setExpirationTime(`${ttl} seconds`)
      .sign(privateKey),
  };
}

/** The supergraph of tiny subgraphs, whose addresses lead nowhere. */
export function tinySupergraph(tinies: readonly Pick<Tiny, 'name' | 'sdl'>[], urlOf = (name: string) => `http://${name}.invalid/graphql`): string {
  return compose(tinies.map(({ name, sdl }) => ({ name, url: urlOf(name), sdl: LINK + sdl }))).supergraphSdl;
}

/** A gateway over tiny houses in this process, with an issuer of tokens. `lines` is what it logged. */
export async function tinyGateway(tinies: readonly Tiny[], dataDir: string, settings: Partial<GatewaySettings> = {}) {
  const envelopes = await createEnvelopeSigner();
  const houses = await Promise.all(tinies.map((tiny) => tinyHouse(tiny, envelopes.jwks)));
  const issuer = await createIssuer({ dataDir, issuer: 'https://tokens.test', audience: 'wasq-test' });
  const lines: string[] = [];
  const gateway = await createGateway({
    supergraphSdl: tinySupergraph(tinies),
    sources: new Map(houses.map((house) => [house.name, localSource(house)])),
    auth: { issuer: 'https://tokens.test', audience: 'wasq-test', keys: issuer.jwks },
    mode: 'SANDBOX',
    log: createLog('debug', { write: (line) => { lines.push(line); } }),
    envelopes,
    ...settings,
  });
  return {
    gateway,
    issuer,
    lines,
    house: (name: string): TinyHouse => {
      const house = houses.find((each) => each.name === name);
      if (!house) throw new Error(`no tiny house ${name}`);
      return house;
    },
    bearer: async (roles: readonly Role[], scopes?: readonly string[]) => ({
      authorization: `Bearer ${await issuer.mint({ subject: 'someone', organisation: 'org-1', roles, scopes, ttl: 60 })}`,
    }),
  };
}

export interface Served {
  readonly url: string;
  close(): Promise<void>;
}

/** Any handler on a free port of the loopback address. */
export async function serve(handle: (request: IncomingMessage, response: ServerResponse) => void): Promise<Served> {
  const server = createServer(handle);
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () => new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    }),
  };
}

/** A tiny house behind HTTP, as a house that runs alone would be. */
export function serveHouse(house: TinyHouse): Promise<Served> {
  return serve((request, response) => void answer(house, request, response));
}

async function answer(house: TinyHouse, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const json = (status: number, body: unknown) => response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  if (request.url === '/ready') return void json(200, { ready: true });
  if (request.url === '/.well-known/jwks.json') return void json(200, house.jwks);
  if (request.url !== '/graphql') {
    if (!await house.handle(request, response)) json(404, {});
    return;
  }
  let text = '';
  for await (const chunk of request as AsyncIterable<Buffer>) text += chunk.toString();
  const header = (name: string) => request.headers[name] as string | undefined;
  if (request.headers.accept === 'text/event-stream' && house.subscribe) {
    const begun = await house.subscribe(JSON.parse(text) as GraphRequest, header(ENVELOPE_HEADER), header(REQUEST_ID_HEADER));
    if (!(Symbol.asyncIterator in begun)) return void json(200, begun);
    const events = begun[Symbol.asyncIterator]();
    response.once('close', () => void events.return?.());
    response.writeHead(200, { 'content-type': 'text/event-stream' }).flushHeaders();
    for (let event = await events.next(); !event.done; event = await events.next()) {
      if (!response.write(`event: next\ndata: ${JSON.stringify(event.value)}\n\n`)) await Promise.race([once(response, 'drain'), once(response, 'close')]);
    }
    return void response.end('event: complete\ndata:\n\n');
  }
  json(200, await house.execute(JSON.parse(text) as GraphRequest, header(ENVELOPE_HEADER), header(REQUEST_ID_HEADER)));
}
