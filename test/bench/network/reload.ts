import { readFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { atMost, reported } from '../measure.ts';
import type { Measure } from '../measure.ts';
import { INSURERS } from './network-world.ts';
import type { NetworkWorld } from './network-world.ts';

const SWAPS = 10;

/** How long a change of one of fifty insurers takes until it is served, and how long the event loop stands still for it. Versions begin at `from`. */
export async function measureReload(world: NetworkWorld, from: number, say: (line: string) => void): Promise<Measure[]> {
  const took: number[] = [];
  const blocked: number[] = [];
  const spent: number[] = [];
  for (let swap = 0; swap < SWAPS; swap += 1) {
    await pause(200);
    const delay = monitorEventLoopDelay({ resolution: 1 });
    delay.enable();
    const spentBefore = mainThreadMs();
    const begun = performance.now();
    await world.reload(swap % INSURERS, from + swap);
    took.push(performance.now() - begun);
    spent.push(mainThreadMs() - spentBefore);
    await pause(50);
    delay.disable();
    blocked.push(delay.max / 1e6);
    say(`swap ${swap + 1}: served after ${Math.round(took.at(-1) ?? 0)} ms, event loop blocked at most ${(blocked.at(-1) ?? 0).toFixed(1)} ms`);
  }
  return [
    atMost(`first composition of ${INSURERS} insurers after a start, planner ready, served`, world.firstMs, 'ms', 1_500),
    reported('the thread that composes started and warmed up beside it, before', world.warmMs, 'ms'),
    atMost(`a change among ${INSURERS} insurers composed, planner ready, served (worst of ${SWAPS})`, Math.max(...took), 'ms', 1_500),
    atMost(`event loop blocked by it (worst of ${SWAPS})`, Math.max(...blocked), 'ms', 50),
    reported(`CPU of the main thread for it (worst of ${SWAPS})`, Math.max(...spent), 'ms'),
  ];
}

/** What the main thread has computed so far. On a machine that others use, waiting for a processor looks like being blocked; this does not. */
function mainThreadMs(): number {
  try {
    return Number(readFileSync(`/proc/self/task/${process.pid}/schedstat`, 'utf8').split(' ')[0]) / 1e6;
  } catch {
    return Number.NaN;
  }
}
