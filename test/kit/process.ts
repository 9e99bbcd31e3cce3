import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { ROOT } from './started.ts';

/** One of the project's processes, as a child of the test. */
export interface Process {
  readonly pid: number;
  /** What it wrote to standard output so far. */
  output(): string;
  /** What it wrote to standard error so far. */
  errors(): string;
  /** The first match in its output. @throws Error with all it wrote, when it ends before. */
  says(pattern: RegExp): Promise<RegExpExecArray>;
  /** Its exit code; null when a signal ended it. */
  readonly ended: Promise<number | null>;
  /** Sends a signal and waits for the end. */
  end(signal: NodeJS.Signals): Promise<number | null>;
}

/** Starts what an npm script starts, with these settings and no other. */
export function startProcess(args: readonly string[], env: Readonly<Record<string, string>>): Process {
  const child = spawn(process.execPath, ['--import', 'tsx', ...args], {
    cwd: ROOT, env: { PATH: process.env['PATH'], ...env }, stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  let errors = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  // When the pipes are closed, all it wrote has been read.
  const ended = once(child, 'close').then(([code]) => code as number | null);
  return {
    pid: child.pid ?? 0,
    output: () => output,
    errors: () => errors,
    ended,
    says: (pattern) => new Promise((resolve, reject) => {
      const look = (): void => {
        const found = pattern.exec(output);
        if (found) resolve(found);
      };
      child.stdout.on('data', look);
      look();
      void ended.then((code) => reject(new Error(`${args.join(' ')} ended with ${code}:\n${output}${errors}`)));
    }),
    async end(signal) {
      child.kill(signal);
      return ended;
    },
  };
}
