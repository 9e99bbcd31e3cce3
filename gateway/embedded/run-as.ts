import { spawn } from 'node:child_process';
import type { ServerUser } from './server-user.ts';

export interface Outcome {
  /** Exit code; null when it was killed or could not be started. */
  readonly code: number | null;
  readonly output: string;
  /** Set when the program could not be started at all. */
  readonly failure?: NodeJS.ErrnoException;
}

/**
 * What the server's programs see of our environment. PGDATA, PGPORT and their like, set for another server, would
 * otherwise steer this one; messages stay English because some of them are read by `start-failure.ts`.
 */
export function serverEnvironment(extra: Record<string, string> = {}): Record<string, string> {
  return { PATH: process.env['PATH'] ?? '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC', ...extra };
}

/** Runs a short program as the server's user, from `/` because that user may not be able to enter our folder. */
export function runAs(user: ServerUser | undefined, program: string, args: readonly string[]): Promise<Outcome> {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd: '/',
      env: serverEnvironment(),
      stdio: ['ignore', 'pipe', 'pipe'],
      ...(user && { uid: user.uid, gid: user.gid }),
    });
    let output = '';
    const collect = (chunk: Buffer): void => { output += chunk.toString(); };
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    child.on('error', (failure) => resolve({ code: null, output, failure }));
    child.on('close', (code) => resolve({ code, output }));
  });
}
