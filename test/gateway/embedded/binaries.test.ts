import { chmod, cp, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { findBinaryPackage, provideBinaries } from '../../../gateway/embedded/binaries.ts';
import type { BinaryPackage } from '../../../gateway/embedded/binaries.ts';
import { findServerUser, isRoot } from '../../../gateway/embedded/server-user.ts';

describe('provideBinaries', () => {
  let folder: string;
  let installed: BinaryPackage;
  beforeEach(async () => {
    // Closed to everyone else, and without links: as npm unpacks it under /root when it runs no install scripts.
    folder = await mkdtemp(join(tmpdir(), 'wasq-binaries-'));
    const { folder: source, version } = await findBinaryPackage();
    installed = { folder: join(folder, 'package'), version };
    await cp(source, installed.folder, { recursive: true, verbatimSymlinks: true });
    const links = JSON.parse(await readFile(join(source, 'native', 'pg-symlinks.json'), 'utf8').catch(() => '[]')) as { target: string }[];
    for (const { target } of links) await rm(join(installed.folder, target), { force: true });
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('makes the missing library links where the programs lie', async () => {
    const binaries = await provideBinaries(undefined, join(folder, 'copies'), installed);
    expect(binaries.postgres).toBe(join(installed.folder, 'native', 'bin', 'postgres'));
    expect(binaries.major).toBe('18');
    expect(await readdir(folder)).toEqual(['package']);
  });

  (isRoot() ? it : it.skip)('copies them where another user can run them, or says why not (needs root)', async () => {
    const user = await findServerUser();
    const copies = await mkdtemp(join(tmpdir(), 'wasq-copies-'));
    try {
      await expect(provideBinaries(user, copies, installed)).rejects.toThrow('does not run on this machine');
      await chmod(copies, 0o755);
      const binaries = await provideBinaries(user, copies, installed);
      expect(binaries.initdb).toBe(join(copies, `postgresql-${installed.version}`, 'native', 'bin', 'initdb'));
    } finally {
      await rm(copies, { recursive: true, force: true });
    }
  });
});
