import './telemetry/no-phone-home.ts';
import { fileURLToPath } from 'node:url';
import { parse, valueFromASTUntyped } from 'graphql';
import type { Redis } from 'ioredis';
import { collectDefaultMetrics } from 'prom-client';
import type { SendToGraph } from '../subgraphs/kit/house.ts';
import { createEnvelopeSigner } from './auth/envelope.ts';
import type { EnvelopeSigner } from './auth/envelope.ts';
import { ConfigError, readConfig, readPersistedDocuments, readSupergraph } from './config.ts';
import type { GatewayConfig } from './config.ts';
import { absentSource } from './execution/absent-source.ts';
import { localSource } from './execution/local-source.ts';
import { networkSource } from './execution/network-source.ts';
import { NO_PROVIDERS } from './execution/providers.ts';
import type { OutsideRules } from './execution/outside-url.ts';
import { remoteSource } from './execution/remote-source.ts';
import type { Source } from './execution/source.ts';
import { extendGraph } from './extend-graph.ts';
import { createGateway } from './gateway.ts';
import type { Gateway } from './gateway.ts';
import { openRedis } from './limits/redis.ts';
import { openGatewayRegistry } from './open-registry.ts';
import type { Registry } from './registry/house.ts';
import { ListenError } from './server/listen.ts';
import { createLog } from './telemetry/log.ts';
import type { Log } from './telemetry/log.ts';
import { createMetrics } from './telemetry/metrics.ts';
import { whenOpen } from './when-open.ts';

/** The subgraph that lives in this very process. */
const REGISTRY = 'registry';
const NETWORK = 'insurer-network';

const OWN_SUPERGRAPH = fileURLToPath(new URL('../schema/supergraph.graphql', import.meta.url));

/** Name and address of every subgraph a supergraph names. Throws ConfigError when the file is no supergraph. */
function subgraphsOf(supergraphSdl: string, path: string): Map<string, URL> {
  const subgraphs = new Map<string, URL>();
  for (const node of parsed(supergraphSdl, path).definitions) {
    if (node.kind !== 'EnumTypeDefinition' || node.name.value !== 'join__Graph') continue;
    for (const directive of (node.values ?? []).flatMap(({ directives }) => directives ?? [])) {
      const { name, url } = Object.fromEntries((directive.arguments ?? []).map((argument) =>
        [argument.name.value, valueFromASTUntyped(argument.value)])) as Record<string, unknown>;
      if (!URL.canParse(String(url))) throw new ConfigError(`The supergraph ${path} gives no address for the subgraph ${String(name)}.`);
      subgraphs.set(String(name), new URL(String(url)));
    }
  }
  if (subgraphs.size === 0) throw new ConfigError(`${path} is not a supergraph: it names no subgraph.`);
  return subgraphs;
}

function parsed(supergraphSdl: string, path: string) {
  try {
    return parse(supergraphSdl, { noLocation: true });
  } catch {
    throw new ConfigError(`${path} is not a supergraph: it does not parse as GraphQL.`);
  }
}

/** A gateway, and what it opened beside it. */
interface Started {
  readonly gateway: Gateway;
  close(): Promise<void>;
}

