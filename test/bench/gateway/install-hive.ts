import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** Where Hive Gateway stands, or in a sentence why it does not. */
export type Hive = { readonly folder: string } | { readonly missing: string };

const GATEWAY = '2.15.1';
const MOST_OVERRIDES = 40;

/**
 * Installs @graphql-hive/gateway and its native query planner into a temporary folder, once: neither is a dependency.
 * A package that the registry does not have in the version asked for is replaced by the newest it has.
 */
export async function installHive(say: (line: string) => void): Promise<Hive> {
  const folder = join(tmpdir(), `wasq-bench-hive-${GATEWAY}`);
  if (existsSync(join(folder, 'installed.json'))) return { folder };
  say('installing @graphql-hive/gateway into a temporary folder');
  await mkdir(folder, { recursive: true });
  const overrides: Record<string, string> = {};
  for (let tries = 0; tries < MOST_OVERRIDES; tries += 1) {
    const dependencies = { '@graphql-hive/gateway': GATEWAY, '@graphql-hive/router-runtime': overrides['@graphql-hive/router-runtime'] ?? '*', graphql: '^16.9.0' };
    const { '@graphql-hive/router-runtime': _direct, ...others } = overrides;
    await writeFile(join(folder, 'package.json'), JSON.stringify({ private: true, type: 'module', dependencies, overrides: others }, null, 2));
    const problem = await npm(folder, ['install', '--no-audit', '--no-fund', '--ignore-scripts', '--force']);
    if (problem === null) {
      await writeFile(join(folder, 'installed.json'), JSON.stringify({ overrides }));
      if (Object.keys(others).length > 0) say(`replaced what the registry does not have: ${Object.entries(others).map((each) => each.join('@')).join(', ')}`);
      return { folder };
    }
    const name = /No matching version found for (@?[^@\s]+)@/.exec(problem)?.[1];
    if (name === undefined || name in overrides) return { missing: problem.split('\n').find((line) => line.includes('error')) ?? problem.slice(0, 300) };
    const newest = await promisify(execFile)('npm', ['view', name, 'version'], { cwd: folder }).then(({ stdout }) => stdout.trim(), () => '');
    if (newest === '') return { missing: `the registry has no ${name}` };
    overrides[name] = newest;
  }
  return { missing: 'too many of its packages are not in the registry' };
}

/** Answers what npm had to say when it failed, and null when it did not. */
async function npm(cwd: string, args: readonly string[]): Promise<string | null> {
  try {
    await promisify(execFile)('npm', args, { cwd, maxBuffer: 16 << 20 });
    return null;
  } catch (error) {
    return String((error as { readonly stderr?: unknown }).stderr ?? error);
  }
}
