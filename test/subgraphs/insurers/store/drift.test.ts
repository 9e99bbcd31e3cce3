import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { openDatabase } from '../../../../subgraphs/kit/database.ts';
import { KIT_MIGRATIONS } from '../../../../subgraphs/kit/kit-migrations.ts';
import { MIGRATIONS } from '../../../../subgraphs/insurers/store/migrations.ts';
import { TABLES } from '../../../../subgraphs/insurers/store/tables.ts';
import { createDatabase } from '../../../kit/database.ts';
import type { TestDatabase } from '../../../kit/database.ts';

let database: TestDatabase;
let source: DataSource;

beforeAll(async () => {
  database = await createDatabase();
  source = await openDatabase({ url: database.url, tables: TABLES, migrations: [...KIT_MIGRATIONS, ...MIGRATIONS] });
});

afterAll(async () => {
  await source.destroy();
  await database.drop();
});

describe('tables of the insurers house', () => {
  it('are what the migrations make, and the migrations can be undone', async () => {
    await source.runMigrations();
    const { upQueries } = await source.driver.createSchemaBuilder().log();
    expect(upQueries.map(({ query }) => query)).toEqual([]);
    for (const _ of MIGRATIONS) await source.undoLastMigration();
    const left = await source.query<{ table_name: string }[]>(`SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'`);
    expect(left.map(({ table_name }) => table_name)).not.toContain('bid');
  });
});
