import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';

export interface TestDatabase {
  readonly url: string;
  /** Removes the database, cutting off whoever is still connected. */
  drop(): Promise<void>;
}

/** A fresh database of its own name on the test server; `template` names a database to copy instead of an empty one. */
export async function createDatabase(options: { template?: string } = {}): Promise<TestDatabase> {
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  const template = options.template === undefined ? '' : ` template ${pg.escapeIdentifier(options.template)}`;
  await asAdmin(`create database ${name}${template}`);
  const url = new URL(adminUrl());
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => drop(name) };
}

function adminUrl(): string {
  const url = process.env['WASQ_TEST_POSTGRES'];
  if (!url) throw new Error('WASQ_TEST_POSTGRES is not set: run the tests with npm test, which starts a server.');
  return url;
}

/** How long those who have said goodbye may take to go. */
const GOODBYE_MS = 2_000;

/** A pool is ended before its connections are: one that is cut off on its way out ends the process that no longer listens. */
async function drop(name: string): Promise<void> {
  const patience = Date.now() + GOODBYE_MS;
  while (Date.now() < patience && (await asAdmin('select 1 from pg_stat_activity where datname = $1', [name])) > 0) await pause(20);
  await asAdmin(`drop database if exists ${name} with (force)`);
}

async function asAdmin(statement: string, values: readonly string[] = []): Promise<number> {
  const client = new pg.Client({ connectionString: adminUrl() });
  await client.connect();
  try {
    return (await client.query(statement, [...values])).rowCount ?? 0;
  } finally {
    await client.end();
  }
}
