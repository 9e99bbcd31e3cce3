import { atLeast, atMost, median, reported } from '../measure.ts';
import type { Measure } from '../measure.ts';

/** One contender under load for some seconds. */
export interface Round {
  readonly operation: string;
  readonly kind: string;
  readonly connections: number;
  readonly perCpuSecond: number;
  /** The same with the CPU of the subgraphs' process. */
  readonly perCpuSecondWithSubgraphs: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
}

type Number = Exclude<keyof Round, 'operation' | 'kind'>;

/** What is asked of the gateway, beside what was measured. `peaks` are megabytes by contender. */
export function gatewayMeasures(rounds: readonly Round[], peaks: ReadonlyMap<string, number>): Measure[] {
  const of = (operation: string, kind: string) => rounds.filter((round) => round.operation === operation && round.kind === kind);
  const middle = (operation: string, kind: string, number: Number) => median(of(operation, kind).map((round) => round[number]));
  // Round by round: what slows the machine down for a while slows both.
  const share = (operation: string, kind: string, other: string, number: Number = 'perCpuSecond') => {
    const others = of(operation, other);
    return median(of(operation, kind).map((round, index) => round[number] / (others[index]?.[number] ?? NaN)));
  };
  const measures: Measure[] = [];
  for (const operation of ['nested', 'small']) {
    for (const kind of peaks.keys()) {
      if (of(operation, kind).length === 0) continue;
      measures.push(reported(`${operation}: ${kind}`, middle(operation, kind, 'perCpuSecond'), 'requests per CPU-second'));
      for (const connections of new Set(of(operation, kind).map((round) => round.connections))) {
        const there = of(operation, kind).filter((round) => round.connections === connections);
        for (const number of ['p50', 'p99'] as const) {
          measures.push(reported(`${operation}: ${kind}, ${number} at ${connections} connections`, median(there.map((round) => round[number])), 'ms'));
        }
      }
    }
  }
  for (const [kind, peak] of peaks) measures.push(reported(`peak memory: ${kind}`, peak, 'MB'));

  const has = (...kinds: readonly string[]) => kinds.every((kind) => peaks.has(kind));
  if (has('own', 'stock')) {
    measures.push(atLeast('nested: own over stock (aim 15)', share('nested', 'own', 'stock'), 'times', 8));
    measures.push(atLeast('small: own over stock (aim 12)', share('small', 'own', 'stock'), 'times', 5));
  }
  if (has('own', 'hive')) measures.push(atLeast('nested: own over hive (aim 3.5)', share('nested', 'own', 'hive'), 'times', 2));
  if (has('own', 'hive')) measures.push(reported('small: own over hive', share('small', 'own', 'hive'), 'times'));
  if (has('own', 'bare')) measures.push(atLeast('nested: own over bare (aim 0.6)', share('nested', 'own', 'bare'), 'of it', 0.4));
  if (has('generic', 'stock')) measures.push(reported('nested: generic over stock', share('nested', 'generic', 'stock'), 'times'));
  if (has('shared', 'hive shared')) measures.push(atLeast('nested, identical operations sharing: own over hive', share('nested', 'shared', 'hive shared'), 'times', 3));
  // One execution is shared by as many as are connected: what is left of a request is its HTTP and 83 KB through a socket, which bare has too.
  if (has('shared', 'bare shared')) measures.push(reported('nested, identical operations sharing: own over bare', share('nested', 'shared', 'bare shared'), 'of it'));
  if (has('bare shared', 'hive shared')) measures.push(reported('nested, identical operations sharing: bare over hive, the most there is', share('nested', 'bare shared', 'hive shared'), 'times'));
  // What it saves that a subgraph is in the process: a call is the text of the request and of the answer, and no HTTP.
  for (const remote of ['generic', 'own']) {
    if (!has('in process', remote)) continue;
    measures.push(reported(`nested: in process over ${remote}, CPU of subgraphs counted`, share('nested', 'in process', remote, 'perCpuSecondWithSubgraphs'), 'times'));
  }
  if (has('own', 'stock')) {
    measures.push(atMost('nested: p99 of own over p50 of stock', middle('nested', 'own', 'p99') / middle('nested', 'stock', 'p50'), 'of it', 1));
    measures.push(atMost('peak memory: own over stock', (peaks.get('own') ?? NaN) / (peaks.get('stock') ?? NaN), 'times', 1.5));
  }
  return measures;
}
