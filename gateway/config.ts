import { readFileSync } from 'node:fs';
import type { JWK } from 'jose';
import { z } from 'zod';
import { PROGRAMME_MODES } from '../schema/contracts/mode.ts';

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
  SUBGRAPH_DEADLINE_MS: wholeNumber('SUBGRAPH_DEADLINE_MS', 1, 600_000).default(10_000),
  BODY_LIMIT_BYTES: wholeNumber('BODY_LIMIT_BYTES', 1_024, 64 << 20).default(1 << 20),
  CORS_ORIGINS: z.string().default('').transform((list) => list.split(',').map((origin) => origin.trim()).filter(Boolean)),
};

export interface GatewayConfig {
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
  /** Private key that signs envelopes; null to make one for this process. */
  readonly signingKey: JWK | null;
  readonly deadlineMs: number;
  readonly bodyLimitBytes: number;
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
    ]),
    tokens: { jwksUrl: settings.JWKS_URL ?? null, issuer: settings.TOKEN_ISSUER, audience: settings.TOKEN_AUDIENCE },
    signingKey: settings.GATEWAY_SIGNING_KEY ?? null,
    deadlineMs: settings.SUBGRAPH_DEADLINE_MS,
    bodyLimitBytes: settings.BODY_LIMIT_BYTES,
    corsOrigins: settings.CORS_ORIGINS,
  };
  const wrong = [...productionProblems(config, given), ...supergraphProblems(config)];
  if (wrong.length > 0) throw new ConfigError(wrong.join('\n'));
  return config;
}

/** The text of a supergraph file. Throws ConfigError when it cannot be read. */
export function readSupergraph(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new ConfigError(`The supergraph ${path} cannot be read (${(error as NodeJS.ErrnoException).code}).`);
  }
}

function productionProblems({ production, supergraph, tokens, signingKey: key }: GatewayConfig, given: object): string[] {
  if (!production || supergraph !== null) return [];
  const missing = ['TOKEN_ISSUER', 'TOKEN_AUDIENCE'].filter((name) => !(name in given));
  return [
    ...(tokens.jwksUrl ? [] : ['JWKS_URL must be set in production: the embedded token issuer does not exist there.']),
    ...missing.map((name) => `${name} must be set in production.`),
    ...(key ? [] : ['GATEWAY_SIGNING_KEY must be set in production, the same for every replica.']),
  ];
}

// Open access is for trying a supergraph out on one machine; on another address it would open the graph to a network.
function supergraphProblems({ supergraph, host }: GatewayConfig): string[] {
  const loopback = host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);
  return supergraph === null || loopback ? [] : ['With SUPERGRAPH, access is open, so HOST must be a loopback address.'];
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
