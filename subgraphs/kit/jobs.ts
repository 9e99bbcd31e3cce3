import { EventEmitter } from 'node:events';
import { Logger as WorkerLogger, parseCronItems, run } from 'graphile-worker';
import type { WorkerEvents } from 'graphile-worker';
import { Pool } from 'pg';
import type { Logger } from 'pino';
import type { EntityManager } from 'typeorm';
import { framesOf } from './mask-errors.ts';
import { actFor, actingFor } from './on-behalf.ts';
import { SourceUnavailableError } from './source-unavailable.ts';
import { keepPresence } from './worker-presence.ts';

/** What a job is given: plain JSON, without personal data, since the queue is read by operators. */
export type JobPayload = Readonly<Record<string, unknown>>;

/** A task throws to be tried again later; it must be safe to run twice. */
export type Task = (payload: JobPayload) => Promise<void>;

export interface JobOptions {
  /** Not before this instant; a deadline is a job with a time. */
  readonly runAt?: Date;
  /** A later job with the same key takes the place of this one while it waits. */
  readonly key?: string;
  /** Jobs of one queue run one after another, wherever; those that wait hold no worker. */
  readonly queue?: string;
  /** Whose work it goes on with. Left out: whoever caused what runs now, but for a deadline, which comes for nobody. */
  readonly cause?: string | null;
}

/** Where a job keeps it. Not among what a task is given: a task does nothing by it. */
const CAUSE = 'onBehalfOf';

/** Practically for ever: what must be told is told until it is answered. */
const ATTEMPTS = 32_000;

/**
 * Adds a job inside the caller's transaction, so that nothing is done that did not happen and nothing that happened
 * goes undone.
 */
export async function addJob(tx: EntityManager, task: string, payload: JobPayload, options: JobOptions = {}): Promise<void> {
  const cause = options.cause === undefined ? (options.runAt === undefined ? actingFor() : null) : options.cause;
  await tx.query(
    `SELECT graphile_worker.add_job($1, $2::json, run_at => $3::timestamptz, job_key => $4, max_attempts => $5, queue_name => $6)`,
    [task, JSON.stringify(cause === null ? payload : { ...payload, [CAUSE]: cause }), options.runAt ?? null, options.key ?? null, ATTEMPTS, options.queue ?? null],
  );
}

export interface Jobs {
  /** Lets running tasks end, then frees the connections. */
  stop(): Promise<void>;
}

/** A task of the house at fixed times: `cron` is minute hour day month weekday, in UTC. */
export interface TimedTask {
  readonly task: string;
  readonly cron: string;
  /** Also once when the house starts, for what a crash may have left behind. */
  readonly atStart?: boolean;
}

/** Runs the house's jobs in this process. Several replicas share one queue; each job runs in one of them. */
export async function startJobs(options: {
  readonly url: string;
  readonly tasks: Readonly<Record<string, Task>>;
  readonly timed?: readonly TimedTask[];
  readonly log: Logger;
  readonly concurrency?: number;
}): Promise<Jobs> {
  const events: WorkerEvents = new EventEmitter();
  let poolId = '';
  events.once('pool:create', ({ workerPool }) => (poolId = workerPool.id));
  const pool = createPool(options.url, options.log);
  const runner = await run({
    events,
    pgPool: pool,
    concurrency: options.concurrency ?? 4,
    pollInterval: 1_000,
    noHandleSignals: true,
    parsedCronItems: parseCronItems((options.timed ?? []).map(({ task, cron }) => ({ task, match: cron, options: { backfillPeriod: 0 } }))),
    logger: quietLogger(options.log),
    // Without batches the library does not wait for what became of the last jobs: a clean stop would leave them locked
    // for four hours.
    preset: { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } },
    taskList: Object.fromEntries(
      Object.entries(options.tasks).map(([name, task]) => [name, (payload: unknown) => runTask(name, task, payload, options.log)]),
    ),
  }).catch(async (error: unknown) => {
    await pool.end();
    throw error;
  });
  const presence = await keepPresence({ url: options.url, poolId, log: options.log }).catch(async (error: unknown) => {
    await runner.stop();
    await pool.end();
    throw error;
  });
  for (const { task, atStart } of options.timed ?? []) if (atStart === true) await runner.addJob(task, {}, { jobKey: `at-start:${task}` });
  return {
    async stop() {
      await runner.stop();
      await presence.close();
      await pool.end();
    },
  };
}

/**
 * The queue's connections. The library would end a pool of its own without waiting, its listeners already gone, and a
 * server that stops just then would end the process by an error nobody listens to.
 */
function createPool(url: string, log: Logger): Pool {
  const pool = new Pool({ connectionString: url, max: 6 });
  const lost = (error: Error): void => log.warn({ code: 'code' in error ? error.code : null }, 'the job queue lost a connection');
  pool.on('error', lost);
  pool.on('connect', (client) => void client.on('error', lost));
  return pool;
}

/**
 * A failed attempt is logged here and thrown on without its message: the queue keeps the text in a table and logs it,
 * and a database's message quotes the row it refused.
 */
async function runTask(name: string, task: Task, payload: unknown, log: Logger): Promise<void> {
  try {
    const { [CAUSE]: cause, ...own } = payload as JobPayload;
    await actFor(typeof cause === 'string' ? cause : null, () => task(own));
  } catch (error) {
    const kind = error instanceof Error ? error.name : 'no error';
    const code = error instanceof Error && 'code' in error ? String(error.code) : null;
    const reason = error instanceof SourceUnavailableError ? error.message : null;
    log.warn({ task: name, error: kind, code, reason, stack: error instanceof Error ? framesOf(error) : [] }, 'a job failed and will be tried again');
    throw new Error([kind, code, reason].filter((part) => part !== null).join(' '));
  }
}

/** The library's own chatter is not worth a line, its errors are; a failed task has been logged already. */
function quietLogger(log: Logger): WorkerLogger {
  return new WorkerLogger(() => (level, message, meta) => {
    if (level === 'error' && meta?.['failure'] !== true) log.error({ jobs: message }, 'the job queue has an error');
  });
}
