import { createDatabase } from '../../kit/database.ts';
import { pino } from 'pino';
import type { Logger } from 'pino';
import type { DataSource, QueryRunner } from 'typeorm';
import type { Principal } from '../../../schema/contracts/identity.ts';
import { openDatabase } from '../../../subgraphs/kit/database.ts';
import { createFieldCipher } from '../../../subgraphs/kit/field-cipher.ts';
import { KIT_MIGRATIONS } from '../../../subgraphs/kit/kit-migrations.ts';
import { migrate } from '../../../subgraphs/kit/migrate.ts';
import type { RequestContext } from '../../../subgraphs/kit/request-context.ts';

/** A table for the tests' own rows. */
export class Things1700000000003 {
  name = 'Things1700000000003';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE TABLE thing (id text PRIMARY KEY, word text NOT NULL)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE thing');
  }
}

/** The kit's own, and the tests' table. */
export const THING_MIGRATIONS = [...KIT_MIGRATIONS, Things1700000000003];

export interface KitDatabase {
  readonly url: string;
  readonly database: DataSource;
  /** Every statement since the last call. */
  statements(): string[];
  close(): Promise<void>;
}

/** A migrated database of a house that has nothing but things. */
export async function openKitDatabase(): Promise<KitDatabase> {
  const { url, drop } = await createDatabase();
  let seen: string[] = [];
  const database = await openDatabase({ url, tables: [], migrations: THING_MIGRATIONS, onStatement: (sql) => void seen.push(sql) });
  await migrate(database, { url, mode: 'SANDBOX' });
  return {
    url,
    database,
    statements() {
      const since = seen;
      seen = [];
      return since;
    },
    async close() {
      await database.destroy();
      await drop();
    },
  };
}

/** Someone at some organisation. */
export function principal(more: Partial<Principal> = {}): Principal {
  return { subject: 'someone', organisation: 'org-1', roles: [], scopes: [], purpose: null, ...more };
}

export function contextFor(database: DataSource, who: Principal = principal()): RequestContext {
  return {
    database,
    graph: { ask: () => Promise.reject(new Error('these tests ask nobody')) },
    cipher: createFieldCipher(Buffer.alloc(32, 1)),
    mode: 'SANDBOX',
    log: pino({ enabled: false }),
    now: () => new Date('2026-03-01T09:00:00.123Z'),
    principal: who,
    locale: 'en',
    requestId: 'request-1',
  };
}

/** A log and the lines it wrote. */
export function keptLog(): { log: Logger; lines: string[] } {
  const lines: string[] = [];
  return { log: pino({ level: 'debug' }, { write: (line: string) => void lines.push(line) }), lines };
}

/** How many rows each of the kit's tables holds, with the things and the waiting jobs. */
export async function counts(database: DataSource): Promise<Record<string, number>> {
  const [row] = await database.query<Record<string, number>[]>(`SELECT
    (SELECT count(*)::int FROM thing) AS things,
    (SELECT count(*)::int FROM command_answer) AS answers,
    (SELECT count(*)::int FROM audit_entry) AS entries,
    (SELECT count(*)::int FROM graphile_worker.jobs) AS jobs`);
  return row as Record<string, number>;
}
