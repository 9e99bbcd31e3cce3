import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { startJobLanes } from '../../../subgraphs/kit/job-lanes.ts';
import { addJob } from '../../../subgraphs/kit/jobs.ts';
import type { Jobs } from '../../../subgraphs/kit/jobs.ts';
import { keptLog, openKitDatabase } from './kit-database.ts';
import type { KitDatabase } from './kit-database.ts';

let kit: KitDatabase;
let jobs: Jobs | null = null;
let release: () => void = () => undefined;
beforeAll(async () => {
  kit = await openKitDatabase();
});
afterAll(() => kit.close());
afterEach(async () => {
  release();
  await jobs?.stop();
});

const add = (task: string): Promise<void> => kit.database.transaction((tx) => addJob(tx, task, {}));

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 20));
}

describe('an urgent task', () => {
  it('is begun though long ones have taken every worker, and others wait', async () => {
    const released = new Promise<void>((resolve) => (release = resolve));
    const ran: string[] = [];
    let long = 0;
    jobs = await startJobLanes({
      url: kit.url,
      log: keptLog().log,
      timed: [],
      urgent: ['urgent'],
      tasks: {
        async long() {
          long += 1;
          await released;
        },
        urgent: async () => void ran.push('urgent'),
        usual: async () => void ran.push('usual'),
      },
    });
    for (let each = 0; each < 5; each += 1) await add('long');
    await until(() => long === 4);
    await add('usual');
    await add('urgent');
    await until(() => ran.length > 0);
    expect(ran).toEqual(['urgent']);
    expect(long).toBe(4);
    release();
    await until(() => ran.length === 2 && long === 5);
    expect(ran).toEqual(['urgent', 'usual']);
  }, 60_000);
});