async function startGateway(config: GatewayConfig, log: Log, redis: Redis | null): Promise<Started> {
  const path = config.supergraph ?? OWN_SUPERGRAPH;
  const supergraphSdl = readSupergraph(path);
  const named = subgraphsOf(supergraphSdl, path);
  const { jwksUrl, issuer, audience } = config.tokens;
  if (config.supergraph === null && !jwksUrl) {
    throw new ConfigError('JWKS_URL must say where the public keys of the token issuer are (npm start brings an issuer of its own).');
  }
  if (config.supergraph !== null) log.warn('access is open: SUPERGRAPH is served to anyone on this machine, without tokens or security rules');
  const knownOperations = config.persistedDocuments === null ? null : readPersistedDocuments(config.persistedDocuments);
  const envelopes = await createEnvelopeSigner(config.signingKey ?? undefined);
  const graph = whenOpen();
  // Last of what may refuse: from here on there is something to close.
  const registry = config.supergraph === null ? await registryOf(config, log, envelopes, graph.send) : null;
  const metrics = createMetrics();
  collectDefaultMetrics({ register: metrics.registry });
  const sources = new Map([...named].map(([name, written]): [string, Source] => {
    if (config.supergraph === null && name === REGISTRY) return [name, registry === null ? absentSource(name, 'REGISTRY_DATABASE_URL is not set') : localSource(registry.house)];
    const url = config.supergraph === null ? config.houses.get(name) ?? written : written;
    return [name, remoteSource({ name, url, deadlineMs: config.deadlineMs })];
  }));
  const hosted = config.supergraph === null ? sources.get(NETWORK) : undefined;
  if (hosted !== undefined) {
    sources.set(NETWORK, await networkSource({
      hosted, providers: registry?.providers ?? NO_PROVIDERS, envelopes, addresses: addressesOf(config),
      retry: { retries: config.retries, random: Math.random }, log, metrics,
    }));
  }
  const settings = {
    supergraphSdl,
    sources,
    planning: 'thread' as const,
    auth: config.supergraph === null && jwksUrl ? { issuer, audience, keys: jwksUrl } : 'open' as const,
    envelopes,
    mode: config.mode,
    log,
    metrics,
    production: config.production,
    bodyLimitBytes: config.bodyLimitBytes,
    corsOrigins: config.corsOrigins,
    drainMs: config.drainMs,
    limits: config.limits,
    knownOnlyFor: config.knownOnlyFor,
    introspection: config.introspection,
    retries: config.retries,
    unauthorised: config.unauthorised,
    slices: config.slices,
    sharing: config.sharing,
    ...(knownOperations === null ? {} : { knownOperations }),
    ...(config.clientAddressHeader === null ? {} : { clientAddressHeader: config.clientAddressHeader }),
    ...(redis === null ? {} : { redis }),
  };
  try {
    const gateway = await createGateway(settings);
    const extended = registry === null ? null : await extendGraph({ registry, gateway, houses: sources, envelopes, addresses: addressesOf(config), log, metrics });
    graph.open((request, headers) => gateway.execute(request, headers));
    return {
      gateway,
      async close() {
        await gateway.drain();
        await extended?.close();
        // A job of the registry that is still running may ask the graph.
        await registry?.house.close();
        await gateway.close();
      },
    };
  } catch (error) {
    await registry?.house.close();
    throw new ConfigError(`The supergraph ${path} cannot be served: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** The registry lives in the gateway's own process; null without a database for it. Throws ConfigError when that cannot be used. */
async function registryOf(config: GatewayConfig, log: Log, envelopes: EnvelopeSigner, send: SendToGraph): Promise<Registry | null> {
  if (config.registry === null) {
    log.warn('REGISTRY_DATABASE_URL is not set: no insurer can bring a subgraph of its own');
    return null;
  }
  const { databaseUrl, migratorUrl } = config.registry;
  try {
    return await openGatewayRegistry({
      databaseUrl,
      ...(migratorUrl === null ? {} : { migratorUrl }),
      mode: config.mode,
      log: log.child({ house: REGISTRY }),
      send,
      envelopes,
      addresses: addressesOf(config),
      noticeDays: config.noticeDays,
    });
  } catch (error) {
    throw new ConfigError(`The registry cannot be opened: ${error instanceof Error ? error.message || error.name : String(error)}.`);
  }
}

function addressesOf({ providerAddresses, production }: GatewayConfig): OutsideRules {
  return { privateNetworks: providerAddresses === 'any', plainHttp: !production };
}

async function listenOrClose({ gateway, close }: Started, { host, port }: GatewayConfig) {
  try {
    return await gateway.listen({ host, port });
  } catch (error) {
    await close();
    throw error;
  }
}

/** Answers the exit code when the gateway has come down. */
async function main(): Promise<number> {
  let redis: Redis | null = null;
  try {
    const config = readConfig(process.env);
    const log = createLog(config.logLevel);
    redis = config.redisUrl === null ? null : openRedis(config.redisUrl, log);
    const started = await startGateway(config, log, redis);
    const { url } = await listenOrClose(started, config);
    log.info({ url: `${url}/graphql`, graphiql: `${url}/graphiql` }, 'the graph is up');
    const signal = await new Promise<string>((resolve) => {
      for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, resolve);
    });
    log.info({ signal }, 'draining');
    await started.close();
    return 0;
  } catch (error) {
    if (!(error instanceof ConfigError || error instanceof ListenError)) throw error;
    process.stderr.write(`${error.message}\n`);
    return 1;
  } finally {
    redis?.disconnect();
  }
}

process.exitCode = await main();
