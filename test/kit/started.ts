import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { eraseDataFolder } from '../../gateway/embedded/erase-data-folder.ts';

/** `npm start` as a child process, on a data folder of its own. */
export interface Started {
  readonly child: ChildProcess;
  readonly dataDir: string;
  /** Address of the gateway, as it printed it. */
  readonly url: string;
  /** Everything it wrote so far. */
  output(): string;
  /** Sends a signal and answers the exit code, or null when the signal ended it. */
  end(signal: NodeJS.Signals): Promise<number | null>;
  /** Removes the data folder. */
  erase(): Promise<void>;
}

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** A folder a database server of another user can enter. */
export async function freshDataDir(): Promise<string> {
  const dataDir = await mkdtemp(`${tmpdir()}/wasq-start-`);
  await chmod(dataDir, 0o755);
  return dataDir;
}

/** Starts it and waits until it has printed where the graph is. @throws Error with its output when it ends before. */
export async function startCommand(dataDir: string, env: Record<string, string> = {}, nodeFlags: readonly string[] = []): Promise<Started> {
  const child = spawn(process.execPath, [...nodeFlags, '--import', 'tsx', 'gateway/start.ts'], {
    cwd: ROOT,
    env: { ...process.env, NODE_OPTIONS: '', NODE_ENV: 'development', PORT: '0', DATA_DIR: dataDir, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const ended = once(child, 'exit') as Promise<[number | null]>;
  const url = await new Promise<string>((resolve, reject) => {
    const look = (): void => {
      const found = /The graph\s+(http:\/\/\S+)\/graphql/.exec(output);
      if (found?.[1] !== undefined && output.includes('Ctrl-C stops everything')) resolve(found[1]);
    };
    child.stdout?.on('data', look);
    void ended.then(([code]) => reject(new Error(`npm start ended with ${code}:\n${output}`)));
  });
  return {
    child,
    dataDir,
    url,
    output: () => output,
    async end(signal) {
      child.kill(signal);
      const [code] = await ended;
      return code;
    },
    async erase() {
      await eraseDataFolder(`${dataDir}/postgres`);
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
