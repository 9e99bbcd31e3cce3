import './telemetry/no-phone-home.ts';
import { fileURLToPath } from 'node:url';
import { parse, valueFromASTUntyped } from 'graphql';
import type { Redis } from 'ioredis';
import { collectDefaultMetrics } from 'prom-client';
import { createEnvelopeSigner } from './auth/envelope.ts';
import { ConfigError, readConfig, readPersistedDocuments, readSupergraph } from './config.ts';
import type { GatewayConfig } from './config.ts';
import { remoteSource } from './execution/remote-source.ts';
import type { Source } from './execution/source.ts';
import { createGateway } from './gateway.ts';
import type { Gateway } from './gateway.ts';
import { openRedis } from './limits/redis.ts';
import { ListenError } from './server/listen.ts';
import { createLog } from './telemetry/log.ts';
import type { Log } from './telemetry/log.ts';
import { createMetrics } from './telemetry/metrics.ts';

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

async function startGateway(config: GatewayConfig, log: Log, redis: Redis | null): Promise<Gateway> {
  const path = config.supergraph ?? OWN_SUPERGRAPH;
  const supergraphSdl = readSupergraph(path);
  const named = subgraphsOf(supergraphSdl, path);
  const sources = new Map([...named].map(([name, written]): [string, Source] => {
    const url = config.supergraph === null ? config.houses.get(name) ?? written : written;
    return [name, remoteSource({ name, url, deadlineMs: config.deadlineMs })];
  }));
  const { jwksUrl, issuer, audience } = config.tokens;
  if (config.supergraph === null && !jwksUrl) {
    throw new ConfigError('JWKS_URL must say where the public keys of the token issuer are (npm start brings an issuer of its own).');
  }
  if (config.supergraph !== null) log.warn('access is open: SUPERGRAPH is served to anyone on this machine, without tokens or security rules');
  const metrics = createMetrics();
  collectDefaultMetrics({ register: metrics.registry });
  const settings = {
    supergraphSdl,
    sources,
    auth: config.supergraph === null && jwksUrl ? { issuer, audience, keys: jwksUrl } : 'open' as const,
    envelopes: await createEnvelopeSigner(config.signingKey ?? undefined),
    mode: config.mode,
    log,
    metrics,
    production: config.production,
    bodyLimitBytes: config.bodyLimitBytes,
    corsOrigins: config.corsOrigins,
    limits: config.limits,
    knownOnlyFor: config.knownOnlyFor,
    introspection: config.introspection,
    retries: config.retries,
    ...(config.persistedDocuments === null ? {} : { knownOperations: readPersistedDocuments(config.persistedDocuments) }),
    ...(config.clientAddressHeader === null ? {} : { clientAddressHeader: config.clientAddressHeader }),
    ...(redis === null ? {} : { redis }),
  };
  try {
    return await createGateway(settings);
  } catch (error) {
    throw new ConfigError(`The supergraph ${path} cannot be served: ${error instanceof Error ? error.message : String(error)}`);
  }
}

async function listenOrClose(gateway: Gateway, { host, port }: GatewayConfig) {
  try {
    return await gateway.listen({ host, port });
  } catch (error) {
    await gateway.close();
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
    const gateway = await startGateway(config, log, redis);
    const { url } = await listenOrClose(gateway, config);
    log.info({ url: `${url}/graphql`, graphiql: `${url}/graphiql` }, 'the graph is up');
    const signal = await new Promise<string>((resolve) => {
      for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, resolve);
    });
    log.info({ signal }, 'draining');
    await gateway.close();
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
