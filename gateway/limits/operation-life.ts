import { setMaxListeners } from 'node:events';
import type { Waiting } from '../execution/departures.ts';

/** How long one operation may go on: until it is answered, its time is over or its caller has left. */
export interface OperationLife {
  /** Aborted when the rest of the work is for nobody. Made when it is first asked for: who only waits for what others do needs none. */
  readonly signal: AbortSignal;
  /** All who are told at that moment. */
  readonly departures: Set<Waiting>;
  /** Milliseconds it took and was allowed, when its time was over before it was answered; else null. */
  overdue(): { readonly measured: number; readonly allowed: number } | null;
  /** The caller has left. */
  leave(): void;
  /** It has been answered. */
  end(): void;
}

export function beginOperation(allowed: number): OperationLife {
  return new Life(allowed);
}

class Life implements OperationLife {
  readonly departures = new Set<Waiting>();
  readonly #allowed: number;
  readonly #started = performance.now();
  readonly #timer: NodeJS.Timeout;
  #measured: number | null = null;
  #ended = false;
  #over: Error | null = null;
  #controller: AbortController | null = null;

  constructor(allowed: number) {
    this.#allowed = allowed;
    this.#timer = setTimeout(passed, allowed, this).unref();
  }

  get signal(): AbortSignal {
    return (this.#controller ??= this.#makeController()).signal;
  }

  #makeController(): AbortController {
    const controller = new AbortController();
    // Every running call listens, however many there are.
    setMaxListeners(0, controller.signal);
    if (this.#over) controller.abort(this.#over);
    return controller;
  }

  overdue(): { readonly measured: number; readonly allowed: number } | null {
    return this.#measured === null ? null : { measured: this.#measured, allowed: this.#allowed };
  }

  pass(): void {
    this.#measured = Math.round(performance.now() - this.#started);
    this.#abandon(new Error(`the operation's ${this.#allowed} ms are over`));
  }

  leave(): void {
    if (!this.#ended) this.#abandon(new Error('the caller has left'));
  }

  end(): void {
    this.#ended = true;
    clearTimeout(this.#timer);
  }

  #abandon(reason: Error): void {
    if (this.#over) return;
    this.#over = reason;
    this.#controller?.abort(reason);
    for (const each of [...this.departures]) each.leave(reason);
  }
}

function passed(life: Life): void {
  life.pass();
}
