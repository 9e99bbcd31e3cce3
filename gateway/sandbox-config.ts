import { z } from 'zod';
import { ConfigError, GATEWAY_SETTINGS } from './config.ts';

const port = (name: string, usual: number) =>
  z.string().regex(/^\d{1,5}$/, `${name} must be a whole number between 0 and 65535.`).transform(Number)
    .refine((value) => value <= 65_535, `${name} must be a whole number between 0 and 65535.`).default(usual);

/** What `npm run sandbox` reads from the environment. Port 0 is any free one. */
export const SANDBOX_SETTINGS = {
  HOST: z.string().default('127.0.0.1'),
  TOKENS_PORT: port('TOKENS_PORT', 4100),
  CIVIL_REGISTRY_PORT: port('CIVIL_REGISTRY_PORT', 4101),
  SOCIAL_INSURANCE_PORT: port('SOCIAL_INSURANCE_PORT', 4102),
  NONPROFIT_LICENCES_PORT: port('NONPROFIT_LICENCES_PORT', 4103),
  INSURER_LICENCES_PORT: port('INSURER_LICENCES_PORT', 4104),
  INSURER_QUALIFICATIONS_PORT: port('INSURER_QUALIFICATIONS_PORT', 4105),
  BANK_PORT: port('BANK_PORT', 4106),
  DATA_DIR: z.string().default('.data'),
  TOKEN_ISSUER: GATEWAY_SETTINGS.TOKEN_ISSUER,
  TOKEN_AUDIENCE: GATEWAY_SETTINGS.TOKEN_AUDIENCE,
  /** Whom the officers' and the member's tokens are for. */
  ASSOCIATION_ID: z.string().optional(),
  INSURER_ID: z.string().optional(),
  MEMBER_ID: z.string().optional(),
  PROGRAMME_MODE: z.literal('SANDBOX', 'PROGRAMME_MODE must be SANDBOX: outside it there are no sandbox sources and no tokens of our own.').default('SANDBOX'),
  NODE_ENV: z.string().refine((value) => value !== 'production', 'npm run sandbox does not run with NODE_ENV=production: there, tokens come from your own issuer and facts from their sources.').default('development'),
};

export type SandboxConfig = z.infer<z.ZodObject<typeof SANDBOX_SETTINGS>>;

/** Reads the settings once, at the door. An empty setting counts as not set. @throws ConfigError, a sentence a setting. */
export function readSandboxConfig(env: Readonly<Record<string, string | undefined>>): SandboxConfig {
  const read = z.object(SANDBOX_SETTINGS).safeParse(Object.fromEntries(Object.entries(env).filter(([, value]) => value !== '')));
  if (!read.success) throw new ConfigError(read.error.issues.map(({ message }) => message).join('\n'));
  return read.data;
}
