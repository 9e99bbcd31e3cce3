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
import type { AuthorisationMode } from './auth/authorisation.ts';
import { createEnvelopeSigner } from './auth/envelope.ts';
import type { EnvelopeSigner } from './auth/envelope.ts';
import { localeOf } from './auth/locale.ts';
import { createTokenVerifier } from './auth/verify-token.ts';
import type { RequestHeaders, TokenRules } from './auth/verify-token.ts';
import { createEpochs } from './execution/epochs.ts';
import { createCalls } from './execution/fetch-from-source.ts';
import { holdSources } from './execution/held-sources.ts';
import { plannedByOurselves } from './execution/planned-by-ourselves.ts';
import { planInThread } from './execution/planner-thread.ts';
import { planHere } from './execution/planning.ts';
import type { Source } from './execution/source.ts';
import { createAdmission } from './limits/admission.ts';
import { createBudget } from './limits/budget.ts';
import type { KnownOnlyFor, KnownOperations } from './limits/known-operations.ts';
import { DEFAULT_LIMITS, limitsFor } from './limits/limits.ts';
import type { Limits } from './limits/limits.ts';
import { beginOperation } from './limits/operation-life.ts';
import type { OperationLife } from './limits/operation-life.ts';
import { withOverdue } from './limits/overdue.ts';
import { createPersistedDocuments } from './limits/persisted-documents.ts';
import { createRate } from './limits/rate.ts';
import { createSubscriptions } from './limits/subscriptions.ts';
import { createApolloServer } from './server/apollo-server.ts';
import { enter, requestIdOf } from './server/door.ts';
import type { EventWriterSettings } from './server/event-writer.ts';
import { createHttp } from './server/http.ts';
import { listen } from './server/listen.ts';
import type { Listening } from './server/listen.ts';
import { maskError } from './server/mask-errors.ts';
import { createRecord } from './server/record-operation.ts';
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
  /** What becomes of an operation that asks for something its caller may not read; left out, that is cut and the rest runs. */
  readonly unauthorised?: AuthorisationMode;
  /** Who runs the plans; left out, we do. @apollo/gateway's own way is kept to be measured and compared against. */
  readonly execution?: 'own' | 'apollo';
  /** Whether supergraphs are loaded and operations planned in a thread, where they keep nobody waiting; left out, here. */
  readonly planning?: 'here' | 'thread';
  /** Whether queries may be answered from slices of the subgraphs' answers, without parsing them; left out, they may. */
  readonly slices?: boolean;
  /** Whether identical queries of the same identity that are in flight share one execution, and identical calls to a subgraph one call; left out, they do. */
  readonly sharing?: boolean;
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
  /** Milliseconds for which it says that it is about to go and still answers everybody; left out, none. */
  readonly drainMs?: number;
  /** How event streams are kept alive; left out, as they should be. */
  readonly events?: EventWriterSettings;
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
  /**
   * Serves another supergraph from now on, one that composition made and validated, over these sources or, left out, over the same. What runs already ends on
   * the old one; a source that left is closed after it. It is loaded at once and served when `allowed` resolves. Throws,
   * and keeps serving the old one, when the new one cannot be loaded or `allowed` rejects; new sources are then their
   * giver's to close.
   */
  updateSupergraph(supergraphSdl: string, sources?: ReadonlyMap<string, Source>, allowed?: Promise<unknown>): Promise<void>;
  /** Public keys of the envelopes. */
  readonly jwks: JSONWebKeySet;
  /**
   * Is not ready any more, then takes no new connection and lets running requests end. What runs in this process may
   * still ask it.
   */
  drain(): Promise<void>;
  /** Drains, then frees every connection. The houses in this process are their owner's to close. */
  close(): Promise<void>;
}

