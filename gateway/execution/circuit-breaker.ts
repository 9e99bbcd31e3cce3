/**
 * Whether a subgraph is asked. Closed: it is. Open: it is not, so that one that fails has rest and nobody waits for
 * it. Half-open: one call finds out whether it is well again.
 */
export type CircuitPhase = 'closed' | 'open' | 'half-open';

export interface CircuitSettings {
  /** Calls are judged by the last so many milliseconds. */
  readonly windowMs: number;
  /** Fewer calls than this say nothing. */
  readonly leastCalls: number;
  /** It opens when this share of the calls failed, between 0 and 1. */
  readonly failureShare: number;
  /** Rest, in milliseconds. */
  readonly restMs: number;
  /** Milliseconds that never go back. */
  readonly now: () => number;
  readonly onPhase?: (phase: CircuitPhase) => void;
}

/** Leave for one call. Exactly one of the three is told, once. */
export interface Leave {
  succeeded(): void;
  failed(): void;
  /** Nobody waited for the end, so it says nothing. */
  abandoned(): void;
}

export interface Circuit {
  readonly phase: CircuitPhase;
  /** Leave for one call, or null when none may be made now. */
  ask(): Leave | null;
}

const SLICES = 10;

interface Slice { readonly number: number; calls: number; failures: number }

export function createCircuit({ windowMs, leastCalls, failureShare, restMs, now, onPhase }: CircuitSettings): Circuit {
  let phase: CircuitPhase = 'closed';
  let openedAt = 0;
  let probing = false;
  // Calls that began in an earlier phase tell nothing of this one.
  let generation = 0;
  let slices: Slice[] = [];

  function enter(next: CircuitPhase): void {
    phase = next;
    generation += 1;
    probing = false;
    slices = [];
    if (next === 'open') openedAt = now();
    onPhase?.(next);
  }

  function count(failed: boolean): void {
    const number = Math.floor(now() / (windowMs / SLICES));
    let slice = slices.at(-1);
    if (slice?.number !== number) {
      slices = slices.filter((each) => each.number > number - SLICES);
      slices.push(slice = { number, calls: 0, failures: 0 });
    }
    slice.calls += 1;
    if (!failed) return;
    slice.failures += 1;
    const calls = slices.reduce((sum, each) => sum + each.calls, 0);
    const failures = slices.reduce((sum, each) => sum + each.failures, 0);
    if (calls >= leastCalls && failures >= calls * failureShare) enter('open');
  }

  function tell(asked: number, outcome: Outcome): void {
    if (asked !== generation) return;
    if (outcome === 'abandoned') probing = false;
    else if (phase !== 'half-open') count(outcome === 'failed');
    else enter(outcome === 'failed' ? 'open' : 'closed');
  }

  return {
    get phase() { return phase; },
    ask() {
      if (phase === 'open' && now() - openedAt >= restMs) enter('half-open');
      if (phase === 'open' || (phase === 'half-open' && probing)) return null;
      probing = phase === 'half-open';
      return new OneLeave(generation, tell);
    },
  };
}

type Outcome = 'succeeded' | 'failed' | 'abandoned';

// One is made for every call to a subgraph.
class OneLeave implements Leave {
  readonly #asked: number;
  readonly #tell: (asked: number, outcome: Outcome) => void;

  constructor(asked: number, tell: (asked: number, outcome: Outcome) => void) {
    this.#asked = asked;
    this.#tell = tell;
  }

  succeeded(): void {
    this.#tell(this.#asked, 'succeeded');
  }

  failed(): void {
    this.#tell(this.#asked, 'failed');
  }

  abandoned(): void {
    this.#tell(this.#asked, 'abandoned');
  }
}
