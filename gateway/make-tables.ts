import type { ProgrammeMode } from '../schema/contracts/mode.ts';
import { MIGRATIONS as ASSOCIATIONS_MIGRATIONS } from '../subgraphs/associations/store/migrations.ts';
import { TABLES as ASSOCIATIONS_TABLES } from '../subgraphs/associations/store/tables.ts';
import { MIGRATIONS as INSURERS_MIGRATIONS } from '../subgraphs/insurers/store/migrations.ts';
import { TABLES as INSURERS_TABLES } from '../subgraphs/insurers/store/tables.ts';
import { bringUpToDate } from '../subgraphs/kit/bring-up-to-date.ts';
import { KIT_MIGRATIONS } from '../subgraphs/kit/kit-migrations.ts';
import { MIGRATIONS as REGULATION_MIGRATIONS } from '../subgraphs/regulation/store/migrations.ts';
import { TABLES as REGULATION_TABLES } from '../subgraphs/regulation/store/tables.ts';
import type { HouseDatabase } from './embedded/house-databases.ts';

/** Makes the three houses' tables before any of the houses stands, for whoever fills them while nobody looks. @throws WrongModeError */
export async function makeTables(databases: ReadonlyMap<string, HouseDatabase>, mode: ProgrammeMode): Promise<void> {
  await Promise.all(Object.entries(TABLES_OF).map(async ([house, { tables, migrations }]) => {
    const database = databases.get(house);
    if (database === undefined) throw new Error(`The ${house} house has no database.`);
    await bringUpToDate(tables, [...KIT_MIGRATIONS, ...migrations], { databaseUrl: database.appUrl, migratorUrl: database.migratorUrl, mode });
  }));
}

const TABLES_OF = {
  associations: { tables: ASSOCIATIONS_TABLES, migrations: ASSOCIATIONS_MIGRATIONS },
  regulation: { tables: REGULATION_TABLES, migrations: REGULATION_MIGRATIONS },
  insurers: { tables: INSURERS_TABLES, migrations: INSURERS_MIGRATIONS },
};
