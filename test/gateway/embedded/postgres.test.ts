import { mkdir, readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { startPostgres } from '../../../gateway/embedded/postgres.ts';
import { newDataFolder, query, removeDataFolder } from './data-folder.ts';
import { serverProcesses } from './server-processes.ts';

describe('startPostgres', () => {
  let dataDir: string;
  beforeEach(async () => { dataDir = await newDataFolder(); });
  afterEach(() => removeDataFolder(dataDir));

  it('makes a UTF8 cluster on the first start and keeps the data for the second', async () => {
    const first = await startPostgres({ dataDir });
    const made = await query(first,
      'create table kept (word text)', `insert into kept values ('وسق')`,
      `select current_setting('server_encoding') as encoding, current_setting('fsync') as fsync, current_setting('synchronous_commit') as commit`);
    await first.stop();
    const second = await startPostgres({ dataDir });
    const kept = await query(second, 'select word from kept');
    await second.stop();

    expect(made).toEqual([{ encoding: 'UTF8', fsync: 'on', commit: 'on' }]);
    expect(kept).toEqual([{ word: 'وسق' }]);
  });

  it('leaves no process and no lock after stop, also when stop is called twice', async () => {
    const server = await startPostgres({ dataDir, durable: false });
    const during = await serverProcesses(dataDir);
    await Promise.all([server.stop(), server.stop()]);

    expect(during.length).toBeGreaterThan(0);
    expect(await serverProcesses(dataDir)).toEqual([]);
    expect((await readdir(dataDir)).sort()).toEqual(['cluster', 'password']);
    expect(await readdir(join(dataDir, 'cluster'))).not.toContain('postmaster.pid');
  });

  it('stops although a client is connected and in a transaction', async () => {
    const server = await startPostgres({ dataDir, durable: false });
    const busy = query(server, 'begin', 'select pg_sleep(3600)').then(() => 'answered', () => 'cut off');
    await server.stop();
    expect(await busy).toBe('cut off');
    expect(await serverProcesses(dataDir)).toEqual([]);
  });

  it('listens on the loopback address alone, never as root, with a password only we can read', async () => {
    const server = await startPostgres({ dataDir, durable: false });
    const settings = await query(server,
      `select current_setting('listen_addresses') as tcp, current_setting('unix_socket_directories') as sockets`);
    const uids = (await serverProcesses(dataDir)).map(({ uid }) => uid);
    const guessed = new URL(server.adminUrl);
    guessed.password = 'postgres';
    const guess = query({ adminUrl: guessed.href }, 'select 1');
    await expect(guess).rejects.toThrow('password authentication failed');
    await server.stop();

    expect(settings).toEqual([{ tcp: '127.0.0.1', sockets: '' }]);
    expect(uids).not.toContain(0);
    expect((await stat(join(dataDir, 'password'))).mode & 0o777).toBe(0o600);
  });

  it('gives URLs for databases and roles whose names need escaping', async () => {
    const server = await startPostgres({ dataDir, durable: false });
    await query(server, `create role "a/b" login password 'p@ss:/?#'`, 'create database "two words" owner "a/b"');
    const url = server.urlFor('two words', { name: 'a/b', password: 'p@ss:/?#' });
    const rows = await query({ adminUrl: url }, 'select current_database() as database, current_user as role');
    await server.stop();
    expect(rows).toEqual([{ database: 'two words', role: 'a/b' }]);
  });

  it('writes no statement and no value of a failed statement to its log', async () => {
    const lines: string[] = [];
    const server = await startPostgres({ dataDir, durable: false, log: (line) => lines.push(line) });
    await query(server, 'create table people (id text primary key)', `insert into people values ('1010101010')`);
    await expect(query(server, `insert into people values ('1010101010')`)).rejects.toThrow('duplicate key');
    await expect(query(server, `select '1010101010x'::integer`)).rejects.toThrow('invalid input syntax');
    await server.stop();
    expect(lines.length).toBeGreaterThan(0);
    expect(lines.join('\n')).not.toContain('1010101010');
  });

  it('begins again where a first start was cut short', async () => {
    await mkdir(join(dataDir, 'staging-left', 'cluster', 'base'), { recursive: true });
    await writeFile(join(dataDir, 'staging-left', 'cluster', 'PG_VERSION'), '18\n');
    const server = await startPostgres({ dataDir, durable: false });
    await server.stop();
    expect((await readdir(dataDir)).sort()).toEqual(['cluster', 'password']);
  });
});
