import { setTimeout as sleep } from 'node:timers/promises';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';
import { readPostmasterFile } from './postmaster-file.ts';
import { commandOf, isAlive } from './process-identity.ts';

/** Patience with a server whose parent crashed: on its way down by itself, then told to stop, then given up. */
const BY_ITSELF_MS = 10_000;
const GIVEN_UP_MS = 60_000;
const LOOK_EVERY_MS = 50;

/**
 * Waits until no server of a crashed parent works on the cluster. The caller holds the folder's lock, so no living
 * parent is behind it. Answers with the number of an unrelated process that took the number of a dead server, if any:
 * PostgreSQL would take that one for the server and refuse.
 */
export async function awaitLeftoverServer(cluster: string, log: (line: string) => void): Promise<number | undefined> {
  const began = performance.now();
  let announced = false;
  let told = false;
  for (;;) {
    const found = await readPostmasterFile(cluster);
    if (found === undefined || found.pid === process.pid || !isAlive(found.pid)) return undefined;
    const command = await commandOf(found.pid);
    if (command !== undefined && !command.includes(cluster)) return found.pid;

    const waited = performance.now() - began;
    if (!announced) log(`Waiting for the PostgreSQL of a crashed process (${found.pid}) to end`);
    announced = true;
    if (waited > GIVEN_UP_MS) {
      throw new EmbeddedPostgresError(`A PostgreSQL of an earlier start (process ${found.pid}) does not end in ${cluster}: stop it with kill -INT ${found.pid}.`);
    }
    if (waited > BY_ITSELF_MS && !told) {
      told = true;
      tell(found.pid);
    }
    await sleep(LOOK_EVERY_MS);
  }
}

function tell(pid: number): void {
  try {
    process.kill(pid, 'SIGINT');
  } catch {
    // Ended in between, or another user's: the wait goes on and says so when it gives up.
  }
}
