import { randomUUID } from 'node:crypto';
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';
import { birthOf } from './process-identity.ts';

export interface FolderLock { release(): Promise<void> }

interface Holder { readonly pid: number; readonly birth: string | undefined }

/**
 * Keeps a second Wasq off the same data. PostgreSQL has a lock of its own, but it cannot tell the server of a crashed
 * parent, which is to be awaited, from that of a living one, which is to be left alone.
 */
export async function lockFolder(folder: string, shownAs: string): Promise<FolderLock> {
  const lock = join(folder, 'lock');
  const claim = join(folder, `lock.${randomUUID()}`);
  const mine = JSON.stringify({ pid: process.pid, birth: await birthOf(process.pid) } satisfies Holder);
  try {
    await writeFile(claim, mine, { mode: 0o644 });
  } catch (error) {
    throw new EmbeddedPostgresError(`The data folder ${shownAs} cannot be written: ${(error as Error).message}.`);
  }
  try {
    for (;;) {
      if (await linked(claim, lock)) break;
      const found = await readFile(lock, 'utf8').catch(() => undefined);
      if (found === undefined) continue;
      if (await isHeld(found)) throw inUse(shownAs, found);
      await takeAway(lock, found, folder);
    }
  } finally {
    await rm(claim, { force: true });
  }
  return {
    release: async () => {
      if (await readFile(lock, 'utf8').catch(() => undefined) === mine) await rm(lock, { force: true });
    },
  };
}

/** Making a hard link is the one step that both creates the lock and fills it, so nobody meets an empty one. */
async function linked(claim: string, lock: string): Promise<boolean> {
  return link(claim, lock).then(() => true, (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
    return false;
  });
}

/** Removes a lock judged stale, and puts it back when another process took it over in between. */
async function takeAway(lock: string, stale: string, folder: string): Promise<void> {
  const aside = join(folder, `lock.${randomUUID()}`);
  const moved = await rename(lock, aside).then(() => true, () => false);
  if (!moved) return;
  if (await readFile(aside, 'utf8') !== stale) await linked(aside, lock);
  await rm(aside, { force: true });
}

async function isHeld(text: string): Promise<boolean> {
  const holder = parse(text);
  if (holder === undefined) return false;
  const birth = await birthOf(holder.pid);
  return birth !== undefined && birth === holder.birth;
}

function inUse(folder: string, text: string): EmbeddedPostgresError {
  return new EmbeddedPostgresError(
    `The data folder ${folder} is in use by another running Wasq (process ${parse(text)?.pid}): stop that one, or name another data folder.`,
  );
}

function parse(text: string): Holder | undefined {
  try {
    return JSON.parse(text) as Holder;
  } catch {
    return undefined;
  }
}