/** What an operation has beyond its time to be answered, when the gateway is to go. */
const GRACE_MS = 1_000;

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
  const subscriptions = createSubscriptions(limitsOf);
  const admit = createAdmission({
    limitsOf, documents, count: auth === 'open' ? null : createRate(limitsOf, settings.redis), knownOnlyFor: settings.knownOnlyFor ?? new Set(),
  });

  // cost → authorisation cut → plan → fetch → answer; @apollo/gateway is loaded by whoever measures against it alone
  const plannedBy = settings.execution === 'apollo' ? (await import('./execution/planned-by-apollo.ts')).plannedByApollo : plannedByOurselves;
  const held = holdSources({ log, metrics, retries: settings.retries ?? 0 });
  const sources = new Map(held.guarded(settings.sources));
  held.hold(sources.values());
  const epochs = createEpochs();
  const planning = settings.planning === 'thread' ? planInThread({ planningMs: settings.limits?.planningMs ?? DEFAULT_LIMITS.planningMs }) : planHere();
  const planned = plannedBy({
    supergraphSdl,
    sources: new Map(sources),
    calls: createCalls({ envelopes, mode, log, metrics }),
    log,
    underRules(rules, api) {
      const refuseCostly = createBudget(rules.cost, rules.owners, api, limitsOf);
      const authorise = auth === 'open' ? null : createAuthorisation(rules.access, api, policiesOf, settings.unauthorised);
      return (asked, run) => inSpan('operation', operationAttributes(asked), async () =>
        refuseCostly(asked) ?? withOverdue(await (authorise ? authorise(asked, run) : run(asked.document, null)), asked));
    },
    planning,
    slices: settings.slices ?? true,
    sharedLife: settings.sharing === false ? null : (principal) => beginOperation(limitsOf(principal).deadlineMs),
    eventLife: (principal) => beginOperation(limitsOf(principal).deadlineMs),
    showPlans: !production,
  });
  let lastUpdate: Promise<void> = Promise.resolve();

  // parse, validate
  const introspection = settings.introspection ?? !production;
  const record = createRecord(log, metrics);
  const server = createApolloServer({ gateway: planned.gateway, production, introspection, documents, log, metrics, record });
  try {
    await server.start();
  } catch (error) {
    await planning.close();
    throw error;
  }

  const answerHttp = createHttp({
    server,
    known: planned.known,
    record,
    verify,
    admit,
    limitsOf,
    clientAddressHeader: settings.clientAddressHeader ?? null,
    sources,
    uploads: sources.get(settings.uploadsTo ?? 'associations'),
    jwks: envelopes.jwks,
    bodyLimitBytes: settings.bodyLimitBytes ?? 1 << 20,
    corsOrigins: settings.corsOrigins ?? [],
    subscriptions,
    ...(settings.events ? { events: settings.events } : {}),
    isDraining: () => draining,
    log,
    metrics,
  });
  const listening: Listening[] = [];
  let draining = false;

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const leave = epochs.enter();
    await answerHttp(request, response).finally(leave);
  }

  async function drain(): Promise<void> {
    const notice = draining ? 0 : settings.drainMs ?? 0;
    draining = true;
    subscriptions.endAll('GATEWAY_STOPPING');
    if (notice > 0) await new Promise((resolve) => { setTimeout(resolve, notice); });
    // Until its own time is over, an operation that runs is not cut.
    await Promise.all(listening.map((each) => each.close((settings.limits?.deadlineMs ?? DEFAULT_LIMITS.deadlineMs) + GRACE_MS)));
  }

  async function update(next: string, given: ReadonlyMap<string, Source>, allowed: Promise<unknown>): Promise<void> {
    const joining = new Map(held.guarded(given));
    const forget = await planned.update(next, joining, allowed);
    const replaced = [...sources.values()];
    sources.clear();
    for (const [name, source] of joining) sources.set(name, source);
    held.hold(joining.values());
    // One that went on would hold the old supergraph for as long as its caller likes.
    subscriptions.endAll('GRAPH_CHANGED');
    epochs.next(() => {
      forget();
      held.letGo(replaced);
    });
  }

  return {
    handle,
    jwks: envelopes.jwks,
    updateSupergraph(next, given, allowed = Promise.resolve()) {
      // Whoever waits for it is told below.
      allowed.catch(() => undefined);
      // One after another: each says what the one before it leaves behind.
      const updated = lastUpdate.then(() => update(next, given ?? new Map(sources), allowed));
      lastUpdate = updated.catch(() => undefined);
      return updated;
    },
    async execute(request, headers) {
      const lowered: RequestHeaders = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
      const requestId = requestIdOf(lowered);
      const leave = epochs.enter();
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
        leave();
      }
    },
    async listen(address) {
      const started = await listen((request, response) => void handle(request, response), address);
      listening.push(started);
      return started;
    },
    drain,
    async close() {
      await drain();
      await server.stop();
      await held.close();
    },
  };
}
