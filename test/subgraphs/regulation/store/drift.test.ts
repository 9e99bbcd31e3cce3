import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { openDatabase } from '../../../../subgraphs/kit/database.ts';
import { KIT_MIGRATIONS } from '../../../../subgraphs/kit/kit-migrations.ts';
import { MIGRATIONS } from '../../../../subgraphs/regulation/store/migrations.ts';
import { TABLES } from '../../../../subgraphs/regulation/store/tables.ts';
import { createDatabase } from '../../../kit/database.ts';
import type { TestDatabase } from '../../../kit/database.ts';

describe('the tables', () => {
  let test: TestDatabase;
  let database: DataSource;

  beforeAll(async () => {
    test = await createDatabase();
    database = await openDatabase({ url: test.url, tables: TABLES, migrations: [...KIT_MIGRATIONS, ...MIGRATIONS] });
    await database.runMigrations();
  });

  afterAll(async () => {
    await database.destroy();
    await test.drop();
  });

  it('are as the entities say', async () => {
    const { upQueries } = await database.driver.createSchemaBuilder().log();
    expect(upQueries.map(({ query }) => query)).toEqual([]);
  });

  it('go away as they came', async () => {
    for (const _ of MIGRATIONS) await database.undoLastMigration();
    const left = await database.query<unknown[]>(`SELECT 1 FROM information_schema.tables WHERE table_schema NOT IN ('pg_catalog', 'information_schema')
        AND table_name NOT IN ('migrations', 'programme_mode', 'audit_entry', 'command_answer')`);
    expect(left).toEqual([]);
    await database.runMigrations();
  });
});
