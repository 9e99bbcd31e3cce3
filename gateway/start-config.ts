import { z } from 'zod';
import { ConfigError } from './config.ts';

/** Settings of the embedded default (`npm start`, `npm run seed`, `npm run demo`). */
const SETTINGS = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(4000),
  HOST: z.string().default('127.0.0.1'),
  DATA_DIR: z.string().min(1).default('.data'),
  /** A PostgreSQL server to use instead of the embedded one, as a role that may make databases and roles. */
  DATABASE_URL: z.string().regex(/^postgres(ql)?:\/\//).optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('warn'),
  NODE_ENV: z.string().default('development'),
  PROGRAMME_MODE: z.literal('SANDBOX').default('SANDBOX'),
});

const SENTENCES: Readonly<Record<string, string>> = {
  PORT: 'PORT must be a whole number between 0 and 65535.',
  DATABASE_URL: 'DATABASE_URL must be a postgresql:// address of a role that may make databases and roles.',
  LOG_LEVEL: 'LOG_LEVEL must be one of fatal, error, warn, info, debug, silent.',
  PROGRAMME_MODE: 'In one process the programme runs in SANDBOX mode only; for PILOT or LIVE run the houses apart (README, "As separate processes").',
};

export interface StartConfig {
  readonly port: number;
  readonly host: string;
  readonly dataDir: string;
  readonly databaseUrl: string | null;
  readonly logLevel: string;
}

/** Reads the settings once, at the door. An empty setting counts as not set. @throws ConfigError, a sentence a setting. */
export function readStartConfig(env: Readonly<Record<string, string | undefined>>): StartConfig {
  const read = SETTINGS.safeParse(Object.fromEntries(Object.entries(env).filter(([, value]) => value !== '')));
  if (!read.success) {
    throw new ConfigError(read.error.issues.map(({ path, message }) => SENTENCES[String(path[0])] ?? `${String(path[0])}: ${message}.`).join('\n'));
  }
  const settings = read.data;
  if (settings.NODE_ENV === 'production') {
    throw new ConfigError('npm start brings its own token issuer and sandbox sources, so it does not run with NODE_ENV=production; run the houses and the gateway apart.');
  }
  return {
    port: settings.PORT, host: settings.HOST, dataDir: settings.DATA_DIR, databaseUrl: settings.DATABASE_URL ?? null, logLevel: settings.LOG_LEVEL,
  };
}
