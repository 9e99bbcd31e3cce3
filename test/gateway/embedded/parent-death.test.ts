import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { startPostgres } from '../../../gateway/embedded/postgres.ts';
import { newDataFolder, query, removeDataFolder } from './data-folder.ts';
import { eventually } from './eventually.ts';
import { startHolder } from './holder-process.ts';
import { serverProcesses } from './server-processes.ts';

describe('a parent that dies', () => {
  let dataDir: string;
  beforeEach(async () => { dataDir = await newDataFolder(); });
  afterEach(() => removeDataFolder(dataDir));

  it('by SIGKILL takes the server with it', async () => {
    const holder = startHolder(dataDir);
    await holder.adminUrl;
    expect((await serverProcesses(dataDir)).some(({ command }) => command.includes('bin/postgres'))).toBe(true);
    await holder.kill();
    await eventually(async () => (await serverProcesses(dataDir)).length === 0);
    expect(await readdir(join(dataDir, 'cluster'))).not.toContain('postmaster.pid');
  });

  it('is followed at once by a start that waits for the old server and finds its data', async () => {
    const holder = startHolder(dataDir);
    await query({ adminUrl: await holder.adminUrl }, 'create table kept as select 7 as n');
    await holder.kill();
    const server = await startPostgres({ dataDir, durable: false });
    const rows = await query(server, 'select n from kept');
    await server.stop();
    expect(rows).toEqual([{ n: 7 }]);
  });

  it('while the cluster is being made leaves a folder that starts', async () => {
    const holder = startHolder(dataDir);
    await eventually(async () => (await readdir(dataDir).catch(() => [])).some((name) => name.startsWith('staging-')));
    await holder.kill();
    const server = await startPostgres({ dataDir, durable: false });
    expect(await query(server, 'select 1 as one')).toEqual([{ one: 1 }]);
    await server.stop();
    expect((await readdir(dataDir)).sort()).toEqual(['cluster', 'password']);
  });

  it('leaves a lock file whose number an unrelated process may have by now', async () => {
    const first = await startPostgres({ dataDir, durable: false });
    await first.stop();
    const cluster = join(dataDir, 'cluster');
    const { uid, gid } = await stat(cluster);
    const unrelated = spawn('sleep', ['3600'], { uid, gid, cwd: '/', stdio: 'ignore' });
    await once(unrelated, 'spawn');
    await writeFile(join(cluster, 'postmaster.pid'), `${unrelated.pid}\n${cluster}\n`);
    try {
      const second = await startPostgres({ dataDir, durable: false });
      expect(await query(second, 'select 1 as one')).toEqual([{ one: 1 }]);
      await second.stop();
    } finally {
      unrelated.kill('SIGKILL');
    }
  });
});
