import { readFileSync, writeFileSync } from 'node:fs';
import type { Principal } from '../../../schema/contracts/identity.ts';
import type { FakeWorld } from './fake-graph.ts';
import { openTestHouse } from './test-house.ts';

/** What a house that is about to be killed does: one mutation, and dies as it sends a statement. */
export interface KilledRun {
  readonly url: string;
  readonly worldFile: string;
  readonly as: Principal;
  readonly mutation: string;
  readonly input: Record<string, unknown>;
  readonly selection: string;
  /** Beginning of the statement at which the process is killed. */
  readonly killAt: string;
}

const run = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as KilledRun;
const world = JSON.parse(readFileSync(run.worldFile, 'utf8')) as FakeWorld;
const test = await openTestHouse({
  url: run.url,
  world,
  onStatement: (sql) => {
    if (sql.trimStart().startsWith(run.killAt)) process.kill(process.pid, 'SIGKILL');
  },
});
test.afterAsk = () => writeFileSync(run.worldFile, JSON.stringify(world));
await test.tell(run.as, run.mutation, run.input, run.selection);
process.exit(0);
