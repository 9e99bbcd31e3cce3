import { compareAll } from '../supergraph/world/differential.ts';
import { atLeast, reported } from './measure.ts';
import type { Bench } from './measure.ts';

const SEED = Number(process.env.DIFFERENTIAL_SEED ?? Date.now() % 1_000_000_000);
const SECONDS = Number(process.env.DIFFERENTIAL_SECONDS ?? 300);
const OPERATIONS = Number(process.env.DIFFERENTIAL_OPERATIONS ?? 10_000);
/** Making a supergraph takes as long as many operations over it. */
const OF_A_WORLD = 40;

/** The differential test as a fuzzer. It ends with its operations, its time or a difference, which is shrunk and thrown. */
export const bench: Bench = async (say, flags) => {
  const wanted = flags.includes('--quick') ? 1_000 : OPERATIONS;
  say(`seed ${SEED}, ${wanted} operations in at most ${SECONDS} s`);
  const compared = await compareAll({
    worlds: Math.ceil(wanted / OF_A_WORLD), operations: OF_A_WORLD, seed: SEED, seconds: SECONDS, throughTheDoorOneIn: 6, byApolloOneIn: 10,
    onWorld: ({ worlds, operations }) => { if (worlds % 50 === 0) say(`${operations} operations, ${Math.round(process.uptime())} s`); },
  });
  const { user, system } = process.cpuUsage();
  for (const [code, count] of compared.apolloSilent) say(`where Apollo's executor tells nothing, we tell ${code} ${count} times`);
  return [
    atLeast('operations compared, without a difference', compared.operations, 'operations', wanted),
    reported('supergraphs', compared.worlds, 'supergraphs'),
    reported('answered by the quick way', compared.quick, 'operations'),
    reported('with errors in the right answer', compared.withErrors, 'operations'),
    reported('through the door, subgraphs in the process', compared.local, 'operations'),
    reported('through the door, subgraphs over HTTP', compared.http, 'operations'),
    reported('run by Apollo\'s executor too', compared.apollo, 'operations'),
    reported('of which it answers wrongly', compared.apolloWrong, 'operations'),
    reported('errors it tells where nothing is missing', compared.apolloMisplaced, 'errors'),
    reported('CPU', (user + system) / 1e6, 's'),
  ];
};
