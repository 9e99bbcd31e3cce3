import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import type { Writable } from 'node:stream';
import { ROOT } from './started.ts';

/** One command of a guide as it is written, and what it printed there and now. */
export interface GuideStep {
  readonly command: string;
  /** What the guide shows; null where it shows nothing. */
  readonly shown: string | null;
  readonly printed: string;
}

/** A reader of a guide with one shell, which stops at the first failure. */
export interface GuideReader {
  /**
   * Types the `sh` blocks of a chapter, `## 3. …`, one after the other; `change` says what this reader types instead, null
   * what it leaves out. @throws Error with all that the shell wrote to standard error, when it stops.
   */
  read(chapter: number, change?: (command: string) => string | null): Promise<GuideStep[]>;
  /** Types something that stands in no guide, and answers what it printed. */
  type(command: string): Promise<string>;
  /** Everything written to standard error. */
  errors(): string;
  /** Ends the shell and whatever it left running. */
  close(): Promise<void>;
}

const STEP = /```sh\n([^]*?)```(?:\n+```text\n([^]*?)```)?/g;
const MARK = '=== end of a step ===';
/** What is typed comes by a way of its own, so that a command that reads standard input does not swallow the next one. */
const LOOP = `while read -r step <&3; do . "$step"; echo '${MARK}'; done`;

export async function openGuide(markdown: string, env: Readonly<Record<string, string>>): Promise<GuideReader> {
  const chapters = new Map(markdown.split(/^## /m).map((text) => [Number.parseInt(text, 10), [...text.matchAll(STEP)]]));
  const folder = await mkdtemp(`${tmpdir()}/wasq-guide-`);
  const { PATH, HOME } = process.env;
  const child = spawn('sh', ['-e', '-c', LOOP], { cwd: ROOT, env: { PATH, HOME, TMPDIR: folder, ...env }, detached: true, stdio: ['ignore', 'pipe', 'pipe', 'pipe'] });
  const typed = child.stdio[3] as Writable;
  let unread = '';
  let errors = '';
  let steps = 0;
  let look: () => void = () => undefined;
  child.stdout?.on('data', (chunk: Buffer) => {
    unread += chunk.toString();
    look();
  });
  child.stderr?.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  typed.on('error', () => undefined);
  // Not `close`: what was started in the background holds the pipes open.
  const exited = once(child, 'exit');
  const closed = once(child, 'close');

  async function type(command: string): Promise<string> {
    const file = `${folder}/step-${(steps += 1)}.sh`;
    await writeFile(file, command);
    return new Promise((resolve, reject) => {
      look = () => {
        const at = unread.indexOf(`${MARK}\n`);
        if (at < 0) return;
        const printed = unread.slice(0, at);
        unread = unread.slice(at + MARK.length + 1);
        look = () => undefined;
        resolve(printed);
      };
      void exited.then(() => reject(new Error(`The guide stopped at:\n${command}\n${unread}${errors}`)));
      typed.write(`${file}\n`);
    });
  }

  return {
    type,
    errors: () => errors,
    async read(chapter, change = (command) => command) {
      const read: GuideStep[] = [];
      for (const [, written = '', shown] of chapters.get(chapter) ?? []) {
        const command = change(written);
        if (command !== null) read.push({ command, shown: shown ?? null, printed: await type(command) });
      }
      return read;
    },
    async close() {
      typed.end();
      endGroup(child);
      await closed;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function endGroup({ pid }: ChildProcess): void {
  try {
    if (pid !== undefined) process.kill(-pid, 'SIGTERM');
  } catch (error) {
    // Nothing of it is left.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** A text without what is another each time: ids, tokens, ports, milliseconds, and the width of a table. */
export function withoutChance(text: string): string {
  return text
    .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, '<id>')
    .replace(/"token":"[\w-]+"/g, '"token":"<token>"')
    .replace(/127\.0\.0\.1:\d+/g, '127.0.0.1:<port>')
    .replace(/│ +\d+ │/g, '│ <ms> │')
    .replace(/─+/g, '─')
    .replace(/[ \t]+/g, ' ')
    .trim();
}
