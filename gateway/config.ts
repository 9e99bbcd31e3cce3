import { readFileSync } from 'node:fs';
import type { JWK } from 'jose';
import { z } from 'zod';
import { ROLES } from '../schema/contracts/identity.ts';
import { PROGRAMME_MODES } from '../schema/contracts/mode.ts';
import { readKnownOperations } from './limits/known-operations.ts';
import type { KnownOperations } from './limits/known-operations.ts';
import { DEFAULT_LIMITS } from './limits/limits.ts';
import type { Limits } from './limits/limits.ts';
import { NOTICE_DAYS } from './registry/domain/field-notice.ts';

/** A setting that cannot be used. The message has one sentence a setting. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

const webAddress = (name: string) =>
  z.string().refine((text) => /^https?:\/\//.test(text) && URL.canParse(text), `${name} must be an http:// or https:// address.`)
    .transform((text) => new URL(text));

const wholeNumber = (name: string, least: number, most: number) =>
  z.string().regex(/^\d{1,12}$/, `${name} must be a whole number.`).transform(Number)
    .refine((value) => value >= least && value <= most, `${name} must be between ${least} and ${most}.`);

const signingKey = z.string().transform((text, context): JWK => {
  const jwk = parseJson(text);
  if (isPrivateKey(jwk)) return jwk;
  context.addIssue({ code: 'custom', message: 'GATEWAY_SIGNING_KEY must be a private Ed25519 key as JWK (JSON with kty OKP, crv Ed25519, x and d).' });
  return z.NEVER;
});

const onOff = (name: string) => z.enum(['on', 'off'], `${name} must be on or off.`);

const redisAddress = z.string().refine((text) => /^rediss?:\/\//.test(text) && URL.canParse(text), 'REDIS_URL must be a redis:// or rediss:// address.');

const databaseAddress = (name: string) =>
  z.string().refine((text) => /^postgres(ql)?:\/\//.test(text) && URL.canParse(text), `${name} must be a postgres:// address.`);

const CLIENT_KINDS: readonly string[] = [...ROLES.filter((role) => role !== 'service'), 'anonymous'];

const clientKinds = z.string().default('').transform((list) => list.split(',').map((kind) => kind.trim()).filter(Boolean))
  .refine((kinds) => kinds.every((kind) => CLIENT_KINDS.includes(kind)), `KNOWN_OPERATIONS_ONLY must be a list of ${CLIENT_KINDS.join(', ')}.`);

const LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'silent'] as const;

/** What the gateway reads from the environment. */
export const GATEWAY_SETTINGS = {
  PORT: wholeNumber('PORT', 0, 65_535).default(4000),
  HOST: z.string().default('127.0.0.1'),
  NODE_ENV: z.string().default('development'),
  LOG_LEVEL: z.enum(LEVELS, `LOG_LEVEL must be one of ${LEVELS.join(', ')}.`).default('info'),
  PROGRAMME_MODE: z.enum(PROGRAMME_MODES, `PROGRAMME_MODE must be one of ${PROGRAMME_MODES.join(', ')}.`).default('SANDBOX'),
  SUPERGRAPH: z.string().optional(),
  ASSOCIATIONS_URL: webAddress('ASSOCIATIONS_URL').default(new URL('http://127.0.0.1:4001/graphql')),
  REGULATION_URL: webAddress('REGULATION_URL').default(new URL('http://127.0.0.1:4002/graphql')),
  INSURERS_URL: webAddress('INSURERS_URL').default(new URL('http://127.0.0.1:4003/graphql')),
  JWKS_URL: webAddress('JWKS_URL').optional(),
  TOKEN_ISSUER: z.string().default('http://127.0.0.1/wasq'),
  TOKEN_AUDIENCE: z.string().default('wasq'),
  GATEWAY_SIGNING_KEY: signingKey.optional(),
  REGISTRY_DATABASE_URL: databaseAddress('REGISTRY_DATABASE_URL').optional(),
  REGISTRY_MIGRATOR_URL: databaseAddress('REGISTRY_MIGRATOR_URL').optional(),
  PROVIDER_ADDRESSES: z.enum(['public', 'any'], 'PROVIDER_ADDRESSES must be public or any.').default('public'),
  EXTENSION_NOTICE_DAYS: wholeNumber('EXTENSION_NOTICE_DAYS', 0, 3_650).default(NOTICE_DAYS),
  SUBGRAPH_DEADLINE_MS: wholeNumber('SUBGRAPH_DEADLINE_MS', 1, 600_000).default(10_000),
  OPERATION_DEADLINE_MS: wholeNumber('OPERATION_DEADLINE_MS', 1, 3_600_000).default(DEFAULT_LIMITS.deadlineMs),
  DRAIN_MS: wholeNumber('DRAIN_MS', 0, 600_000).default(0),
  SUBGRAPH_RETRIES: wholeNumber('SUBGRAPH_RETRIES', 0, 5).default(0),
  QUICK_ANSWERS: onOff('QUICK_ANSWERS').default('on'),
  SHARE_IN_FLIGHT: onOff('SHARE_IN_FLIGHT').default('on'),
  LIMIT_TOKENS: wholeNumber('LIMIT_TOKENS', 10, 100_000).default(DEFAULT_LIMITS.tokens),
  LIMIT_DEPTH: wholeNumber('LIMIT_DEPTH', 1, 100).default(DEFAULT_LIMITS.depth),
  LIMIT_ALIASES: wholeNumber('LIMIT_ALIASES', 0, 10_000).default(DEFAULT_LIMITS.aliases),
  LIMIT_ROOT_FIELDS: wholeNumber('LIMIT_ROOT_FIELDS', 1, 10_000).default(DEFAULT_LIMITS.rootFields),
  LIMIT_COST: wholeNumber('LIMIT_COST', 1, 1_000_000_000).default(DEFAULT_LIMITS.cost),
  LIMIT_SUBGRAPH_COST: wholeNumber('LIMIT_SUBGRAPH_COST', 1, 1_000_000_000).default(DEFAULT_LIMITS.subgraphCost),
  RATE_LIMIT: wholeNumber('RATE_LIMIT', 1, 1_000_000_000).default(DEFAULT_LIMITS.rate),
  LIMIT_PLANNING_MS: wholeNumber('LIMIT_PLANNING_MS', 1, 600_000).default(DEFAULT_LIMITS.planningMs),
  LIMIT_SUBSCRIPTIONS: wholeNumber('LIMIT_SUBSCRIPTIONS', 0, 100_000).default(DEFAULT_LIMITS.subscriptions),
  REDIS_URL: redisAddress.optional(),
  CLIENT_ADDRESS_HEADER: z.string().regex(/^[\w-]{1,64}$/, 'CLIENT_ADDRESS_HEADER must be the name of a header.').optional(),
  PERSISTED_DOCUMENTS: z.string().optional(),
  KNOWN_OPERATIONS_ONLY: clientKinds,
  UNAUTHORISED: z.enum(['cut', 'refuse'], 'UNAUTHORISED must be cut or refuse.').default('cut'),
  INTROSPECTION: onOff('INTROSPECTION').optional(),
  BODY_LIMIT_BYTES: wholeNumber('BODY_LIMIT_BYTES', 1_024, 64 << 20).default(1 << 20),
  CORS_ORIGINS: z.string().default('').transform((list) => list.split(',').map((origin) => origin.trim()).filter(Boolean)),
};

