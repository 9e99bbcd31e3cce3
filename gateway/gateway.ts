import './telemetry/no-phone-home.ts';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { GraphQLError } from 'graphql';
import type { ExecutionResult } from 'graphql';
import type { JSONWebKeySet } from 'jose';
import type { Principal } from '../schema/contracts/identity.ts';
import type { ProgrammeMode } from '../schema/contracts/mode.ts';
import type { GraphRequest } from '../subgraphs/kit/house.ts';
import { createAuthorisation } from './auth/authorisation.ts';
import type { Authorise } from './auth/authorisation.ts';
import { createEnvelopeSigner } from './auth/envelope.ts';
import type { EnvelopeSigner } from './auth/envelope.ts';
import { localeOf } from './auth/locale.ts';
import { createTokenVerifier } from './auth/verify-token.ts';
import type { RequestHeaders, TokenRules } from './auth/verify-token.ts';
import { createFetch } from './execution/fetch-from-source.ts';
import { plannedByApollo } from './execution/planned-by-apollo.ts';
import type { Source } from './execution/source.ts';
import { createApolloServer } from './server/apollo-server.ts';
import { enter, requestIdOf } from './server/door.ts';
import { createHttp } from './server/http.ts';
import { listen } from './server/listen.ts';
import type { Listening } from './server/listen.ts';
import { maskError } from './server/mask-errors.ts';
import type { Log } from './telemetry/log.ts';
import { createMetrics } from './telemetry/metrics.ts';
import type { Metrics } from './telemetry/metrics.ts';

export interface GatewaySettings {
  /** As composed, with its security rules. */
  readonly supergraphSdl: string;
  /** One source a subgraph the supergraph names, by that name. */
  readonly sources: ReadonlyMap<string, Source>;
  /** Whose tokens are believed; `open` asks for none and enforces no rule. */
  readonly auth: TokenRules | 'open';
  readonly mode: ProgrammeMode;
  readonly log: Log;
  /** Signs for the houses in this process; left out, a signer with a key of its own is made. */
  readonly envelopes?: EnvelopeSigner;
  /** Which @policy names hold for a caller; left out, its roles. */
  readonly policiesOf?: (principal: Principal) => readonly string[];
  readonly production?: boolean;
  readonly bodyLimitBytes?: number;
  readonly corsOrigins?: readonly string[];
  /** The subgraph that takes what is sent to /uploads/. */
  readonly uploadsTo?: string;
  readonly metrics?: Metrics;
}

export interface Gateway {
  /** Runs one request in this process, through the same door and under the same rules as HTTP. `headers` in any case. */
  execute(request: GraphRequest, headers: Readonly<Record<string, string>>): Promise<ExecutionResult>;
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>;
  /** Throws ListenError. */
  listen(address: { readonly host: string; readonly port: number }): Promise<Listening>;
  /** Serves another supergraph from now on. Throws, and keeps serving the old one, when it cannot be loaded. */
  updateSupergraph(supergraphSdl: string): void;
  /** Public keys of the envelopes. */
  readonly jwks: JSONWebKeySet;
  /** Lets running requests end, then frees every connection. The houses in this process are their owner's to close. */
  close(): Promise<void>;
}

/**
 * The way of every request: the token says who asks; the operation is parsed and validated; what the caller may not
 * read is cut; the rest is planned; each subgraph is asked in the caller's name; the answer is put into the shape
 * that was asked, with a reason for every null that was not meant.
 */
export async function createGateway(settings: GatewaySettings): Promise<Gateway> {
  const { supergraphSdl, sources, auth, mode, log, production = false, metrics = createMetrics() } = settings;
  const policiesOf = settings.policiesOf ?? ((principal: Principal) => principal.roles);
  const envelopes = settings.envelopes ?? await createEnvelopeSigner();

  // token → principal
  const houseKeys = new Map([...sources].map(([name, { keys }]) => [name, keys]));
  const verify = auth === 'open' ? null : createTokenVerifier(auth, houseKeys);

  // authorisation cut → plan → fetch → answer
  let authorise: Authorise = (asked, run) => run(asked.document, null);
  const planned = plannedByApollo({
    supergraphSdl,
    sources,
    fetch: createFetch({ envelopes, mode, log, metrics }),
    log,
    answer: (asked, run) => authorise(asked, run),
    onLoaded(composed, api) {
      if (auth !== 'open') authorise = createAuthorisation(composed, api, policiesOf);
    },
    showPlans: !production,
  });

  // parse, validate
  const server = createApolloServer({ gateway: planned.gateway, production, log, metrics });
  await server.start();

  const handle = createHttp({
    server,
    verify,
    sources,
    uploads: sources.get(settings.uploadsTo ?? 'associations'),
    jwks: envelopes.jwks,
    bodyLimitBytes: settings.bodyLimitBytes ?? 1 << 20,
    corsOrigins: settings.corsOrigins ?? [],
    log,
    metrics,
  });
  const listening: Listening[] = [];

  return {
    handle,
    jwks: envelopes.jwks,
    updateSupergraph: (next) => planned.update(next),
    async execute(request, headers) {
      const lowered: RequestHeaders = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
      const requestId = requestIdOf(lowered);
      try {
        const contextValue = await enter(lowered, requestId, verify);
        const { body } = await server.executeOperation({ ...request, variables: { ...request.variables } }, { contextValue });
        const { data, errors } = body.kind === 'single' ? body.singleResult : body.initialResult;
        const told = errors?.map(({ message, path, extensions }) => new GraphQLError(message, { path, extensions }));
        return { ...(data === undefined ? {} : { data }), ...(told ? { errors: told } : {}) };
      } catch (error) {
        const { message, extensions } = maskError(error, localeOf(lowered['accept-language']), log.child({ requestId }));
        const { http: _http, ...told } = extensions;
        return { errors: [new GraphQLError(message, { extensions: told })] };
      }
    },
    async listen(address) {
      const started = await listen((request, response) => void handle(request, response), address);
      listening.push(started);
      return started;
    },
    async close() {
      await Promise.all(listening.map((each) => each.close()));
      await server.stop();
      await Promise.all([...sources.values()].map((source) => source.close()));
    },
  };
}
