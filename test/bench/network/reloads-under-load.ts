import { setTimeout as pause } from 'node:timers/promises';
import { reported } from '../measure.ts';
import type { Measure } from '../measure.ts';
import { grown, heapClasses } from './heap-classes.ts';
import type { HeapClasses } from './heap-classes.ts';
import { INSURERS } from './network-world.ts';
import type { NetworkWorld } from './network-world.ts';

/** Until caches are full and code is compiled. */
const WARM_UP = 10;
const COVERS_EACH = 2;
/** Timers of connections are let go on the client's next tick, which is within a second: what still stands before it is no leak. */
const TICKS_MS = 3_000;

/** So many reloads while the graph is asked, and what they leave behind. Versions begin at `from`. */
export async function measureReloads(world: NetworkWorld, from: number, reloads: number, say: (line: string) => void): Promise<Measure[]> {
  let asked = 0;
  let failed = 0;
  let over = false;
  async function load(): Promise<void> {
    while (!over) {
      const { errors } = await world.ask(INSURERS, COVERS_EACH);
      asked += 1;
      if (errors !== undefined) failed += 1;
      await pause(50);
    }
  }
  async function reload(count: number, version: number): Promise<void> {
    const loads = [load(), load()];
    for (let turn = 0; turn < count; turn += 1) await world.reload(turn % INSURERS, version + turn);
    over = true;
    await Promise.all(loads);
    over = false;
  }

  await reload(WARM_UP, from);
  await pause(TICKS_MS);
  const heaps = [await heapClasses()];
  const rssBefore = process.memoryUsage().rss;
  const begun = performance.now();
  const half = reloads / 2;
  for (const done of [0, half]) {
    await reload(half, from + WARM_UP + done);
    say(`${done + half} reloads after ${Math.round((performance.now() - begun) / 1_000)} s, ${asked} queries meanwhile`);
    await pause(TICKS_MS);
    heaps.push(await heapClasses());
  }
  const [before, middle, after] = heaps as [HeapClasses, HeapClasses, HeapClasses];
  // Whatever a reload leaves behind is there as often as there were reloads; half of that is beyond chance. What a cache
  // or a pool takes on its way to being full it takes once, and not as often again in the second half.
  const [first, second] = [grown(before, middle, Math.ceil(half / 2)), grown(middle, after, Math.ceil(half / 2))];
  const once = new Set(first.map(({ name }) => name));
  const left = second.filter(({ name }) => once.has(name));
  for (const { name, more } of [...first, ...second].slice(0, 20)) say(`more by ${more} in one half: ${name}`);
  return [
    { measure: `failed of ${asked} queries during ${WARM_UP + reloads} reloads`, value: failed, unit: 'queries', demand: '= 0', holds: failed === 0 },
    { measure: `classes that grew by one in two reloads or more in either half, of ${after.size}`, value: left.length, unit: 'classes', demand: '= 0', holds: left.length === 0 },
    reported('growth of the process meanwhile, threads and all', (process.memoryUsage().rss - rssBefore) / (1 << 20), 'MB'),
  ];
}
