import { resolve } from 'node:path';
import type { Logger } from 'pino';
import { createIssuer } from './auth/issuer.ts';
import type { Issuer } from './auth/issuer.ts';
import { prepareHouseDatabases } from './embedded/house-databases.ts';
import { startPostgres } from './embedded/postgres.ts';
import { secretsIn } from './embedded/secrets.ts';
import { makeTables } from './make-tables.ts';
import { isEmpty, seedSample } from './sample-seed.ts';
import type { SampleSize } from './sample-seed.ts';
import { HOUSES, openStandalone } from './standalone.ts';
import type { Standalone, StandaloneSettings } from './standalone.ts';

/** Issuer and audience of tokens of the embedded default. */
export const EMBEDDED_TOKENS = { issuer: 'http://127.0.0.1/wasq', audience: 'wasq' };

export interface Embedded extends Standalone {
  readonly issuer: Issuer;
  readonly databases: StandaloneSettings['databases'];
  readonly fieldKeys: Readonly<Record<string, string>>;
}

export interface EmbeddedSettings extends Partial<StandaloneSettings> {
  /** What the houses are filled with before they stand, when they are empty or their filling was cut short. */
  readonly sample?: SampleSize;
  /** Called before they are. */
  readonly onFirstStart?: () => void;
}

/**
 * The whole programme on one machine: a PostgreSQL server (its own, or the one given), a database a house, the three
 * houses and the gateway, all over one data folder. @throws EmbeddedPostgresError with a sentence for a person.
 */
export async function openEmbedded(
  config: { readonly dataDir: string; readonly databaseUrl: string | null },
  log: Logger,
  { sample, onFirstStart, ...more }: EmbeddedSettings = {},
): Promise<Embedded> {
  const dataDir = resolve(config.dataDir);
  const secrets = await secretsIn(dataDir, HOUSES);
  const server = config.databaseUrl === null ? await startPostgres({ dataDir: `${dataDir}/postgres` }) : null;
  try {
    const adminUrl = server?.adminUrl ?? (config.databaseUrl as string);
    const databases = await prepareHouseDatabases(adminUrl, HOUSES, secrets.passwords);
    const issuer = await createIssuer({ dataDir, ...EMBEDDED_TOKENS });
    const settings: StandaloneSettings = {
      databases, fieldKeys: secrets.fieldKeys, issuer: { ...EMBEDDED_TOKENS, jwks: issuer.jwks }, mode: 'SANDBOX', log, ...more,
    };
    if (sample !== undefined && (await isEmpty(settings))) {
      onFirstStart?.();
      // Nobody follows a house while another is still empty: lives that have cover would be found without.
      await makeTables(databases, settings.mode);
      await seedSample(settings, sample);
    }
    const standalone = await openStandalone(settings);
    return {
      ...standalone,
      issuer,
      databases,
      fieldKeys: secrets.fieldKeys,
      async close() {
        await standalone.close();
        await server?.stop();
      },
    };
  } catch (error) {
    await server?.stop();
    throw error;
  }
}
