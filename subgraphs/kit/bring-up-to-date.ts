import type { EntitySchema } from 'typeorm';
import type { ProgrammeMode } from '../../schema/contracts/mode.ts';
import { openDatabase } from './database.ts';
import type { Migration } from './database.ts';
import { migrate } from './migrate.ts';

/** Migrates a house's database. The connection that may change tables lives only as long as the migrations. @throws WrongModeError */
export async function bringUpToDate(
  tables: readonly EntitySchema[],
  migrations: readonly Migration[],
  options: { readonly databaseUrl: string; readonly migratorUrl?: string; readonly mode: ProgrammeMode },
): Promise<void> {
  const url = options.migratorUrl ?? options.databaseUrl;
  const database = await openDatabase({ url, tables, migrations, poolSize: 2 });
  try {
    const appRole = decodeURIComponent(new URL(options.databaseUrl).username);
    await migrate(database, { url, mode: options.mode, ...(url === options.databaseUrl ? {} : { appRole }) });
  } finally {
    await database.destroy();
  }
}
