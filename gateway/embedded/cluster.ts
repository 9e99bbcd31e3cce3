import { randomUUID } from 'node:crypto';
import { chmod, chown, mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Binaries } from './binaries.ts';
import { rememberHome } from './data-home.ts';
import type { DataHome } from './data-home.ts';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';
import { makePassword, passwordMissing, readPassword } from './password.ts';
import { startGuarded } from './watchdog.ts';

export interface Cluster {
  /** PostgreSQL's data directory. */
  readonly folder: string;
  readonly password: string;
}

export const SUPERUSER = 'postgres';

const STAGING = 'staging-';

/** Opens the database cluster of a home, making it on the first start. The caller holds the folder's lock. */
export async function openCluster(
  home: DataHome, binaries: Binaries, options: { durable: boolean; log: (line: string) => void },
): Promise<Cluster> {
  await removeHalfMade(home.home);
  const folder = join(home.home, 'cluster');
  const password = await readPassword(home.dataDir);
  if (await isFolder(folder)) {
    await checkVersion(home.dataDir, folder, binaries.major);
    if (password !== undefined) {
      await rememberHome(home);
      return { folder, password };
    }
    if (home.home === home.dataDir) throw passwordMissing(home.dataDir);
    await setAside(folder, options.log);
  }
  options.log('Making a new database cluster');
  const made = { folder, password: password ?? await makePassword(home.dataDir) };
  await initialise(home, binaries, made, options);
  await rememberHome(home);
  return made;
}

/**
 * The cluster is made under another name and then renamed: a first start that is killed half way leaves nothing that
 * looks like a cluster, and the next start begins again.
 */
async function initialise(
  { home, user }: DataHome, binaries: Binaries, cluster: Cluster, options: { durable: boolean; log: (line: string) => void },
): Promise<void> {
  const staging = join(home, `${STAGING}${randomUUID()}`);
  const passwordFile = join(staging, 'password');
  const half = join(staging, 'cluster');
  await mkdir(staging, { mode: 0o700 });
  await writeFile(passwordFile, cluster.password, { mode: 0o600 });
  if (user) for (const path of [passwordFile, staging]) await chown(path, user.uid, user.gid);

  const lines: string[] = [];
  const initdb = startGuarded(binaries.initdb, [
    `--pgdata=${half}`, `--username=${SUPERUSER}`, `--pwfile=${passwordFile}`, '--auth=scram-sha-256',
    '--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8',
    '--data-checksums', '--no-instructions', ...(options.durable ? [] : ['--no-sync']),
  ], { user, log: (line) => lines.push(line) });
  const { code, failure } = await initdb.ended;
  if (code !== 0) {
    await rm(staging, { recursive: true, force: true });
    const reason = failure?.message ?? lines.findLast((line) => /error|fatal/i.test(line)) ?? lines.at(-1) ?? `exit code ${code}`;
    throw new EmbeddedPostgresError(`A new database cluster could not be made in ${home}: ${reason}.`);
  }
  await chmod(half, 0o700);
  await rename(half, cluster.folder);
  await rm(staging, { recursive: true, force: true });
}

async function checkVersion(dataDir: string, folder: string, major: string): Promise<void> {
  const version = await readFile(join(folder, 'PG_VERSION'), 'utf8').catch((error: NodeJS.ErrnoException) => {
    const what = error.code === 'ENOENT' ? 'is missing' : `cannot be read (${error.code})`;
    throw new EmbeddedPostgresError(
      `The data folder ${dataDir} is broken, ${join(folder, 'PG_VERSION')} ${what}: restore it, or remove the folder to start with empty data.`,
    );
  });
  if (version.trim() !== major) {
    throw new EmbeddedPostgresError(
      `The data folder ${dataDir} was made by PostgreSQL ${version.trim()} and this Wasq brings PostgreSQL ${major}: move the data with pg_dump, or name another folder.`,
    );
  }
}

/** Data outside whose data folder was removed: its owner wants a new start, but removing it is theirs to do. */
async function setAside(folder: string, log: (line: string) => void): Promise<void> {
  const aside = `${folder}-left-${new Date().toISOString().replaceAll(/[:.]/g, '-')}`;
  await rename(folder, aside);
  log(`The data of an earlier folder of this name is kept in ${aside}`);
}

async function removeHalfMade(home: string): Promise<void> {
  const names = await readdir(home);
  for (const name of names.filter((each) => each.startsWith(STAGING))) {
    // initdb of a killed parent may still be tidying up in there.
    await rm(join(home, name), { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  }
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then((found) => found.isDirectory(), () => false);
}
