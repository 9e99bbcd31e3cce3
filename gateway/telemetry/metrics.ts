import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { CircuitPhase } from '../execution/circuit-breaker.ts';

export interface Metrics {
  /** One answered operation. `outcome`: ok, partial (data and errors) or failed (no data). */
  operation(type: string, outcome: 'ok' | 'partial' | 'failed', seconds: number): void;
  /** One request to a subgraph. */
  fetch(subgraph: string, outcome: 'ok' | 'errors' | 'failed', seconds: number): void;
  /** A subgraph's circuit entered a phase. */
  circuit(subgraph: string, phase: CircuitPhase): void;
  /** An event stream began, or ended. */
  streams(change: 1 | -1): void;
  /** One event told to a caller. */
  event(): void;
  /** One error told to a caller. */
  error(code: string): void;
  readonly registry: Registry;
}

const OPENNESS: Readonly<Record<CircuitPhase, number>> = { closed: 0, 'half-open': 0.5, open: 1 };

const SECONDS = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** Counters of one gateway, in a registry of its own. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  const operations = new Histogram({
    name: 'wasq_operation_seconds', help: 'Operations answered.', labelNames: ['type', 'outcome'], buckets: SECONDS, registers: [registry],
  });
  const fetches = new Histogram({
    name: 'wasq_fetch_seconds', help: 'Requests to subgraphs.', labelNames: ['subgraph', 'outcome'], buckets: SECONDS, registers: [registry],
  });
  const errors = new Counter({ name: 'wasq_errors_total', help: 'Errors told to callers.', labelNames: ['code'], registers: [registry] });
  const circuits = new Gauge({
    name: 'wasq_circuit_open', help: '1 while a subgraph is not asked, 0.5 while it is tried, 0 else.', labelNames: ['subgraph'], registers: [registry],
  });
  const running = new Gauge({ name: 'wasq_event_streams', help: 'Event streams that run.', registers: [registry] });
  const events = new Counter({ name: 'wasq_events_total', help: 'Events told to callers.', registers: [registry] });
  // To look a label up costs more than to count.
  const ofSubgraph = new Map<string, Map<string, { observe(seconds: number): void }>>();
  function fetchesOf(subgraph: string, outcome: string) {
    const outcomes = ofSubgraph.get(subgraph) ?? new Map<string, { observe(seconds: number): void }>();
    ofSubgraph.set(subgraph, outcomes);
    const found = outcomes.get(outcome) ?? fetches.labels({ subgraph, outcome });
    outcomes.set(outcome, found);
    return found;
  }

  return {
    circuit: (subgraph, phase) => circuits.set({ subgraph }, OPENNESS[phase]),
    operation: (type, outcome, seconds) => operations.observe({ type, outcome }, seconds),
    fetch: (subgraph, outcome, seconds) => fetchesOf(subgraph, outcome).observe(seconds),
    streams: (change) => running.inc(change),
    event: () => events.inc(),
    error: (code) => errors.inc({ code }),
    registry,
  };
}
