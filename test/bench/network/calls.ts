import { median, reported } from '../measure.ts';
import type { Measure } from '../measure.ts';
import { INSURERS } from './network-world.ts';
import type { NetworkWorld } from './network-world.ts';

const COVERS_EACH = 20;
const ROUNDS = 20;

/** How many calls one query over a thousand covers of fifty insurers makes. */
export async function measureCalls(world: NetworkWorld): Promise<Measure[]> {
  await world.ask(INSURERS, COVERS_EACH);
  await world.calls();
  const { data, errors } = await world.ask(INSURERS, COVERS_EACH);
  const calls = await world.calls();
  const answered = JSON.stringify(data).split('"cardNumber"').length - 1;
  if (errors !== undefined || answered !== INSURERS * COVERS_EACH) throw new Error(`${answered} covers were answered: ${errors?.[0]?.message}`);
  const made = calls.reduce((sum, count) => sum + count, 0);
  const took: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const begun = performance.now();
    await world.ask(INSURERS, COVERS_EACH);
    took.push(performance.now() - begun);
  }
  return [
    { measure: `calls of a query over ${answered} covers of ${INSURERS} insurers`, value: made, unit: 'calls', demand: `= ${INSURERS}, one each`, holds: calls.length === INSURERS && calls.every((count) => count === 1) },
    reported('the same query, median', median(took), 'ms'),
  ];
}
