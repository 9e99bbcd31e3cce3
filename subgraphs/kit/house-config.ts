import type { JWK } from 'jose';
import { z } from 'zod';
import { PROGRAMME_MODES } from '../../schema/contracts/mode.ts';
import type { ProgrammeMode } from '../../schema/contracts/mode.ts';

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'silent'] as const;

// What is wrong with a key is said without any of its text, which JSON.parse itself would quote.
const signingKey = z.string().transform((text, context): JWK => {
  try {
    const jwk = JSON.parse(text) as Partial<JWK> | null;
    if (jwk?.kty === 'OKP' && jwk.crv === 'Ed25519' && typeof jwk.d === 'string' && typeof jwk.x === 'string') return jwk as JWK;
  } catch {
    // Told below, like any other text that is no key.
  }
  context.addIssue({ code: 'custom', message: 'not a private Ed25519 key as JWK' });
  return z.NEVER;
});

/** Settings every house reads when it runs alone. A house with more of its own extends the shape. */
export const HOUSE_SETTINGS = {
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).describe('Database of this house, as its app role.'),
  MIGRATOR_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional().describe('The same database as the role that may change tables; DATABASE_URL when left out.'),
  GRAPH_URL: z.url({ protocol: /^https?$/ }).describe('Address of the graph, to ask and tell, for example http://127.0.0.1:4000/graphql.'),
  GATEWAY_JWKS_URL: z.url({ protocol: /^https?$/ }).describe('Public keys of the gateway, which signs identity envelopes.'),
  FIELD_KEY: z.base64().refine((text) => Buffer.from(text, 'base64').length >= 32, 'fewer than 32 bytes').describe('At least 32 random bytes, base64: encrypts columns with personal data.'),
  HOUSE_SIGNING_KEY: signingKey.optional().describe('Private Ed25519 JWK (JSON) shared by the replicas of this house; made anew at each start when left out.'),
  PROGRAMME_MODE: z.enum(PROGRAMME_MODES as [ProgrammeMode, ...ProgrammeMode[]]).default('SANDBOX'),
  LOG_LEVEL: z.enum(LOG_LEVELS).default('info'),
  HOST: z.string().default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65_535).describe('Port the house listens on; 0 for any free one.'),
};

/** A setting is missing or wrong; the message is one sentence a setting. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
}

/** Reads settings from the environment, where an empty one counts as not set. @throws SettingsError. */
export function readSettings<Shape extends z.ZodRawShape>(shape: Shape, environment: NodeJS.ProcessEnv): z.infer<z.ZodObject<Shape>> {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''));
  const parsed = z.object(shape).safeParse(given);
  if (parsed.success) return parsed.data;
  const told = new Map<string, string>();
  for (const issue of parsed.error.issues) {
    const name = String(issue.path[0]);
    const meaning = (shape[name] as z.ZodType | undefined)?.description;
    const wrong = given[name] === undefined ? 'is not set' : `is not valid (${issue.message})`;
    if (!told.has(name)) told.set(name, `${name} ${wrong}.${meaning === undefined ? '' : ` ${meaning}`}`);
  }
  throw new SettingsError([...told.values()].join('\n'));
}
