import type { Bench, Measure } from './measure.ts';
import { measureCalls } from './network/calls.ts';
import { measureHanging } from './network/hanging.ts';
import { openNetworkWorld } from './network/network-world.ts';
import { measureReload } from './network/reload.ts';
import { measureReloads } from './network/reloads-under-load.ts';
import { measureWithdrawal } from './network/withdrawal.ts';

/** What fifty insurers with subgraphs of their own cost the graph, and how soon one of them is out of it. */
export const bench: Bench = async (say, flags) => {
  const isQuick = flags.includes('--quick');
  const world = await openNetworkWorld();
  const measures: Measure[] = [];
  const sections: readonly (readonly [name: string, () => Promise<readonly Measure[]>])[] = [
    ['reload', () => measureReload(world, 2, say)],
    ['calls', () => measureCalls(world)],
    ['one hanging', () => measureHanging(world, isQuick ? 6 : 18, say)],
    ['reloads under load', () => measureReloads(world, 1_000, isQuick ? 20 : 200, say)],
    ['withdrawal', () => measureWithdrawal(isQuick ? 3 : 10, say)],
  ];
  try {
    for (const [name, measure] of sections) {
      const begun = performance.now();
      measures.push(...await measure());
      say(`— ${name}: ${Math.round((performance.now() - begun) / 1_000)} s`);
    }
    return measures;
  } finally {
    await world.close();
  }
};
