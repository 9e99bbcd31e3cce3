import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { addJob, startJobs } from '../../../subgraphs/kit/jobs.ts';
import type { JobPayload, Jobs, Task } from '../../../subgraphs/kit/jobs.ts';
import { actFor, actingFor } from '../../../subgraphs/kit/on-behalf.ts';
import { SourceUnavailableError } from '../../../subgraphs/kit/source-unavailable.ts';
import { keptLog, openKitDatabase } from './kit-database.ts';
import type { KitDatabase } from './kit-database.ts';

const SECRET = '1000000001';

let kit: KitDatabase;
let jobs: Jobs | null = null;
beforeAll(async () => {
  kit = await openKitDatabase();
});
afterAll(() => kit.close());
beforeEach(() => kit.database.query('TRUNCATE graphile_worker._private_jobs'));
afterEach(async () => {
  await jobs?.stop();
  jobs = null;
});

/** Runs the queue with one task, and gives what it was given, in order. */
async function working(task: Task = async () => undefined) {
  const ran: JobPayload[] = [];
  const { log, lines } = keptLog();
  jobs = await startJobs({
    url: kit.url,
    log,
    tasks: {
      tell: async (payload) => {
        ran.push(payload);
        await task(payload);
      },
    },
  });
  return { ran, lines };
}

async function eventually(done: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await done())) await new Promise((resolve) => setTimeout(resolve, 20));
}

interface Waiting { run_at: Date; attempts: number; last_error: string | null; payload: JobPayload; max_attempts: number; locked_at: Date | null }
const waiting = (): Promise<Waiting[]> => kit.database.query('SELECT * FROM graphile_worker._private_jobs ORDER BY id');
const add = (payload: JobPayload, options = {}): Promise<void> => kit.database.transaction((tx) => addJob(tx, 'tell', payload, options));
/** Lets a waiting retry come due at once. */
const hurry = (): Promise<unknown> => kit.database.query('UPDATE graphile_worker._private_jobs SET run_at = now() WHERE locked_at IS NULL');

