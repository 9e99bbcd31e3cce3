import { runMigrations } from 'graphile-worker';
import type { DataSource } from 'typeorm';
import type { ProgrammeMode } from '../../schema/contracts/mode.ts';

/** Any number will do; all replicas of a house must use the same one, and other users of the database none. */
const MIGRATION_LOCK = 7_241_993_101;

/** The database belongs to another programme mode, so nothing in it may be touched. */
export class WrongModeError extends Error {
  override readonly name = 'WrongModeError';
}

/**
 * Brings the database up to date: the house's tables, the job queue, the mode stamp, and the app role's rights.
 * Replicas that start together wait for each other, since TypeORM itself takes no lock.
 * @throws WrongModeError when the database was made for another mode.
 */
export async function migrate(
  database: DataSource,
  options: { readonly url: string; readonly mode: ProgrammeMode; readonly appRole?: string },
): Promise<void> {
  const guard = database.createQueryRunner();
  await guard.connect();
  try {
    await guard.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await database.runMigrations();
    await runMigrations({ connectionString: options.url, logger: silent });
    await stampMode(database, options.mode);
    if (options.appRole !== undefined) await grantTo(database, options.appRole);
  } finally {
    await guard.query('SELECT pg_advisory_unlock($1)', [MIGRATION_LOCK]).catch(() => undefined);
    await guard.release();
  }
}

async function stampMode(database: DataSource, mode: ProgrammeMode): Promise<void> {
  await database.query('INSERT INTO programme_mode (only_row, mode) VALUES (true, $1) ON CONFLICT DO NOTHING', [mode]);
  const rows = await database.query<{ mode: string }[]>('SELECT mode FROM programme_mode');
  const stamped = rows[0]?.mode;
  if (stamped !== mode) {
    throw new WrongModeError(`This database was made for ${stamped} and the house was started for ${mode}; identifiers and money of two modes never meet.`);
  }
}

/** The app role reads and writes rows; it cannot change tables, so a flaw in a resolver cannot either. */
async function grantTo(database: DataSource, role: string): Promise<void> {
  const name = `"${role.replaceAll('"', '""')}"`;
  for (const schema of ['public', 'graphile_worker']) {
    await database.query(`GRANT USAGE ON SCHEMA ${schema} TO ${name}`);
    await database.query(`GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA ${schema} TO ${name}`);
    await database.query(`GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA ${schema} TO ${name}`);
    await database.query(`GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA ${schema} TO ${name}`);
  }
  await database.query(`REVOKE UPDATE, DELETE ON audit_entry FROM ${name}`);
}

const { Logger } = await import('graphile-worker');
const silent = new Logger(() => () => undefined);
