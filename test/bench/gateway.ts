import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { isDeepStrictEqual } from 'node:util';
import { fileURLToPath } from 'node:url';
import { compose } from '../../schema/tools/compose.ts';
import type { Contender, Start } from './gateway/contender-process.ts';
import { NESTED, SDL, SMALL, SUBGRAPHS } from './gateway/graph.ts';
import { load } from './gateway/load.ts';
import { record } from './gateway/record.ts';
import { atLeast, median, quantile, reported } from './measure.ts';
import type { Bench, Measure } from './measure.ts';

/*
 * `npm run bench -- gateway`: the published nested query and a small one, over four subgraphs in a process of their own,
 * one gateway process a contender, the rounds interleaved. What is compared is requests per second of CPU of the gateway
 * process. BENCH_ROUNDS and BENCH_SECONDS say how long; @graphql-hive/gateway is not among the contenders yet.
 */

const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 3);
const SECONDS = Number(process.env.BENCH_SECONDS ?? 4);
const CONNECTIONS = Number(process.env.BENCH_CONNECTIONS ?? 50);
const CONTENDERS: readonly Contender[] = ['stock', 'apollo executor', 'own', 'bare'];
const OPERATIONS = ['nested', 'small'] as const;

interface Round { readonly perCpuSecond: number; readonly p50: number; readonly p99: number }
interface Usage { readonly user: number; readonly system: number; readonly peakKb: number }

function start(file: string): ChildProcess {
  const path = fileURLToPath(new URL(`./gateway/${file}`, import.meta.url));
  return fork(path, { execArgv: ['--import', 'tsx'], env: { ...process.env, NODE_ENV: 'production', APOLLO_TELEMETRY_DISABLED: '1' } });
}

function told<T>(child: ChildProcess, key: string): Promise<T> {
  return new Promise((resolve, reject) => {
    const onExit = () => reject(new Error(`a process ended before it told its ${key}`));
    child.once('exit', onExit);
    const onMessage = (message: Record<string, T>) => {
      if (!(key in message)) return;
      child.off('message', onMessage);
      child.off('exit', onExit);
      resolve(message[key] as T);
    };
    child.on('message', onMessage);
  });
}

async function usageOf(child: ChildProcess): Promise<Usage> {
  const usage = told<Usage>(child, 'usage');
  child.send({ usage: true });
  return usage;
}

export const bench: Bench = async (say) => {
  const subgraphs = start('subgraphs-process.ts');
  const children = [subgraphs];
  try {
    const subgraphsUrl = await told<string>(subgraphs, 'url');
    const { supergraphSdl } = compose(SUBGRAPHS.map((name) => ({ name, url: `${subgraphsUrl}/${name}`, sdl: SDL[name] })));
    const recorded = {
      Nested: await record(supergraphSdl, subgraphsUrl, NESTED, {}),
      Small: await record(supergraphSdl, subgraphsUrl, SMALL, { id: 'u1' }),
    };
    const calls = recorded.Nested.waves.flat().length;
    say(`nested: ${Math.round(recorded.Nested.answer.length / 1_024)} KB from ${calls} calls in ${recorded.Nested.waves.length} waves; small: ${recorded.Small.answer.length} B`);

    const gateways = new Map<Contender, { readonly child: ChildProcess; readonly url: string }>();
    for (const kind of CONTENDERS) {
      const child = start('contender-process.ts');
      children.push(child);
      const url = told<string>(child, 'url');
      child.send({ start: { kind, supergraphSdl, subgraphsUrl, recorded } satisfies Start });
      gateways.set(kind, { child, url: await url });
    }

    const expected: unknown = JSON.parse(recorded.Nested.answer);
    let right = '';
    const bodies = {
      nested: () => JSON.stringify({ query: NESTED }),
      small: () => JSON.stringify({ query: SMALL, variables: { id: `u${Math.floor(Math.random() * 1_000)}` } }),
    };
    const wrong = {
      // Bytes that were right once are right again; only new ones are read.
      nested(answer: string) {
        if (answer === right) return null;
        if (!isDeepStrictEqual(JSON.parse(answer), expected)) return `a wrong answer: ${answer.slice(0, 200)}`;
        right = answer;
        return null;
      },
      small: (answer: string) => (answer.startsWith('{"data":{"user":{') || answer.includes('"user"') && !answer.includes('"errors"') ? null : `a wrong answer: ${answer.slice(0, 200)}`),
    };

    const rounds = new Map<string, Round[]>();
    for (let round = -1; round < ROUNDS; round += 1) {
      for (const operation of OPERATIONS) {
        for (const [kind, { child, url }] of gateways) {
          right = '';
          const before = await usageOf(child);
          const { requests, took } = await load({
            url, connections: CONNECTIONS, seconds: round < 0 ? Math.min(2, SECONDS) : SECONDS, next: bodies[operation], wrong: wrong[operation],
          });
          const after = await usageOf(child);
          if (round < 0) continue; // The first round only warms up.
          const cpuSeconds = (after.user + after.system - before.user - before.system) / 1e6;
          const key = `${operation}, ${kind}`;
          rounds.set(key, [...rounds.get(key) ?? [], { perCpuSecond: requests / cpuSeconds, p50: quantile(took, 0.5), p99: quantile(took, 0.99) }]);
        }
      }
      say(round < 0 ? 'warm' : `round ${round + 1} of ${ROUNDS}`);
    }
    const peaks = new Map(await Promise.all([...gateways].map(async ([kind, { child }]) => [kind, (await usageOf(child)).peakKb / 1_024] as const)));
    return measuresOf(rounds, peaks);
  } finally {
    for (const child of children) child.kill();
  }
};

function measuresOf(rounds: ReadonlyMap<string, readonly Round[]>, peaks: ReadonlyMap<Contender, number>): Measure[] {
  const middle = (operation: string, kind: Contender, of: keyof Round) => median((rounds.get(`${operation}, ${kind}`) ?? []).map((round) => round[of]));
  const measures = OPERATIONS.flatMap((operation) => CONTENDERS.flatMap((kind) => [
    reported(`${operation}: ${kind}`, middle(operation, kind, 'perCpuSecond'), 'requests per CPU-second'),
    reported(`${operation}: ${kind}, p50`, middle(operation, kind, 'p50'), 'ms'),
    reported(`${operation}: ${kind}, p99`, middle(operation, kind, 'p99'), 'ms'),
  ]));
  const share = (operation: string, other: Contender) => middle(operation, 'own', 'perCpuSecond') / middle(operation, other, 'perCpuSecond');
  return [
    ...measures,
    ...CONTENDERS.map((kind) => reported(`peak memory: ${kind}`, peaks.get(kind) ?? 0, 'MB')),
    atLeast('nested: own over stock', share('nested', 'stock'), 'times', 8),
    atLeast('nested: own over bare', share('nested', 'bare'), 'of it', 0.4),
    atLeast('small: own over stock', share('small', 'stock'), 'times', 5),
  ];
}
