import './telemetry/no-phone-home.ts';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { GraphQLError } from 'graphql';
import type { ExecutionResult } from 'graphql';
import type { Redis } from 'ioredis';
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
import { createCircuit } from './execution/circuit-breaker.ts';
import { createFetch } from './execution/fetch-from-source.ts';
import { guardedSource } from './execution/guarded-source.ts';
import { plannedByApollo } from './execution/planned-by-apollo.ts';
import { plannedByOurselves } from './execution/planned-by-ourselves.ts';
import type { Source } from './execution/source.ts';
import { createAdmission } from './limits/admission.ts';
import { createBudget } from './limits/budget.ts';
import type { RefuseCostly } from './limits/budget.ts';
import type { KnownOnlyFor, KnownOperations } from './limits/known-operations.ts';
import { DEFAULT_LIMITS, limitsFor } from './limits/limits.ts';
import type { Limits } from './limits/limits.ts';
import type { OperationLife } from './limits/operation-life.ts';
import { withOverdue } from './limits/overdue.ts';
import { createPersistedDocuments } from './limits/persisted-documents.ts';
import { createRate } from './limits/rate.ts';
import { createApolloServer } from './server/apollo-server.ts';
import { enter, requestIdOf } from './server/door.ts';
import { createHttp } from './server/http.ts';
import { listen } from './server/listen.ts';
import type { Listening } from './server/listen.ts';
import { maskError } from './server/mask-errors.ts';
import type { Log } from './telemetry/log.ts';
import { createMetrics } from './telemetry/metrics.ts';
import type { Metrics } from './telemetry/metrics.ts';
import { inSpan, operationAttributes } from './telemetry/spans.ts';

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
  /** Who runs the plans; left out, we do. @apollo/gateway's own way is kept to be measured and compared against. */
  readonly execution?: 'own' | 'apollo';
  readonly production?: boolean;
  readonly bodyLimitBytes?: number;
  /** What anyone who is not a house may ask; what is left out is as in DEFAULT_LIMITS. */
  readonly limits?: Partial<Limits>;
  /** Where all replicas count operations together; left out, each counts for itself. Its owner closes it. */
  readonly redis?: Redis;
  readonly clientAddressHeader?: string;
  readonly knownOperations?: KnownOperations;
  /** Roles, or `anonymous`, for which no other operation runs. */
  readonly knownOnlyFor?: KnownOnlyFor;
  /** Left out, it is on unless this is production. */
  readonly introspection?: boolean;
  /** How many times more a query is asked of a subgraph that gave no usable answer; left out, none. */
  readonly retries?: number;
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

/** A subgraph rests for five seconds when of at least twenty calls in ten seconds half have failed. */
const CIRCUIT = { windowMs: 10_000, leastCalls: 20, failureShare: 0.5, restMs: 5_000 };

/**
 * The way of every request: the token says who asks; what is too much, or not known where only known operations run,
 * is turned away; the operation is parsed, validated and its cost estimated; what the caller may not read is cut; the
 * rest is planned; each subgraph is asked in the caller's name, unless it needs rest; the answer is put into the
 * shape that was asked, with a reason for every null that was not meant.
 */
export async function createGateway(settings: GatewaySettings): Promise<Gateway> {
  const { supergraphSdl, auth, mode, log, production = false, metrics = createMetrics() } = settings;
  const policiesOf = settings.policiesOf ?? ((principal: Principal) => principal.roles);
  const envelopes = settings.envelopes ?? await createEnvelopeSigner();

  // token → principal
  const houseKeys = new Map([...settings.sources].map(([name, { keys }]) => [name, keys]));
  const verify = auth === 'open' ? null : createTokenVerifier(auth, houseKeys);

  // limits at the door; whoever has no identity under open access is not counted
  const limitsOf = limitsFor({ ...DEFAULT_LIMITS, ...settings.limits });
  const documents = createPersistedDocuments(settings.knownOperations ?? new Map());
  const admit = createAdmission({
    limitsOf, documents, count: auth === 'open' ? null : createRate(limitsOf, settings.redis), knownOnlyFor: settings.knownOnlyFor ?? new Set(),
  });

  // cost → authorisation cut → plan → fetch → answer
  const sources = new Map([...settings.sources].map(([name, source]) => [name, guarded(source)]));
  let refuseCostly: RefuseCostly = () => null;
  let authorise: Authorise = (asked, run) => run(asked.document, null);
  const planned = (settings.execution === 'apollo' ? plannedByApollo : plannedByOurselves)({
    supergraphSdl,
    sources,
    fetch: createFetch({ envelopes, mode, log, metrics }),
    log,
    answer: (asked, run) => inSpan('operation', operationAttributes(asked), async () => refuseCostly(asked) ?? withOverdue(await authorise(asked, run), asked)),
    onLoaded(composed, api) {
      refuseCostly = createBudget(composed, api, limitsOf);
      if (auth !== 'open') authorise = createAuthorisation(composed, api, policiesOf);
    },
    showPlans: !production,
  });

  // parse, validate
  const introspection = settings.introspection ?? !production;
  const server = createApolloServer({ gateway: planned.gateway, production, introspection, documents, log, metrics });
  await server.start();

  const handle = createHttp({
    server,
    verify,
    admit,
    limitsOf,
    clientAddressHeader: settings.clientAddressHeader ?? null,
    sources,
    uploads: sources.get(settings.uploadsTo ?? 'associations'),
    jwks: envelopes.jwks,
    bodyLimitBytes: settings.bodyLimitBytes ?? 1 << 20,
    corsOrigins: settings.corsOrigins ?? [],
    log,
    metrics,
  });
  const listening: Listening[] = [];

  function guarded(source: Source): Source {
    const circuit = createCircuit({
      ...CIRCUIT,
      now: () => performance.now(),
      onPhase(phase) {
        metrics.circuit(source.name, phase);
        log.warn({ service: source.name, phase }, 'circuit');
      },
    });
    return guardedSource(source, circuit, { retries: settings.retries ?? 0, random: Math.random });
  }

  return {
    handle,
    jwks: envelopes.jwks,
    updateSupergraph: (next) => planned.update(next),
    async execute(request, headers) {
      const lowered: RequestHeaders = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
      const requestId = requestIdOf(lowered);
      let life: OperationLife | null = null;
      try {
        const contextValue = await enter(lowered, requestId, verify, limitsOf);
        life = contextValue.life;
        await admit({ text: request.query }, contextValue, 'this process');
        const { body } = await server.executeOperation({ ...request, variables: { ...request.variables } }, { contextValue });
        const { data, errors } = body.kind === 'single' ? body.singleResult : body.initialResult;
        const told = errors?.map(({ message, path, extensions }) => new GraphQLError(message, { path, extensions }));
        return { ...(data === undefined ? {} : { data }), ...(told ? { errors: told } : {}) };
      } catch (error) {
        const { message, extensions } = maskError(error, localeOf(lowered['accept-language']), log.child({ requestId }));
        const { http: _http, ...told } = extensions;
        return { errors: [new GraphQLError(message, { extensions: told })] };
      } finally {
        life?.end();
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
