import type { Logger } from 'pino';
import { startJobs } from './jobs.ts';
import type { Jobs, Task, TimedTask } from './jobs.ts';

/** At once, of those that cannot wait; each holds a connection. */
const URGENT_AT_ONCE = 2;

/**
 * Runs a house's jobs. Urgent tasks have workers of their own beside those that do everything: when long tasks have
 * taken all of these, what is urgent is still begun at once.
 */
export async function startJobLanes({ urgent, ...all }: {
  readonly url: string;
  readonly tasks: Readonly<Record<string, Task>>;
  readonly timed: readonly TimedTask[];
  /** Names of tasks. */
  readonly urgent: readonly string[];
  readonly log: Logger;
}): Promise<Jobs> {
  const { url, log, tasks } = all;
  const whole = await startJobs(all);
  if (urgent.length === 0) return whole;
  const some = Object.fromEntries(Object.entries(tasks).filter(([name]) => urgent.includes(name)));
  const fast = await startJobs({ url, log, tasks: some, concurrency: URGENT_AT_ONCE }).catch(async (error: unknown) => {
    await whole.stop();
    throw error;
  });
  return {
    async stop() {
      await Promise.all([whole.stop(), fast.stop()]);
    },
  };
}
