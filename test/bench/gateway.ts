import { isDeepStrictEqual } from 'node:util';
import { compose } from '../../schema/tools/compose.ts';
import { gatewayMeasures } from './gateway/gateway-measures.ts';
import type { Round } from './gateway/gateway-measures.ts';
import { NESTED, SDL, SMALL, SUBGRAPHS } from './gateway/graph.ts';
import { installHive } from './gateway/install-hive.ts';
import { loadedRound } from './gateway/loaded-round.ts';
import { Processes } from './gateway/processes.ts';
import type { Child } from './gateway/processes.ts';
import { record } from './gateway/record.ts';
import { quantile } from './measure.ts';
import type { Bench } from './measure.ts';

/*
 * `npm run bench -- gateway [--quick]`: the published nested query and a small one with random ids, over four subgraphs in
 * a process of their own, one gateway process a contender, the rounds interleaved and the answers compared byte for byte.
 * What is compared is requests per second of CPU of the gateway process: the machine may be shared. Of contenders that
 * share executions, and of subgraphs in the gateway's own process, only the nested query is measured. BENCH_ONLY names the
 * contenders and BENCH_OPERATIONS the queries, with commas; BENCH_ROUNDS and BENCH_SECONDS say how many rounds, and for how
 * many seconds of CPU each.
 */

const OPERATIONS = ['nested', 'small'] as const;
/** Seconds of CPU until the code of a contender is compiled: after three of them, what has most code of its own still gets faster. */
const WARM_UP = 6;
const ALONE = ['stock', 'hive', 'own', 'generic', 'bare'] as const;
const NESTED_ONLY: ReadonlySet<string> = new Set(['shared', 'hive shared', 'bare shared', 'in process']);

export const bench: Bench = async (say, flags) => {
  const isQuick = flags.includes('--quick');
  const rounds = Number(process.env.BENCH_ROUNDS ?? (isQuick ? 1 : 5));
  const seconds = Number(process.env.BENCH_SECONDS ?? (isQuick ? 1 : 2));
  const connections = isQuick ? [50] : [50, 100];
  const only = process.env.BENCH_ONLY?.split(',');
  const operations = OPERATIONS.filter((operation) => process.env.BENCH_OPERATIONS?.split(',').includes(operation) ?? true);
  const hive = only && !only.some((name) => name.startsWith('hive')) ? { missing: 'it was not asked for' } : await installHive(say);
  if ('missing' in hive) say(`@graphql-hive/gateway is not among the contenders: ${hive.missing}`);

  const processes = new Processes();
  try {
    const subgraphs = processes.start('subgraphs-process.ts');
    const subgraphsUrl = await subgraphs.told<string>('url');
    const { supergraphSdl } = compose(SUBGRAPHS.map((name) => ({ name, url: `${subgraphsUrl}/${name}`, sdl: SDL[name] })));
    const small = await Promise.all(Array.from({ length: 6 }, (_, user) => record(supergraphSdl, subgraphsUrl, SMALL, { id: `u${user}` })));
    const recorded = { Nested: await record(supergraphSdl, subgraphsUrl, NESTED, {}), Small: small[0] as (typeof small)[number] };
    const calls = ({ waves }: { readonly waves: readonly (readonly unknown[])[] }) => `${waves.flat().length} calls in ${waves.length} waves`;
    say(`nested: ${Math.round(recorded.Nested.answer.length / 1_024)} KB from ${calls(recorded.Nested)}; small: ${recorded.Small.answer.length} B from ${calls(recorded.Small)}`);

    const contenders = new Map<string, { readonly child: Child; readonly url: string }>();
    for (const kind of [...ALONE, ...NESTED_ONLY]) {
      const isHive = kind.startsWith('hive');
      if ((only && !only.includes(kind)) || (isHive && 'missing' in hive)) continue;
      const child = processes.start(isHive ? 'hive-process.ts' : 'contender-process.ts');
      const url = child.told<string>('url');
      child.send(isHive && 'folder' in hive
        ? { startHive: { folder: hive.folder, supergraphSdl, deduplicates: kind === 'hive shared' } }
        : { start: { kind, supergraphSdl, subgraphsUrl, recorded } });
      contenders.set(kind, { child, url: await url });
    }

    const otherOrder = new Set<string>();
    const compare = (kind: string, answer: string, right: string) => {
      const text = answer.trimEnd();
      if (text === right) return null;
      if (!otherOrder.has(text) && !isDeepStrictEqual(JSON.parse(text), JSON.parse(right))) return `${kind} answers wrongly: ${text.slice(0, 300)}`;
      if (otherOrder.size < 100) otherOrder.add(text);
      return null;
    };
    const requests = {
      nested: (kind: string) => ({ body: JSON.stringify({ query: NESTED }), wrong: (answer: string) => compare(kind, answer, recorded.Nested.answer) }),
      small(kind: string) {
        const number = Math.floor(Math.random() * 10_000_000);
        const right = small[number % 6]?.answer.replace(`"u${number % 6}"`, `"u${number}"`) ?? '';
        // The bare server knows one answer.
        return { body: JSON.stringify({ query: SMALL, variables: { id: `u${number}` } }), wrong: (answer: string) => compare(kind, answer, kind === 'bare' ? recorded.Small.answer : right) };
      },
    };

    const measured: Round[] = [];
    for (let round = -1; round < rounds; round += 1) {
      for (const connected of round < 0 ? connections.slice(0, 1) : connections) {
        for (const operation of operations) {
          for (const [kind, { child, url }] of contenders) {
            if (operation === 'small' && NESTED_ONLY.has(kind)) continue;
            const { took, cpuSeconds, subgraphsCpuSeconds } = await loadedRound(child, subgraphs, round < 0 ? WARM_UP : seconds, {
              url, connections: connected, next: () => requests[operation](kind),
            });
            // The first round only warms up.
            if (round < 0) continue;
            measured.push({
              operation, kind, connections: connected, perCpuSecond: took.length / cpuSeconds, p50: quantile(took, 0.5), p99: quantile(took, 0.99),
              perCpuSecondWithSubgraphs: took.length / (cpuSeconds + subgraphsCpuSeconds),
            });
          }
        }
      }
      say(round < 0 ? 'warm' : `round ${round + 1} of ${rounds}`);
    }
    if (otherOrder.size > 0) say('some answers had the same content with fields in another order');
    const peaks = new Map(await Promise.all([...contenders].map(async ([kind, { child }]) => [kind, (await child.usage()).peakMb] as const)));

    const own = contenders.get('own');
    if (own) {
      own.child.send({ watch: true });
      await own.child.told('watching');
      await loadedRound(own.child, subgraphs, seconds, { url: own.url, connections: 50, next: () => requests.nested('own') });
      own.child.send({ watched: true });
      const shares = await own.child.told<readonly (readonly [string, number])[]>('shares');
      say(`where the time of own goes (nested): ${shares.filter(([, share]) => share >= 0.005).map(([room, share]) => `${room} ${Math.round(share * 1_000) / 10}%`).join(', ')}`);
    }
    return gatewayMeasures(measured, peaks);
  } finally {
    processes.end();
  }
};