export interface GatewayConfig {
  readonly limits: Limits;
  /** Where replicas count operations together; null when each counts for itself. */
  readonly redisUrl: string | null;
  /** Header in which the proxy before the gateway puts the caller's address. */
  readonly clientAddressHeader: string | null;
  /** Path of the manifest of known operations. */
  readonly persistedDocuments: string | null;
  /** Roles, or `anonymous`, for which only known operations run. */
  readonly knownOnlyFor: ReadonlySet<string>;
  readonly introspection: boolean;
  /** What becomes of an operation that asks for something its caller may not read. */
  readonly unauthorised: 'cut' | 'refuse';
  /** How many times more a query is asked of a subgraph that gave no usable answer. */
  readonly retries: number;
  /** Whether queries may be answered from pieces of the houses' answers, without parsing them. */
  readonly slices: boolean;
  /** Whether identical queries of one identity that are in flight share one execution, and identical calls to a house one call. */
  readonly sharing: boolean;
  readonly port: number;
  readonly host: string;
  readonly production: boolean;
  readonly logLevel: (typeof LEVELS)[number];
  readonly mode: (typeof PROGRAMME_MODES)[number];
  /** Path of a supergraph to serve alone, with open access; null for the programme's own graph. */
  readonly supergraph: string | null;
  /** GraphQL endpoint of each house. */
  readonly houses: ReadonlyMap<string, URL>;
  readonly tokens: { readonly jwksUrl: URL | null; readonly issuer: string; readonly audience: string };
  /** The database of the registry of insurers' own subgraphs; null for a gateway without one. */
  readonly registry: { readonly databaseUrl: string; readonly migratorUrl: string | null } | null;
  /** Where insurers' own subgraphs may be: anywhere, this machine and private networks included, or on the internet alone. */
  readonly providerAddresses: 'public' | 'any';
  /** Days for which a field of an insurer's extension is deprecated before it may go. */
  readonly noticeDays: number;
  /** Private key that signs envelopes; null to make one for this process. */
  readonly signingKey: JWK | null;
  readonly deadlineMs: number;
  readonly bodyLimitBytes: number;
  /** How long it says that it is about to go and still answers everybody. */
  readonly drainMs: number;
  /** Web origins whose pages may call the graph; none by default. */
  readonly corsOrigins: readonly string[];
}