describe('a job', () => {
  it('goes on for whoever caused it, through the jobs it adds, and is given nothing of it', async () => {
    const causes: (string | null)[] = [];
    const { ran } = await working(async (payload) => {
      causes.push(actingFor());
      if (payload['number'] === 1) await add({ number: 2 });
    });
    await actFor('officer (association)', () => add({ number: 1 }));
    await eventually(() => ran.length === 2);
    expect(ran).toEqual([{ number: 1 }, { number: 2 }]);
    expect(causes).toEqual(['officer (association)', 'officer (association)']);
  });

  it('is nobody\'s when time causes it, or when it is said to be', async () => {
    await actFor('officer (association)', async () => {
      await add({ number: 1 }, { runAt: new Date('2099-01-01T00:00:00Z') });
      await add({ number: 2 }, { runAt: new Date('2099-01-01T00:00:00Z'), cause: actingFor() });
      await add({ number: 3 }, { cause: null });
    });
    expect((await waiting()).map(({ payload }) => payload)).toEqual([{ number: 1 }, { number: 2, onBehalfOf: 'officer (association)' }, { number: 3 }]);
  });

  it('runs after the commit of its change, and never without it', async () => {
    const { ran } = await working();
    await expect(kit.database.transaction(async (tx) => {
      await addJob(tx, 'tell', { number: 0 });
      throw new Error('rolled back');
    })).rejects.toThrow('rolled back');
    await kit.database.transaction(async (tx) => {
      await addJob(tx, 'tell', { number: 1 });
      await new Promise((resolve) => setTimeout(resolve, 200));
      expect(ran).toEqual([]);
    });
    await eventually(() => ran.length > 0);
    expect(ran).toEqual([{ number: 1 }]);
    await eventually(async () => (await waiting()).length === 0);
  });

  it('is tried again when it fails, until it does not', async () => {
    let failures = 2;
    const { ran } = await working(async () => {
      failures -= 1;
      if (failures >= 0) throw new Error('not yet');
    });
    await add({ number: 1 });
    await eventually(async () => {
      await hurry();
      return (await waiting()).length === 0;
    });
    expect(ran).toEqual([{ number: 1 }, { number: 1 }, { number: 1 }]);
  });

  it('that failed keeps no message, in the queue or in the log', async () => {
    const { lines } = await working(async () => {
      throw Object.assign(new RangeError(`the row (${SECRET}) is wrong`), { code: '23505' });
    });
    await add({ number: 1 });
    await eventually(async () => (await waiting())[0]?.last_error != null);
    expect((await waiting())[0]).toMatchObject({ last_error: expect.stringContaining('RangeError 23505'), attempts: 1, max_attempts: 32_000 });
    expect(JSON.stringify(await waiting())).not.toContain(SECRET);
    expect(lines.join('')).not.toContain(SECRET);
    expect(lines.map((line) => JSON.parse(line) as Record<string, unknown>)).toMatchObject([{ task: 'tell', error: 'RangeError', code: '23505' }]);
  });

  it('that met a silent source says which', async () => {
    const { lines } = await working(() => Promise.reject(new SourceUnavailableError('graph', 'DEADLINE_EXCEEDED at thing')));
    await add({ number: 1 });
    await eventually(() => lines.length > 0);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ code: 'SOURCE_UNAVAILABLE', reason: 'graph: DEADLINE_EXCEEDED at thing' });
  });

  it('takes the place of a waiting one with its key', async () => {
    const later = new Date(Date.now() + 3_600_000);
    await add({ number: 1 }, { key: 'k', runAt: later });
    await add({ number: 2 }, { key: 'k' });
    await add({ number: 3 }, { key: 'other' });
    const { ran } = await working();
    await eventually(() => ran.length === 2);
    expect(ran.map((each) => each['number']).sort()).toEqual([2, 3]);
    await eventually(async () => (await waiting()).length === 0);
  });

  it('with a time waits for it', async () => {
    const later = new Date(Date.now() + 3_600_000);
    const { ran } = await working();
    await add({ number: 1 }, { runAt: later });
    await add({ number: 2 });
    await eventually(() => ran.length > 0);
    expect(ran).toEqual([{ number: 2 }]);
    await eventually(async () => (await waiting()).length === 1);
    expect((await waiting()).map((each) => each.run_at)).toEqual([later]);
    await hurry();
    await eventually(() => ran.length > 1);
    expect(ran[1]).toEqual({ number: 1 });
  });
});

describe('a job somebody holds', () => {
  const held = async (by: string): Promise<void> => {
    await add({ number: 1 });
    await kit.database.query(`UPDATE graphile_worker._private_jobs SET locked_by = $1, locked_at = now() - interval '1 minute', attempts = 1`, [by]);
  };

  it('who died is taken up by the next who starts', async () => {
    await held('pool-of-the-dead');
    const { ran, lines } = await working();
    await eventually(() => ran.length === 1);
    expect(lines.join('\n')).toContain('jobs of workers that died are taken up again');
    await eventually(async () => (await waiting()).length === 0);
  });

  it('who lives stays with them, however long they take', async () => {
    let finish = (): void => undefined;
    const { ran } = await working(() => new Promise((resolve) => (finish = resolve)));
    await add({ number: 1 });
    await eventually(() => ran.length === 1);
    await kit.database.query(`UPDATE graphile_worker._private_jobs SET locked_at = now() - interval '1 hour'`);
    const first = jobs;
    const second = await working();
    expect(second.lines.join('\n')).not.toContain('died');
    expect((await waiting()).map(({ locked_at }) => locked_at === null)).toEqual([false]);
    finish();
    await first?.stop();
    expect([ran.length, second.ran.length]).toEqual([1, 0]);
  });

  it('is freed while others run, when its holder is cut off from the database', async () => {
    const { ran } = await working();
    await held('pool-that-was-cut-off');
    await eventually(() => ran.length === 1);
  }, 15_000);
});

describe('stopping', () => {
  it('lets a running task end', async () => {
    let ended = false;
    let started = (): void => undefined;
    const running = new Promise<void>((resolve) => (started = resolve));
    await working(async () => {
      started();
      await new Promise((resolve) => setTimeout(resolve, 300));
      ended = true;
    });
    await add({ number: 1 });
    await running;
    await jobs?.stop();
    jobs = null;
    expect(ended).toBe(true);
    expect(await waiting()).toEqual([]);
  });
});
