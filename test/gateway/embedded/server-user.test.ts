import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { findServerUser, isRoot } from '../../../gateway/embedded/server-user.ts';

const ROOT = 'root:x:0:0:root:/root:/bin/sh';
const NOBODY = 'nobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin';
const POSTGRES = 'postgres:x:101:104:PostgreSQL administrator,,,:/var/lib/postgresql:/bin/bash';

describe('findServerUser', () => {
  let folder: string;
  beforeEach(async () => { folder = await mkdtemp(join(tmpdir(), 'wasq-passwd-')); });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const find = async (...lines: string[]): ReturnType<typeof findServerUser> => {
    const file = join(folder, 'passwd');
    await writeFile(file, `${lines.join('\n')}\n`);
    return findServerUser(file);
  };

  (isRoot() ? it : it.skip)('lends root the user postgres, else nobody, else says what to do (needs root)', async () => {
    expect(await find(ROOT, NOBODY, POSTGRES)).toEqual({ name: 'postgres', uid: 101, gid: 104 });
    expect(await find(ROOT, NOBODY)).toEqual({ name: 'nobody', uid: 65534, gid: 65534 });
    await expect(find(ROOT)).rejects.toThrow('PostgreSQL refuses to run as root');
  });

  (isRoot() ? it.skip : it)('leaves an ordinary user as they are (needs an ordinary user)', async () => {
    expect(await find(ROOT, POSTGRES)).toBeUndefined();
  });
});
