import type { Log } from '../telemetry/log.ts';
import type { Metrics } from '../telemetry/metrics.ts';
import { createCircuit } from './circuit-breaker.ts';
import { guardedSource } from './guarded-source.ts';
import type { Source } from './source.ts';

/** The sources of the supergraphs that live: each behind its circuit, and closed when none of them names it any more. */
export interface HeldSources {
  /** The same source keeps its circuit from one supergraph to the next. */
  guarded(given: ReadonlyMap<string, Source>): [string, Source][];
  /** One more living supergraph names these. */
  hold(held: Iterable<Source>): void;
  /** One fewer does. */
  letGo(held: Iterable<Source>): void;
  /** Closes all that are held. */
  close(): Promise<void>;
}

/** A subgraph rests for five seconds when of at least twenty calls in ten seconds half have failed. */
const CIRCUIT = { windowMs: 10_000, leastCalls: 20, failureShare: 0.5, restMs: 5_000 };

/** @param retries how many times more a query is asked of a subgraph that gave no usable answer. */
export function holdSources({ log, metrics, retries }: { readonly log: Log; readonly metrics: Metrics; readonly retries: number }): HeldSources {
  const guards = new WeakMap<Source, Source>();
  /** How many living supergraphs name a source. */
  const holders = new Map<Source, number>();

  function guarded(source: Source): Source {
    const known = guards.get(source) ?? newlyGuarded(source);
    guards.set(source, known).set(known, known);
    return known;
  }

  function newlyGuarded(source: Source): Source {
    const circuit = createCircuit({
      ...CIRCUIT,
      now: () => performance.now(),
      onPhase(phase) {
        metrics.circuit(source.name, phase);
        log.warn({ service: source.name, phase }, 'circuit');
      },
    });
    return guardedSource(source, circuit, { retries, random: Math.random });
  }

  return {
    guarded: (given) => [...given].map(([name, source]) => [name, guarded(source)]),
    hold(held) {
      for (const source of held) holders.set(source, (holders.get(source) ?? 0) + 1);
    },
    letGo(held) {
      for (const source of held) {
        const left = (holders.get(source) ?? 1) - 1;
        if (left > 0) holders.set(source, left);
        else if (holders.delete(source)) void source.close();
      }
    },
    async close() {
      await Promise.all([...holders.keys()].map((source) => source.close()));
    },
  };
}