/** Reads the settings once, at the door. An empty setting counts as not set. Throws ConfigError. */
export function readConfig(env: Readonly<Record<string, string | undefined>>): GatewayConfig {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
  const read = z.object(GATEWAY_SETTINGS).safeParse(given);
  if (!read.success) throw new ConfigError(read.error.issues.map(({ message }) => message).join('\n'));
  const settings = read.data;
  const config: GatewayConfig = {
    port: settings.PORT,
    host: settings.HOST,
    production: settings.NODE_ENV === 'production',
    logLevel: settings.LOG_LEVEL,
    mode: settings.PROGRAMME_MODE,
    supergraph: settings.SUPERGRAPH ?? null,
    houses: new Map([
      ['associations', settings.ASSOCIATIONS_URL],
      ['regulation', settings.REGULATION_URL],
      ['insurers', settings.INSURERS_URL],
      // The insurers house serves the default of the network beside itself.
      ['insurer-network', new URL('/insurer-network/graphql', settings.INSURERS_URL)],
    ]),
    tokens: { jwksUrl: settings.JWKS_URL ?? null, issuer: settings.TOKEN_ISSUER, audience: settings.TOKEN_AUDIENCE },
    signingKey: settings.GATEWAY_SIGNING_KEY ?? null,
    registry: settings.REGISTRY_DATABASE_URL === undefined ? null : { databaseUrl: settings.REGISTRY_DATABASE_URL, migratorUrl: settings.REGISTRY_MIGRATOR_URL ?? null },
    providerAddresses: settings.PROVIDER_ADDRESSES,
    noticeDays: settings.EXTENSION_NOTICE_DAYS,
    deadlineMs: settings.SUBGRAPH_DEADLINE_MS,
    bodyLimitBytes: settings.BODY_LIMIT_BYTES,
    drainMs: settings.DRAIN_MS,
    corsOrigins: settings.CORS_ORIGINS,
    limits: {
      ...DEFAULT_LIMITS,
      tokens: settings.LIMIT_TOKENS,
      depth: settings.LIMIT_DEPTH,
      aliases: settings.LIMIT_ALIASES,
      rootFields: settings.LIMIT_ROOT_FIELDS,
      cost: settings.LIMIT_COST,
      subgraphCost: settings.LIMIT_SUBGRAPH_COST,
      deadlineMs: settings.OPERATION_DEADLINE_MS,
      rate: settings.RATE_LIMIT,
      planningMs: settings.LIMIT_PLANNING_MS,
      subscriptions: settings.LIMIT_SUBSCRIPTIONS,
    },
    redisUrl: settings.REDIS_URL ?? null,
    clientAddressHeader: settings.CLIENT_ADDRESS_HEADER?.toLowerCase() ?? null,
    persistedDocuments: settings.PERSISTED_DOCUMENTS ?? null,
    knownOnlyFor: new Set(settings.KNOWN_OPERATIONS_ONLY),
    introspection: settings.INTROSPECTION === undefined ? settings.NODE_ENV !== 'production' : settings.INTROSPECTION === 'on',
    unauthorised: settings.UNAUTHORISED,
    retries: settings.SUBGRAPH_RETRIES,
    slices: settings.QUICK_ANSWERS === 'on',
    sharing: settings.SHARE_IN_FLIGHT === 'on',
  };
  const wrong = [...productionProblems(config, given), ...supergraphProblems(config), ...knownOperationsProblems(config)];
  if (wrong.length > 0) throw new ConfigError(wrong.join('\n'));
  return config;
}

