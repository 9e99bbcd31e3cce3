import { setTimeout as pause } from 'node:timers/promises';
import { median, quantile, reported } from '../measure.ts';
import type { Measure } from '../measure.ts';
import { INSURERS } from './network-world.ts';
import type { NetworkWorld } from './network-world.ts';

const ROUND_MS = 6_000;
/**
 * Between two questions of a kind: so that the load is the same whether they are answered or not, and so little that no
 * question waits for the processor behind another, which would measure the machine.
 */
const EVERY_MS = 200;
const COVERS_EACH = 2;
const SHARE = 0.99;
/** Rounds of either kind that are compared with one another: a burst of something else spoils one group and not the median. */
const GROUP = 6;

/**
 * How long a query over the first 49 insurers takes while others ask about all fifty at the same time, with the fiftieth
 * answering and hanging in turn: A B B A, so that what else the machine does falls on both alike.
 */
export async function measureHanging(world: NetworkWorld, rounds: number, say: (line: string) => void): Promise<Measure[]> {
  const groups: { readonly well: number[]; readonly hanging: number[] }[] = [];
  let lost = 0;
  for (let round = 0; round < rounds * 2; round += 1) {
    if (round % (2 * GROUP) === 0) groups.push({ well: [], hanging: [] });
    const took = groups.at(-1) ?? { well: [], hanging: [] };
    const kind = round % 4 === 0 || round % 4 === 3 ? 'well' : 'hanging';
    await world.hang(kind === 'well' ? null : INSURERS - 1);
    // It rests for a while after it has hung.
    while (kind === 'well' && (await world.ask(INSURERS, COVERS_EACH)).errors !== undefined) await pause(200);
    const asked: Promise<unknown>[] = [];
    const end = performance.now() + ROUND_MS;
    while (performance.now() < end) {
      asked.push(world.ask(INSURERS, COVERS_EACH));
      await pause(EVERY_MS / 2);
      const begun = performance.now();
      asked.push(world.ask(INSURERS - 1, COVERS_EACH).then(({ errors }) => {
        took[kind].push(performance.now() - begun);
        if (errors !== undefined) lost += 1;
      }));
      await pause(EVERY_MS / 2);
    }
    await Promise.all(asked);
  }
  await world.hang(null);
  const each = (kind: 'well' | 'hanging', share: number): number[] => groups.map((group) => quantile(group[kind], share));
  const [well, hanging] = [each('well', SHARE), each('hanging', SHARE)];
  const ratio = median(hanging.map((ms, group) => ms / (well[group] as number)));
  say(`${groups.length} groups of ${groups[0]?.well.length} and ${groups[0]?.hanging.length} queries, all well and one hanging; p50 ${median(each('well', 0.5)).toFixed(1)} and ${median(each('hanging', 0.5)).toFixed(1)} ms`);
  return [
    reported('p99 of the other 49, all well, median of groups', median(well), 'ms'),
    reported('p99 of the other 49, one hanging, median of groups', median(hanging), 'ms'),
    { measure: 'p99 with one hanging against without, median of groups', value: Number(ratio.toPrecision(4)), unit: 'times', demand: '<= 1.1', holds: ratio <= 1.1 },
    { measure: 'errors in what the other 49 answered', value: lost, unit: 'queries', demand: '= 0', holds: lost === 0 },
  ];
}
