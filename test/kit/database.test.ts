import { describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { createDatabase } from './database.ts';

async function query(url: string, statement: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(statement)).rows as unknown[];
  } finally {
    await client.end();
  }
}

describe('createDatabase', () => {
  it('gives every caller an own database, many at once', async () => {
    const databases = await Promise.all([1, 2, 3].map(() => createDatabase()));
    for (const { url } of databases) await query(url, 'create table own (n int)');
    expect(new Set(databases.map(({ url }) => url)).size).toBe(3);
    await Promise.all(databases.map(({ drop }) => drop()));
  });

  it('copies a template and leaves it unchanged', async () => {
    const template = await createDatabase();
    await query(template.url, 'create table word as select 1 as n');
    const copy = await createDatabase({ template: new URL(template.url).pathname.slice(1) });
    await query(copy.url, 'update word set n = 2');
    expect(await query(template.url, 'select n from word')).toEqual([{ n: 1 }]);
    await copy.drop();
    await template.drop();
  });

  it('drops a database somebody is still connected to', async () => {
    const database = await createDatabase();
    const client = new pg.Client({ connectionString: database.url });
    client.on('error', () => undefined);
    await client.connect();
    await database.drop();
    await expect(query(database.url, 'select 1')).rejects.toThrow('does not exist');
    await client.end();
  });
});
