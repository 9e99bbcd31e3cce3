import { z } from 'zod';
import { PROGRAMME_MODES } from '../../schema/contracts/mode.ts';
import type { ProgrammeMode } from '../../schema/contracts/mode.ts';

/** Settings every house reads when it runs alone. A house with more of its own extends the shape. */
export const HOUSE_SETTINGS = {
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).describe('Database of this house, as its app role.'),
  MIGRATOR_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional().describe('The same database as the role that may change tables; DATABASE_URL when left out.'),
  GRAPH_URL: z.url({ protocol: /^https?$/ }).describe('Address of the graph, to ask and tell, for example http://127.0.0.1:4000/graphql.'),
  GATEWAY_JWKS_URL: z.url({ protocol: /^https?$/ }).describe('Public keys of the gateway, which signs identity envelopes.'),
  FIELD_KEY: z.base64().min(44).describe('At least 32 random bytes, base64: encrypts columns with personal data.'),
  HOUSE_SIGNING_KEY: z.string().optional().describe('Private Ed25519 JWK (JSON) shared by the replicas of this house; made anew at each start when left out.'),
  PROGRAMME_MODE: z.enum(PROGRAMME_MODES as [ProgrammeMode, ...ProgrammeMode[]]).default('SANDBOX'),
  HOST: z.string().default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65_535),
};

/** A setting is missing or wrong; the message is one sentence a setting. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
}

/** Reads settings from the environment. @throws SettingsError. */
export function readSettings<Shape extends z.ZodRawShape>(shape: Shape, environment: NodeJS.ProcessEnv): z.infer<z.ZodObject<Shape>> {
  const parsed = z.object(shape).safeParse(environment);
  if (parsed.success) return parsed.data;
  throw new SettingsError(
    parsed.error.issues
      .map((issue) => {
        const name = String(issue.path[0]);
        const meaning = (shape[name] as z.ZodType | undefined)?.description;
        const wrong = environment[name] === undefined ? 'is not set' : `is not valid (${issue.message})`;
        return `${name} ${wrong}.${meaning === undefined ? '' : ` ${meaning}`}`;
      })
      .join('\n'),
  );
}
