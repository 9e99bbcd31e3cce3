import { setTimeout as sleep } from 'node:timers/promises';
import type { Binaries } from './binaries.ts';
import type { Cluster } from './cluster.ts';
import type { DataHome } from './data-home.ts';
import { readPostmasterFile } from './postmaster-file.ts';
import { isAlive } from './process-identity.ts';
import { serverArguments } from './settings.ts';
import { startFailure } from './start-failure.ts';
import { startGuarded } from './watchdog.ts';

/** A PostgreSQL server that accepts connections. */
export interface RunningServer {
  readonly port: number;
  /** Fast shutdown: running statements are cut off, committed work is kept. Settles when no process is left. */
  shutDown(): Promise<void>;
}

const LOOK_EVERY_MS = 20;
const KEPT_LINES = 30;
/** A checkpoint on a slow disk takes its time; past this the server stops without one and replays its log next time. */
const SHUTDOWN_PATIENCE_MS = 60_000;

export async function startServer(
  port: number,
  { home, binaries, cluster, durable, unrelatedPid, log }: {
    home: DataHome; binaries: Binaries; cluster: Cluster; durable: boolean;
    unrelatedPid: number | undefined; log: (line: string) => void;
  },
): Promise<RunningServer> {
  const lines: string[] = [];
  const program = startGuarded(binaries.postgres, serverArguments(cluster.folder, port, durable), {
    user: home.user,
    // The one way to tell PostgreSQL that the process in its stale lock file is not a server.
    ...(unrelatedPid !== undefined && { environment: { PG_GRANDPARENT_PID: String(unrelatedPid) } }),
    log: (line) => {
      lines.push(line);
      if (lines.length > KEPT_LINES) lines.shift();
      log(line);
    },
  });
  let running = true;
  let stopping = false;
  const ended = program.ended.then((ending) => {
    running = false;
    return ending;
  });
  const pid = await program.pid;
  for (;;) {
    const seen = await readPostmasterFile(cluster.folder);
    if (pid !== undefined && seen?.pid === pid && seen.ready) break;
    // Recovery after a power cut may take minutes: as long as it lives, it is starting.
    if (!running) {
      const { code, failure } = await ended;
      throw startFailure(failure ? [failure.message] : lines, { port, dataDir: home.dataDir, code });
    }
    await sleep(LOOK_EVERY_MS);
  }
  void ended.then(({ code }) => {
    if (!stopping) log(`PostgreSQL ended without being asked to (exit code ${code})`);
  });
  program.unref();
  return {
    port,
    shutDown: async () => {
      stopping = true;
      program.ref();
      program.interrupt();
      // Also without the watchdog, should somebody have killed that.
      if (running) signal(pid, 'SIGINT');
      const patience = setTimeout(() => signal(pid, 'SIGQUIT'), SHUTDOWN_PATIENCE_MS);
      await ended;
      while ((await readPostmasterFile(cluster.folder))?.pid === pid && isAlive(pid)) await sleep(LOOK_EVERY_MS);
      clearTimeout(patience);
    },
  };
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // Gone already, which is what was asked for.
  }
}
