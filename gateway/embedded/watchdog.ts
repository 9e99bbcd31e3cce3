import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { serverEnvironment } from './run-as.ts';
import type { ServerUser } from './server-user.ts';

/**
 * Standard input is a pipe whose other end only our process holds. It ends when we close it or die, however we die,
 * and the program is then asked to stop at once. `read` is the shell's own, so the guard leaves no child behind.
 * Signals to a whole control group must not take the shell before the program it waits for.
 */
const SCRIPT = `
trap '' HUP INT TERM
exec 3<&0
"$@" </dev/null >&2 3<&- &
program=$!
echo "$program"
(while read -r _ <&3; do :; done; kill -INT "$program" 2>/dev/null) &
guard=$!
wait "$program"
code=$?
kill -KILL "$guard" 2>/dev/null
exit "$code"
`;

export interface Ending {
  readonly code: number | null;
  /** Set when the shell could not be started. */
  readonly failure?: Error;
}

/** A program that is stopped, by SIGINT, when our process ends in any way. */
export interface GuardedProgram {
  /** The program's own process, not the shell's; undefined when nothing could be started. */
  readonly pid: Promise<number | undefined>;
  /** Settles when the program ended and its last line was handed to `log`. Never rejects. */
  readonly ended: Promise<Ending>;
  /** Asks the program to stop, as our death would. */
  interrupt(): void;
  /** Lets our process end while the program runs. */
  unref(): void;
  ref(): void;
}

/** How long lines may still arrive after the shell ended, when something else keeps the pipe open. Milliseconds. */
const LAST_LINES_MS = 500;

/** Starts a program under the watchdog, in a session of its own: Ctrl-C in our terminal does not reach it. */
export function startGuarded(
  program: string,
  args: readonly string[],
  options: { user: ServerUser | undefined; environment?: Record<string, string>; log: (line: string) => void },
): GuardedProgram {
  const { user, environment, log } = options;
  const child = spawn('/bin/sh', ['-c', SCRIPT, 'wasq-watchdog', program, ...args], {
    cwd: '/',
    env: serverEnvironment(environment),
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe'],
    ...(user && { uid: user.uid, gid: user.gid }),
  });
  // Writing to a program that has just ended is no news: `ended` tells it.
  child.stdin.on('error', () => undefined);
  createInterface({ input: child.stderr }).on('line', log);

  const ended = new Promise<Ending>((resolve) => {
    child.on('error', (failure) => resolve({ code: null, failure }));
    child.on('exit', (code) => {
      const late = setTimeout(() => resolve({ code }), LAST_LINES_MS);
      child.on('close', () => { clearTimeout(late); resolve({ code }); });
    });
  });
  const pid = new Promise<number | undefined>((resolve) => {
    createInterface({ input: child.stdout }).once('line', (line) => resolve(Number(line)));
    void ended.then(() => resolve(undefined));
  });
  const streams = [child.stdin, child.stdout, child.stderr] as unknown as { ref(): void; unref(): void }[];
  return {
    pid,
    ended,
    interrupt: () => { child.stdin.end(); },
    unref: () => { child.unref(); for (const stream of streams) stream.unref(); },
    ref: () => { child.ref(); for (const stream of streams) stream.ref(); },
  };
}
