import { Departures } from '../execution/departures.ts';

/** How long one operation may go on: until it is answered, its time is over or its caller has left. */
export interface OperationLife {
  /** All who are told when the rest of the work is for nobody. */
  readonly departures: Departures;
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
  readonly departures = new Departures();
  readonly #allowed: number;
  readonly #started = performance.now();
  readonly #timer: NodeJS.Timeout;
  #measured: number | null = null;
  #ended = false;

  constructor(allowed: number) {
    this.#allowed = allowed;
    this.#timer = setTimeout(passed, allowed, this).unref();
  }

  overdue(): { readonly measured: number; readonly allowed: number } | null {
    return this.#measured === null ? null : { measured: this.#measured, allowed: this.#allowed };
  }

  pass(): void {
    this.#measured = Math.round(performance.now() - this.#started);
    this.departures.leave(new Error(`the operation's ${this.#allowed} ms are over`));
  }

  leave(): void {
    if (!this.#ended) this.departures.leave(new Error('the caller has left'));
  }

  end(): void {
    this.#ended = true;
    clearTimeout(this.#timer);
  }
}

function passed(life: Life): void {
  life.pass();
}
