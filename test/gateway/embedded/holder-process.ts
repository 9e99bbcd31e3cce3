import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const SCRIPT = fileURLToPath(new URL('hold-postgres.ts', import.meta.url));

export interface HolderProcess {
  /** The server's URL, once it is up. */
  readonly adminUrl: Promise<string>;
  /** SIGKILL: no chance to tidy up. */
  kill(): Promise<void>;
}

/** Another Node process that starts a database on the folder and holds it. */
export function startHolder(dataDir: string): HolderProcess {
  const child = spawn(process.execPath, ['--import', 'tsx', SCRIPT, dataDir], {
    env: { ...process.env, NODE_OPTIONS: '' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  const adminUrl = Promise.race([
    once(child.stdout, 'data').then(([line]) => String(line).trim()),
    exited.then(([code, signal]) => Promise.reject(new Error(`the holder ended early: ${code ?? signal}`))),
  ]);
  // A test that kills the holder before it is up does not look at this.
  adminUrl.catch(() => undefined);
  return { adminUrl, kill: async () => { child.kill('SIGKILL'); await exited; } };
}
