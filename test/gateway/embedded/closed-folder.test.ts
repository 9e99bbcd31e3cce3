import { access, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { eraseDataFolder } from '../../../gateway/embedded/erase-data-folder.ts';
import { startPostgres } from '../../../gateway/embedded/postgres.ts';
import { isRoot } from '../../../gateway/embedded/server-user.ts';
import { newDataFolder, query, removeDataFolder } from './data-folder.ts';
import { serverProcesses } from './server-processes.ts';

const outsideOf = async (dataDir: string): Promise<string> => (await readFile(join(dataDir, 'data-is-in.txt'), 'utf8')).trim();

// An ordinary user's server runs as that user, for whom no folder of theirs is closed.
const whenRoot = isRoot() ? describe : describe.skip;

whenRoot('a folder only root can enter (needs root)', () => {
  let dataDir: string;
  beforeEach(async () => { dataDir = await newDataFolder({ closed: true }); });
  afterEach(() => removeDataFolder(dataDir));

  it('keeps its data outside, run by another user, from start to start', async () => {
    const first = await startPostgres({ dataDir, durable: false });
    await query(first, 'create table kept as select 7 as n');
    const outside = await outsideOf(dataDir);
    const uids = (await serverProcesses(outside)).map(({ uid }) => uid);
    await first.stop();
    const second = await startPostgres({ dataDir, durable: false });
    const rows = await query(second, 'select n from kept');
    await second.stop();

    expect(outside).toMatch(/^\/var\/lib\/wasq\/[0-9a-f]{16}$/);
    expect(uids.length).toBeGreaterThan(0);
    expect(uids).not.toContain(0);
    expect(rows).toEqual([{ n: 7 }]);
    expect(await serverProcesses(outside)).toEqual([]);
  });

  it('starts empty when the folder was removed, and keeps the old data aside', async () => {
    const lines: string[] = [];
    const first = await startPostgres({ dataDir, durable: false });
    await query(first, 'create table kept as select 7 as n');
    await first.stop();
    await rm(dataDir, { recursive: true });
    const second = await startPostgres({ dataDir, durable: false, log: (line) => lines.push(line) });
    const rows = await query(second, `select to_regclass('kept') as kept`);
    await second.stop();
    expect(rows).toEqual([{ kept: null }]);
    expect(lines.join('\n')).toContain('The data of an earlier folder of this name is kept in');
  });

  it('is refused when the data outside is gone, and erased together with it', async () => {
    const server = await startPostgres({ dataDir, durable: false });
    await server.stop();
    const outside = await outsideOf(dataDir);
    await rm(join(outside, 'cluster'), { recursive: true });
    await expect(startPostgres({ dataDir })).rejects.toThrow(`The data of ${dataDir} was kept in ${outside}, and that is gone`);
    await eraseDataFolder(dataDir);
    await expect(access(outside)).rejects.toThrow('ENOENT');
  });
});
