import { resolve } from 'node:path';
import pg from 'pg';
import { provideBinaries } from './binaries.ts';
import { openCluster, SUPERUSER } from './cluster.ts';
import { findDataHome } from './data-home.ts';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';
import { lockFolder } from './folder-lock.ts';
import { onFreePort } from './free-port.ts';
import { awaitLeftoverServer } from './leftover-server.ts';
import { startServer } from './server.ts';

export interface EmbeddedPostgresOptions {
  /** Made when missing; afterwards it belongs to this database alone. */
  readonly dataDir: string;
  /** On 127.0.0.1; without it a free port is chosen. */
  readonly port?: number;
  /** What the server says, a line at a time; holds no statement and no value. */
  readonly log?: (line: string) => void;
  /** False gives up safety against power cuts for speed: for tests only. Default true. */
  readonly durable?: boolean;
}

export interface EmbeddedPostgres {
  readonly port: number;
  /** The superuser's URL of the database `postgres`. */
  readonly adminUrl: string;
  /** The URL of a database, for a role of the server; the superuser when none is given. */
  urlFor(database: string, role?: { name: string; password: string }): string;
  /** Fast shutdown. Settles when no process and no lock is left; calling it again waits for the same end. */
  stop(): Promise<void>;
}

/**
 * Starts the PostgreSQL that comes with the package. It dies with our process, however that ends.
 * Throws EmbeddedPostgresError, one sentence for a person, for everything a person can mend.
 */
export async function startPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const { port, durable = true, log = () => undefined } = options;
  checkOptions(options);
  const home = await findDataHome(resolve(options.dataDir));
  const lock = await lockFolder(home.home, home.dataDir);
  try {
    const binaries = await provideBinaries(home.user, home.copyFolder);
    const cluster = await openCluster(home, binaries, { durable, log });
    const unrelatedPid = await awaitLeftoverServer(cluster.folder, log);
    const start = (on: number) => startServer(on, { home, binaries, cluster, durable, unrelatedPid, log });
    const server = port === undefined ? await onFreePort(start) : await start(port);
    const superuser = { name: SUPERUSER, password: cluster.password };
    const urlFor = (database: string, role = superuser): string =>
      `postgres://${encodeURIComponent(role.name)}:${encodeURIComponent(role.password)}@127.0.0.1:${server.port}/${encodeURIComponent(database)}`;
    let stopped: Promise<void> | undefined;
    const stop = (): Promise<void> => (stopped ??= server.shutDown().then(lock.release));
    await checkLogin(urlFor('postgres'), home.dataDir).catch(async (error: unknown) => {
      await stop();
      throw error;
    });
    return { port: server.port, adminUrl: urlFor('postgres'), urlFor, stop };
  } catch (error) {
    await lock.release();
    throw error;
  }
}

function checkOptions({ port }: EmbeddedPostgresOptions): void {
  if (process.platform === 'win32') {
    throw new EmbeddedPostgresError('The embedded PostgreSQL runs on Linux and macOS: on Windows use WSL, or point DATABASE_URL at a server of yours.');
  }
  if (port !== undefined && !(Number.isInteger(port) && port >= 1 && port <= 65_535)) {
    throw new EmbeddedPostgresError(`${port} is not a port for PostgreSQL: choose a number from 1 to 65535.`);
  }
}

/** A restored cluster may not fit the password beside it; better said here than by every later query. */
async function checkLogin(url: string, dataDir: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  try {
    await client.connect();
  } catch (error) {
    throw new EmbeddedPostgresError(`PostgreSQL runs but does not accept the password in ${dataDir}: ${(error as Error).message}.`);
  } finally {
    await client.end();
  }
}
