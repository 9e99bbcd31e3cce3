import { join, resolve } from 'node:path';
import { readPointer } from '../embedded/data-home.ts';
import { startPostgres } from '../embedded/postgres.ts';
import { readPostmasterFile } from '../embedded/postmaster-file.ts';
import { isAlive } from '../embedded/process-identity.ts';
import { secretsIn } from '../embedded/secrets.ts';
import { HOUSES } from '../standalone.ts';

export interface HouseUrls {
  readonly urls: ReadonlyMap<string, string>;
  /** Frees what was started for this. */
  close(): Promise<void>;
}

/**
 * Where the houses' databases are: ASSOCIATIONS_DATABASE_URL and so on for houses that run apart, as any role that may
 * read; else those of the embedded default, whose server is started when it does not run.
 */
export async function findHouseUrls(
  env: Readonly<Record<string, string | undefined>>, config: { readonly dataDir: string; readonly databaseUrl: string | null },
): Promise<HouseUrls> {
  const given = HOUSES.flatMap((house) => {
    const url = env[`${house.toUpperCase()}_DATABASE_URL`];
    return url === undefined || url === '' ? [] : [[house, url] as const];
  });
  if (given.length > 0) return { urls: new Map(given), close: () => Promise.resolve() };
  const dataDir = resolve(config.dataDir);
  const { passwords } = await secretsIn(dataDir, HOUSES);
  const server = config.databaseUrl === null ? await embeddedServer(join(dataDir, 'postgres')) : { base: config.databaseUrl, close: () => Promise.resolve() };
  const urlOf = (house: string): string => {
    const url = new URL(server.base);
    url.username = `${house}_app`;
    url.password = passwords[`${house}_app`] ?? '';
    url.pathname = `/${house}`;
    return url.href;
  };
  return { urls: new Map(HOUSES.map((house) => [house, urlOf(house)])), close: server.close };
}

/** The server that runs on the folder, or one of our own over it. */
async function embeddedServer(folder: string): Promise<{ readonly base: string; close(): Promise<void> }> {
  const home = (await readPointer(folder)) ?? folder;
  const running = await readPostmasterFile(join(home, 'cluster'));
  if (running !== undefined && running.ready && isAlive(running.pid)) {
    return { base: `postgres://127.0.0.1:${running.port}`, close: () => Promise.resolve() };
  }
  const server = await startPostgres({ dataDir: folder });
  return { base: server.adminUrl, close: () => server.stop() };
}
