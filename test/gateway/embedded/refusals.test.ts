import { mkdir, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { EmbeddedPostgresError } from '../../../gateway/embedded/embedded-postgres-error.ts';
import { startPostgres } from '../../../gateway/embedded/postgres.ts';
import { newDataFolder, query, removeDataFolder } from './data-folder.ts';
import { startHolder } from './holder-process.ts';
import { serverProcesses } from './server-processes.ts';

describe('startPostgres refuses with one sentence', () => {
  let dataDir: string;
  beforeEach(async () => { dataDir = await newDataFolder(); });
  afterEach(() => removeDataFolder(dataDir));

  const refusal = async (options: { dataDir: string; port?: number }): Promise<string> => {
    const error: unknown = await startPostgres({ durable: false, ...options }).then((server) => server.stop(), (thrown) => thrown);
    if (!(error instanceof EmbeddedPostgresError)) throw new Error(`not refused: ${String(error)}`);
    expect(error.message.split('\n')).toHaveLength(1);
    return error.message;
  };
  const makeCluster = async (): Promise<void> => (await startPostgres({ dataDir, durable: false })).stop();

  it('a folder that holds something else', async () => {
    await mkdir(dataDir);
    await writeFile(join(dataDir, 'letters.txt'), 'dear');
    expect(await refusal({ dataDir })).toBe(
      `${dataDir} is not a data folder of Wasq: it is not empty and holds "letters.txt"; name an empty or a new folder.`);
  });

  it('a folder that is a file, or inside one', async () => {
    await writeFile(dataDir, '');
    expect(await refusal({ dataDir })).toContain(`${dataDir} cannot be used: it is a file`);
    expect(await refusal({ dataDir: join(dataDir, 'deeper') })).toContain('a part of the path is a file');
    await rm(dataDir);
  });

  it('a cluster without PG_VERSION', async () => {
    await makeCluster();
    await rm(join(dataDir, 'cluster', 'PG_VERSION'));
    expect(await refusal({ dataDir })).toContain(`The data folder ${dataDir} is broken`);
  });

  it('a cluster of another major version', async () => {
    await makeCluster();
    await writeFile(join(dataDir, 'cluster', 'PG_VERSION'), '15\n');
    expect(await refusal({ dataDir })).toContain('was made by PostgreSQL 15 and this Wasq brings PostgreSQL 18');
  });

  it('a cluster PostgreSQL cannot read', async () => {
    await makeCluster();
    await rm(join(dataDir, 'cluster', 'global', 'pg_control'));
    expect(await refusal({ dataDir })).toContain(`PostgreSQL could not start on the data folder ${dataDir}`);
    expect(await serverProcesses(dataDir)).toEqual([]);
  });

  it('a password file that is gone, or is another', async () => {
    await makeCluster();
    await writeFile(join(dataDir, 'password'), 'another\n');
    expect(await refusal({ dataDir })).toContain('does not accept the password');
    expect(await serverProcesses(dataDir)).toEqual([]);
    await rm(join(dataDir, 'password'));
    expect(await refusal({ dataDir })).toContain('The password file');
  });

  it('a port that is taken, and starts once it is free', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    expect(await refusal({ dataDir, port })).toContain(`Port ${port} on 127.0.0.1 is taken`);
    other.close();
    await once(other, 'close');
    const server = await startPostgres({ dataDir, port, durable: false });
    await server.stop();
    expect(server.port).toBe(port);
  });

  it('a number that is no port', async () => {
    expect(await refusal({ dataDir, port: 70_000 })).toContain('70000 is not a port');
  });

  it('one of two starts at once in this process', async () => {
    const starts = await Promise.allSettled([1, 2].map(() => startPostgres({ dataDir, durable: false })));
    const started = starts.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
    const refused = starts.flatMap((each) => (each.status === 'rejected' ? [String(each.reason)] : []));
    for (const server of started) await server.stop();
    expect(started).toHaveLength(1);
    expect(refused).toEqual([expect.stringContaining('is in use by another running Wasq')]);
  });

  it('a start beside another process, which goes on unharmed', async () => {
    const holder = startHolder(dataDir);
    const adminUrl = await holder.adminUrl;
    expect(await refusal({ dataDir })).toContain(`${dataDir} is in use by another running Wasq`);
    expect(await query({ adminUrl }, 'select 1 as one')).toEqual([{ one: 1 }]);
    await holder.kill();
  });
});
