import { Client } from 'pg';
import type { Logger } from 'pino';

/** Any number will do, as long as no other two-part advisory lock of the house has it. */
const PRESENCE = 724_199_310;

/** How often the jobs of the dead are looked for. */
const EVERY_MS = 5_000;

/** A pool that has just begun may hold a job a moment before its lock is there. */
const GRACE = "interval '2 seconds'";

export interface WorkerPresence {
  close(): Promise<void>;
}

/**
 * Says for as long as it is open that this pool of workers lives, by a lock of a session of its own, and frees the
 * jobs of pools that hold theirs no more: killed, or cut off. The queue alone would hold such jobs for four hours.
 */
export async function keepPresence(options: { readonly url: string; readonly poolId: string; readonly log: Logger }): Promise<WorkerPresence> {
  const { url, poolId, log } = options;
  let session: Client | null = null;

  async function presentSession(): Promise<Client> {
    if (session !== null) return session;
    const client = new Client({ connectionString: url, keepAlive: true });
    const lost = (): void => {
      if (session === client) session = null;
    };
    client.on('error', lost);
    client.on('end', lost);
    await client.connect();
    await client.query('SELECT pg_advisory_lock($1, hashtext($2))', [PRESENCE, poolId]);
    session = client;
    return client;
  }

  async function freeJobsOfTheDead(): Promise<void> {
    const client = await presentSession();
    // The lock of the dead is taken for this statement alone. Our own would be given to us as well, so we leave it out.
    const { rows } = await client.query<{ pools: string[] | null }>(
      `SELECT array_agg(locked_by) AS pools FROM (
         SELECT DISTINCT locked_by FROM graphile_worker._private_jobs
         WHERE locked_by IS NOT NULL AND locked_by <> $2 AND locked_at < now() - ${GRACE}
         UNION
         SELECT DISTINCT locked_by FROM graphile_worker._private_job_queues
         WHERE locked_by IS NOT NULL AND locked_by <> $2 AND locked_at < now() - ${GRACE}
       ) AS holders
       WHERE pg_try_advisory_xact_lock($1, hashtext(locked_by))`,
      [PRESENCE, poolId],
    );
    const dead = rows[0]?.pools ?? null;
    if (dead === null) return;
    log.warn({ pools: dead.length }, 'jobs of workers that died are taken up again');
    await client.query('SELECT graphile_worker.force_unlock_workers($1)', [dead]);
  }

  let turn: Promise<void> = freeJobsOfTheDead();
  await turn;
  const timer = setInterval(() => {
    turn = turn.then(freeJobsOfTheDead).catch((error: unknown) => {
      log.warn({ code: error instanceof Error && 'code' in error ? error.code : null }, 'jobs of workers that died could not be looked for');
    });
  }, EVERY_MS);
  return {
    async close() {
      clearInterval(timer);
      await turn;
      await session?.end();
    },
  };
}
