import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FakeWorld } from './fake-graph.ts';
import type { KilledRun } from './killed-house.ts';
import type { TestHouse } from './test-house.ts';

const SCRIPT = fileURLToPath(new URL('killed-house.ts', import.meta.url));

/** Runs one mutation in another process on the same database, kills it there, and takes over what the graph was told. Answers the signal it died of. */
export async function killHouse(test: TestHouse, run: Omit<KilledRun, 'url' | 'worldFile'>): Promise<NodeJS.Signals | null> {
  const folder = await mkdtemp(join(tmpdir(), 'wasq-killed-'));
  const worldFile = join(folder, 'world.json');
  const runFile = join(folder, 'run.json');
  await writeFile(worldFile, JSON.stringify(test.world));
  await writeFile(runFile, JSON.stringify({ ...run, url: test.url, worldFile } satisfies KilledRun));
  const child = spawn(process.execPath, ['--import', 'tsx', SCRIPT, runFile], { stdio: 'ignore' });
  const signal = await new Promise<NodeJS.Signals | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (_code, died) => resolve(died));
  });
  Object.assign(test.world, JSON.parse(await readFile(worldFile, 'utf8')) as FakeWorld);
  await rm(folder, { recursive: true });
  return signal;
}