/** The operations on record. Throws ConfigError when the file cannot be read or is no manifest. */
export function readPersistedDocuments(path: string): KnownOperations {
  try {
    return readKnownOperations(readFileSync(path, 'utf8'));
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new ConfigError(`The persisted documents ${path} cannot be used: ${code ?? message}.`);
  }
}

/** The text of a supergraph file. Throws ConfigError when it cannot be read. */
export function readSupergraph(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new ConfigError(`The supergraph ${path} cannot be read (${(error as NodeJS.ErrnoException).code}).`);
  }
}

function productionProblems({ production, supergraph, tokens, signingKey: key, providerAddresses }: GatewayConfig, given: object): string[] {
  if (!production || supergraph !== null) return [];
  const missing = ['TOKEN_ISSUER', 'TOKEN_AUDIENCE'].filter((name) => !(name in given));
  return [
    ...(tokens.jwksUrl ? [] : ['JWKS_URL must be set in production: the embedded token issuer does not exist there.']),
    ...missing.map((name) => `${name} must be set in production.`),
    ...(providerAddresses === 'public' ? [] : ['PROVIDER_ADDRESSES must be public in production: an insurer must not lead the gateway into a private network.']),
    ...(key ? [] : ['GATEWAY_SIGNING_KEY must be set in production, the same for every replica.']),
  ];
}

// Open access is for trying a supergraph out on one machine; on another address it would open the graph to a network.
function supergraphProblems({ supergraph, host }: GatewayConfig): string[] {
  const loopback = host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);
  return supergraph === null || loopback ? [] : ['With SUPERGRAPH, access is open, so HOST must be a loopback address.'];
}

function knownOperationsProblems({ knownOnlyFor, persistedDocuments }: GatewayConfig): string[] {
  return knownOnlyFor.size === 0 || persistedDocuments !== null
    ? [] : ['KNOWN_OPERATIONS_ONLY needs PERSISTED_DOCUMENTS, the file of the known operations.'];
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function isPrivateKey(value: unknown): value is JWK {
  return typeof value === 'object' && value !== null
    && 'kty' in value && value.kty === 'OKP' && 'crv' in value && value.crv === 'Ed25519'
    && 'd' in value && typeof value.d === 'string' && 'x' in value && typeof value.x === 'string';
}
