import { createHash, randomUUID } from 'node:crypto';
import { readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';
import { birthOf } from './process-identity.ts';

export interface FolderLock { release(): Promise<void> }

/** Starts at the same moment all withdraw and try again after a random while; a holder outlasts every try. */
const TRIES = 12;
const LONGEST_PAUSE_MS = 80;

/** `lock.<process>.<its birth>.<claim>`. All is in the name, so that nobody ever reads half a claim. */
const CLAIM = /^lock\.(\d+)\.([0-9a-f]+)\./;

/**
 * Keeps a second Wasq off the same data. PostgreSQL has a lock of its own, but it cannot tell the server of a crashed
 * parent, which is to be awaited, from that of a living one, which is to be left alone.
 *
 * Everybody puts down a claim before looking for others': of two, at least one sees the other, so two never hold the
 * lock. Claims of dead processes are removed by whoever meets them; their names never come back.
 */
export async function lockFolder(folder: string, shownAs: string): Promise<FolderLock> {
  const name = `lock.${process.pid}.${await birthMark(process.pid)}.${randomUUID()}`;
  const claim = join(folder, name);
  let rival: number | undefined;
  for (let tried = 0; tried < TRIES; tried += 1) {
    await writeFile(claim, '', { flag: 'wx' }).catch((error: Error) => {
      throw new EmbeddedPostgresError(`The data folder ${shownAs} cannot be written: ${error.message}.`);
    });
    const release = (): Promise<void> => rm(claim, { force: true });
    rival = await livingRival(folder, name);
    if (rival === undefined) return { release };
    await release();
    await sleep(Math.random() * LONGEST_PAUSE_MS);
  }
  throw new EmbeddedPostgresError(
    `The data folder ${shownAs} is in use by another running Wasq (process ${rival}): stop that one, or name another data folder.`,
  );
}

/** The process of another living claim, if there is one. */
async function livingRival(folder: string, mine: string): Promise<number | undefined> {
  for (const name of await readdir(folder)) {
    const [, pid, birth] = CLAIM.exec(name) ?? [];
    if (pid === undefined || name === mine) continue;
    if (await birthMark(Number(pid)) === birth) return Number(pid);
    await rm(join(folder, name), { force: true });
  }
  return undefined;
}

async function birthMark(pid: number): Promise<string | undefined> {
  const birth = await birthOf(pid);
  return birth && createHash('sha256').update(birth).digest('hex').slice(0, 16);
}
