import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { breaksBetween } from './breaks-between.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const API = 'schema/api.graphql';

function git(...args: string[]): string | null {
  try {
    return execFileSync('git', args, { cwd: ROOT, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'], maxBuffer: 64 << 20 });
  } catch {
    return null;
  }
}

/** The API schema partners have: at the ref asked for, else on origin/main, else at HEAD; null before the first. */
function baseline(asked: string | undefined): { ref: string; sdl: string } | null {
  for (const ref of asked === undefined ? ['origin/main', 'HEAD'] : [asked]) {
    const sdl = git('show', `${ref}:${API}`);
    if (sdl !== null) return { ref, sdl };
  }
  return null;
}

const asked = process.argv[2];
const base = baseline(asked);
if (base === null) {
  console.log(`No ${API} at ${asked ?? 'origin/main or HEAD'} to compare with.`);
  if (asked !== undefined) process.exitCode = 2;
} else {
  const changes = breaksBetween(base.sdl, readFileSync(`${ROOT}/${API}`, 'utf8'));
  for (const change of changes) console.log(change);
  console.log(`${changes.length} breaking changes since ${base.ref}.`);
  if (changes.length > 0) process.exitCode = 1;
}
