import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import type { DataSource } from 'typeorm';
import { createDatabase } from '../../kit/database.ts';
import type { TestDatabase } from '../../kit/database.ts';
import { runCommand } from '../../../subgraphs/kit/command.ts';
import { openDatabase } from '../../../subgraphs/kit/database.ts';
import { startJobs } from '../../../subgraphs/kit/jobs.ts';
import { WrongModeError, migrate } from '../../../subgraphs/kit/migrate.ts';
import { THING_MIGRATIONS, contextFor, keptLog } from './kit-database.ts';

const open: DataSource[] = [];
let target: TestDatabase;

async function fresh(): Promise<string> {
  target = await createDatabase();
  return target.url;
}

async function database(url: string, migrations = THING_MIGRATIONS): Promise<DataSource> {
  const source = await openDatabase({ url, tables: [], migrations, poolSize: 3 });
  open.push(source);
  return source;
}

async function tablesOf(url: string): Promise<string[]> {
  const rows = await (await database(url)).query<{ name: string }[]>(
    `SELECT schemaname || '.' || tablename AS name FROM pg_tables WHERE schemaname IN ('public', 'graphile_worker') ORDER BY 1`);
  return rows.map((row) => row.name);
}

afterEach(async () => {
  await Promise.all(open.splice(0).map((source) => source.destroy()));
  await target.drop();
});

describe('migrate', () => {
  it('by several at once is done once, and none of them fails', async () => {
    const url = await fresh();
    const replicas = await Promise.all([1, 2, 3].map(() => database(url)));
    await Promise.all(replicas.map((replica) => migrate(replica, { url, mode: 'SANDBOX' })));
    const rows = await replicas[0]?.query('SELECT name FROM migrations ORDER BY id');
    expect(rows).toEqual(THING_MIGRATIONS.map((migration) => ({ name: new migration().name })));
  });

  it('waits for another one longer than for a row', async () => {
    const url = await fresh();
    const waiting = await database(url);
    await waiting.query(`ALTER DATABASE ${new URL(url).pathname.slice(1)} SET lock_timeout = '1ms'`);
    const impatient = await openDatabase({ url, tables: [], migrations: THING_MIGRATIONS });
    open.push(impatient);
    const settings: string[] = [];
    const seeing = await openDatabase({ url, tables: [], migrations: THING_MIGRATIONS, onStatement: (sql) => void settings.push(sql) });
    open.push(seeing);
    await migrate(seeing, { url, mode: 'SANDBOX' });
    const lock = settings.findIndex((sql) => sql.includes('pg_advisory_lock'));
    expect(settings.slice(0, lock)).toContain('SET lock_timeout = 0');
    expect(settings.at(-1)).toBe('RESET lock_timeout');
  });

  it('refuses a database of another mode and leaves it as it was', async () => {
    const url = await fresh();
    const first = await database(url, THING_MIGRATIONS.slice(0, 1));
    await migrate(first, { url, mode: 'LIVE' });
    const before = await tablesOf(url);
    const error = await migrate(await database(url), { url, mode: 'SANDBOX' }).then(() => null, (reason: unknown) => reason);
    expect(error).toBeInstanceOf(WrongModeError);
    expect((error as Error).message).toContain('This database was made for LIVE and the house was started for SANDBOX');
    expect(await tablesOf(url)).toEqual(before);
    await migrate(await database(url), { url, mode: 'LIVE' });
    expect(await tablesOf(url)).toEqual([...before, 'public.thing'].sort());
  });
});

describe('the app role', () => {
  const role = `app_${randomUUID().replaceAll('-', '')}`;
  let admin: string;

  const asAdmin = async (...statements: string[]): Promise<void> => {
    const client = new pg.Client({ connectionString: admin });
    await client.connect();
    for (const statement of statements) await client.query(statement);
    await client.end();
  };

  beforeAll(async () => {
    admin = process.env['WASQ_TEST_POSTGRES'] ?? '';
    await asAdmin(`CREATE ROLE ${role} LOGIN PASSWORD 'pear'`);
  });
  afterAll(() => asAdmin(`DROP ROLE ${role}`));

  /** A database migrated for the app role, twice, as two starts would; and a connection as that role. */
  async function asApp(): Promise<{ app: DataSource; appUrl: string }> {
    const url = await fresh();
    const migrator = await database(url);
    for (let start = 0; start < 2; start += 1) await migrate(migrator, { url, mode: 'SANDBOX', appRole: role });
    const appUrl = new URL(url);
    appUrl.username = role;
    appUrl.password = 'pear';
    return { app: await database(appUrl.href), appUrl: appUrl.href };
  }

  it('runs commands and their jobs', async () => {
    const { app, appUrl } = await asApp();
    const ran: unknown[] = [];
    const jobs = await startJobs({ url: appUrl, log: keptLog().log, timed: [{ task: 'tell', cron: '0 0 1 1 *' }], tasks: { tell: async (payload) => void ran.push(payload) } });
    const { problems } = await runCommand(contextFor(app), 'makeThing', { idempotencyKey: 'k' }, {
      decide: async (tx) => {
        await tx.manager.query(`INSERT INTO thing VALUES ('1', 'word')`);
        tx.audit({ entity: 'Thing', entityId: '1', action: 'make', from: null, to: 'MADE' });
        await tx.job('tell', { id: '1' });
        return { id: '1' };
      },
    });
    expect(problems).toEqual([]);
    while (ran.length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
    await jobs.stop();
    expect(ran).toEqual([{ id: '1' }]);
    expect(await app.query('SELECT * FROM graphile_worker.jobs')).toEqual([]);
  });

  it('is given its rights again without waiting for the jobs of replicas that run', async () => {
    const { app } = await asApp();
    const job = app.createQueryRunner();
    await job.startTransaction();
    // What a worker holds from taking a job until it has noted what became of it.
    await job.query('SELECT * FROM graphile_worker._private_jobs FOR UPDATE');
    const [migrator, url] = [await database(target.url), target.url];
    await migrate(migrator, { url, mode: 'SANDBOX', appRole: role });
    await job.rollbackTransaction();
    await job.release();
  });

  it.each([
    'ALTER TABLE thing ADD COLUMN more text',
    'DROP TABLE thing',
    'CREATE TABLE another (id text)',
    'TRUNCATE audit_entry',
    `UPDATE audit_entry SET reason = 'x'`,
    'DELETE FROM audit_entry',
    `UPDATE programme_mode SET mode = 'LIVE'`,
    'DELETE FROM programme_mode',
    'DELETE FROM migrations',
  ])('may not %s', async (statement) => {
    const { app } = await asApp();
    await expect(app.query(statement)).rejects.toMatchObject({ code: '42501' });
  });
});
