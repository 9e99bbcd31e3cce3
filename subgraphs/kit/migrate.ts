import { Logger, runMigrations } from 'graphile-worker';
import type { DataSource, EntityManager } from 'typeorm';
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
 * @throws WrongModeError when the database was made for another mode; it is then left as it was.
 */
export async function migrate(
  database: DataSource,
  options: { readonly url: string; readonly mode: ProgrammeMode; readonly appRole?: string },
): Promise<void> {
  const guard = database.createQueryRunner();
  await guard.connect();
  try {
    // The pool's lock_timeout is meant for rows; a replica waits as long as another one's migrations take.
    await guard.query('SET lock_timeout = 0');
    await guard.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await refuseOtherMode(database, options.mode);
    await database.runMigrations();
    await runMigrations({ connectionString: options.url, logger: silent });
    await database.query('INSERT INTO programme_mode (only_row, mode) VALUES (true, $1) ON CONFLICT DO NOTHING', [options.mode]);
    const { appRole } = options;
    if (appRole !== undefined) await database.transaction((tx) => grantTo(tx, appRole));
  } finally {
    await guard.query('SELECT pg_advisory_unlock($1)', [MIGRATION_LOCK]).catch(() => undefined);
    await guard.query('RESET lock_timeout').catch(() => undefined);
    await guard.release();
  }
}

async function refuseOtherMode(database: DataSource, mode: ProgrammeMode): Promise<void> {
  const made = await database.query<{ made: boolean }[]>("SELECT to_regclass('programme_mode') IS NOT NULL AS made");
  if (made[0]?.made !== true) return;
  const rows = await database.query<{ mode: string }[]>('SELECT mode FROM programme_mode');
  const stamped = rows[0]?.mode;
  if (stamped !== undefined && stamped !== mode) {
    throw new WrongModeError(`This database was made for ${stamped} and the house was started for ${mode}; identifiers and money of two modes never meet.`);
  }
}

/** Tables that say what the database is; a row changed there would undo a promise. */
const ONLY_READ = ['migrations', 'programme_mode'];

/**
 * The app role reads and writes rows; it cannot change tables, so a flaw in a resolver cannot either. In one
 * transaction, so that a house that is already running never sees a right that is about to be taken back.
 */
async function grantTo(tx: EntityManager, role: string): Promise<void> {
  const name = quote(role);
  const schemas = await tx.query<{ nspname: string }[]>(
    `SELECT nspname FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'`,
  );
  for (const schema of schemas.map(({ nspname }) => quote(nspname))) {
    await tx.query(`GRANT USAGE ON SCHEMA ${schema} TO ${name}`);
    await tx.query(`GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA ${schema} TO ${name}`);
    await tx.query(`GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA ${schema} TO ${name}`);
    await tx.query(`GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA ${schema} TO ${name}`);
  }
  for (const table of await recordsIn(tx)) await tx.query(`REVOKE UPDATE, DELETE ON ${table} FROM ${name}`);
  for (const table of ONLY_READ) await tx.query(`REVOKE INSERT, UPDATE, DELETE ON ${table} FROM ${name}`);
  await openQueueTo(tx, role);
}

/** Tables whose rows are added and never changed: the trigger that refuses it says which they are. */
async function recordsIn(tx: EntityManager): Promise<string[]> {
  const found = await tx.query<{ table: string }[]>(
    `SELECT DISTINCT tgrelid::regclass::text AS "table" FROM pg_trigger WHERE tgfoid = to_regproc('refuse_change_of_record')`,
  );
  return found.map(({ table }) => table);
}

/**
 * The queue's tables have row level security without a policy: whoever does not own them sees no row and adds none.
 * A table that is open already is left alone: a policy is changed under a lock that waits for every running job.
 */
async function openQueueTo(tx: EntityManager, role: string): Promise<void> {
  const name = quote(role);
  const tables = await tx.query<{ relname: string }[]>(
    `SELECT relname FROM pg_class WHERE relnamespace = 'graphile_worker'::regnamespace AND relkind = 'r' AND relrowsecurity
     AND NOT EXISTS (SELECT 1 FROM pg_policy WHERE polrelid = pg_class.oid AND polname = 'house_runs_jobs' AND polroles = ARRAY[$1::regrole::oid])`,
    [name],
  );
  for (const { relname } of tables) {
    const table = `graphile_worker.${quote(relname)}`;
    await tx.query(`DROP POLICY IF EXISTS house_runs_jobs ON ${table}`);
    await tx.query(`CREATE POLICY house_runs_jobs ON ${table} TO ${name} USING (true) WITH CHECK (true)`);
  }
}

function quote(identifier: string): string {
  return `"${identifier.replaceAll('"', '""')}"`;
}

const silent = new Logger(() => () => undefined);
