import { createHash } from 'node:crypto';
import { chmod, mkdir, readdir, readFile, realpath, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';
import { canEnter } from './reachable.ts';
import { findServerUser } from './server-user.ts';
import type { ServerUser } from './server-user.ts';

/** Where data and programs go when root's folder is closed to the server's user. */
export const OUTSIDE = '/var/lib/wasq';

/** The folder that holds the database cluster of a data folder, and who works in it. */
export interface DataHome {
  /** What the user named, with links resolved; holds the password. */
  readonly dataDir: string;
  /** Holds `cluster`: dataDir itself, or a folder under OUTSIDE that dataDir's pointer names. */
  readonly home: string;
  /** Where a copy of the server's programs may go. */
  readonly copyFolder: string;
  readonly user: ServerUser | undefined;
}

const POINTER = 'data-is-in.txt';
const OURS = /^(cluster|password.*|lock\..*|staging-.*|postgresql-.*|lost\+found|\..*)$/;

/** Makes or finds the home of a data folder. Throws a sentence when the folder is not ours, or not writable. */
export async function findDataHome(named: string): Promise<DataHome> {
  const dataDir = await openDataFolder(named);
  const user = await findServerUser();
  const outside = await readPointer(dataDir);
  if (outside !== undefined) {
    if (!await exists(join(outside, 'cluster'))) {
      throw new EmbeddedPostgresError(
        `The data of ${dataDir} was kept in ${outside}, and that is gone: restore it, or remove ${dataDir} to start with empty data.`,
      );
    }
    return settle(dataDir, outside, user);
  }
  await refuseForeignFiles(dataDir);
  if (user === undefined || await exists(join(dataDir, 'cluster')) || await canEnter(user, dataDir)) {
    return settle(dataDir, dataDir, user);
  }
  return settle(dataDir, await makeOutside(dataDir), user);
}

/** Written once the cluster stands, so that a pointer to nothing always means lost data and never a first start cut short. */
export async function rememberHome({ dataDir, home }: DataHome): Promise<void> {
  if (home !== dataDir) await writeFile(join(dataDir, POINTER), `${home}\n`);
}

/** The folder a data folder's pointer names, or undefined when the data is in the folder itself. */
export async function readPointer(dataDir: string): Promise<string | undefined> {
  const text = await readFile(join(dataDir, POINTER), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw cannotUse(dataDir, error);
  });
  return text?.trim();
}

async function openDataFolder(named: string): Promise<string> {
  try {
    const made = await mkdir(named, { recursive: true });
    // The server's user passes through to its cluster; what is private inside has its own narrower mode.
    if (made !== undefined) await chmod(named, 0o755);
    return await realpath(named);
  } catch (error) {
    throw cannotUse(named, error as NodeJS.ErrnoException);
  }
}

async function refuseForeignFiles(dataDir: string): Promise<void> {
  const names = await readdir(dataDir).catch((error: NodeJS.ErrnoException) => { throw cannotUse(dataDir, error); });
  const foreign = names.find((name) => !OURS.test(name));
  if (foreign !== undefined) {
    throw new EmbeddedPostgresError(
      `${dataDir} is not a data folder of Wasq: it is not empty and holds "${foreign}"; name an empty or a new folder.`,
    );
  }
}

/** A cluster must be run by its owner: an ordinary user's data stays theirs when root starts it once. */
async function settle(dataDir: string, home: string, user: ServerUser | undefined): Promise<DataHome> {
  const copyFolder = user === undefined ? home : OUTSIDE;
  const cluster = join(home, 'cluster');
  const owner = await stat(cluster).catch(() => undefined);
  if (owner === undefined) return { dataDir, home, copyFolder, user };
  const owned = user ? { name: `uid ${owner.uid}`, uid: owner.uid, gid: owner.gid } : undefined;
  if (user ? owner.uid === 0 || !await canEnter(owned, cluster) : owner.uid !== process.getuid?.()) {
    throw new EmbeddedPostgresError(
      user
        ? `The data in ${cluster} belongs to user ${owner.uid}, as whom PostgreSQL cannot run there: give it to the server's user with chown -R ${user.name} ${cluster}, in a folder ${user.name} can enter.`
        : `The data in ${cluster} belongs to another user (${owner.uid}): start as that user or as root, or name another data folder.`,
    );
  }
  return { dataDir, home, copyFolder, user: owned };
}

async function makeOutside(dataDir: string): Promise<string> {
  const home = join(OUTSIDE, createHash('sha256').update(dataDir).digest('hex').slice(0, 16));
  try {
    for (const folder of [OUTSIDE, home]) {
      await mkdir(folder, { recursive: true });
      await chmod(folder, 0o755);
    }
  } catch (error) {
    throw cannotUse(home, error as NodeJS.ErrnoException);
  }
  return home;
}

function cannotUse(folder: string, error: NodeJS.ErrnoException): EmbeddedPostgresError {
  const reasons: Record<string, string> = {
    EACCES: 'this user may not write there',
    EPERM: 'this user may not write there',
    EROFS: 'it is on a read-only file system',
    ENOSPC: 'the disk is full',
    ENOTDIR: 'a part of the path is a file',
    EEXIST: 'it is a file',
  };
  return new EmbeddedPostgresError(`The data folder ${folder} cannot be used: ${reasons[error.code ?? ''] ?? error.message}.`);
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(() => true, () => false);
}
