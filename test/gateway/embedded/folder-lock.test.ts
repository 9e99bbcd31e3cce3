import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { lockFolder } from '../../../gateway/embedded/folder-lock.ts';

describe('lockFolder', () => {
  let folder: string;
  beforeEach(async () => { folder = await mkdtemp(join(tmpdir(), 'wasq-lock-')); });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('is held until released, by one only', async () => {
    const lock = await lockFolder(folder, folder);
    await expect(lockFolder(folder, 'the folder')).rejects.toThrow(`The data folder the folder is in use by another running Wasq (process ${process.pid})`);
    await lock.release();
    expect(await readdir(folder)).toEqual([]);
    const next = await lockFolder(folder, folder);
    await next.release();
  });

  it.each([
    ['whose number another process has by now', process.pid],
    ['that is gone', 2 ** 30],
  ])('takes over the lock of a process %s', async (_, pid) => {
    await writeFile(join(folder, `lock.${pid}.0123456789abcdef.claim`), '');
    const lock = await lockFolder(folder, folder);
    await lock.release();
    expect(await readdir(folder)).toEqual([]);
  });

  it('goes to one of many who meet a stale one', async () => {
    await writeFile(join(folder, `lock.${2 ** 30}.0123456789abcdef.claim`), '');
    const claims = await Promise.allSettled(Array.from({ length: 8 }, () => lockFolder(folder, folder)));
    expect(claims.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await readdir(folder)).toHaveLength(1);
  });
});
