import { pino } from 'pino';
import type { DataSource } from 'typeorm';
import { openDatabase } from '../../../../subgraphs/kit/database.ts';
import { createFieldCipher } from '../../../../subgraphs/kit/field-cipher.ts';
import { KIT_MIGRATIONS } from '../../../../subgraphs/kit/kit-migrations.ts';
import { migrate } from '../../../../subgraphs/kit/migrate.ts';
import type { HouseServices } from '../../../../subgraphs/kit/request-context.ts';
import { MIGRATIONS } from '../../../../subgraphs/regulation/store/migrations.ts';
import { TABLES } from '../../../../subgraphs/regulation/store/tables.ts';
import { createDatabase } from '../../../kit/database.ts';
import { FollowedWorld } from './followed-world.ts';

export interface ModelHouse {
  readonly services: HouseServices;
  readonly database: DataSource;
  readonly world: FollowedWorld;
  close(): Promise<void>;
}

/** What the jobs of the read model need: a database of the regulation house, and two houses to follow. */
export async function openModelHouse(now = new Date('2026-03-01T09:00:00.000Z')): Promise<ModelHouse> {
  const { url, drop } = await createDatabase();
  const database = await openDatabase({ url, tables: TABLES, migrations: [...KIT_MIGRATIONS, ...MIGRATIONS] });
  await migrate(database, { url, mode: 'SANDBOX' });
  const world = new FollowedWorld();
  const services: HouseServices = {
    database, graph: world.graph, cipher: createFieldCipher(Buffer.alloc(32, 7)), mode: 'SANDBOX', log: pino({ level: 'silent' }), now: () => now,
  };
  return {
    services, database, world,
    async close() {
      await database.destroy();
      await drop();
    },
  };
}
