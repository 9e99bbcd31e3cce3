import { setMaxListeners } from 'node:events';

/** Someone who waits for something that its caller may give up. */
export interface Waiting {
  leave(reason: Error): void;
}

/**
 * All who are to be told when nobody waits for an answer any more; who has what it waited for takes itself out again.
 * An operation makes one and asks many subgraphs: an AbortSignal with a listener for each of them costs many times more.
 */
export class Departures {
  readonly #waiting = new Set<Waiting>();
  #reason: Error | null = null;
  #controller: AbortController | null = null;

  /** Why nobody waits, once it is so. */
  get reason(): Error | null {
    return this.#reason;
  }

  /** The same for code that knows nothing else. Made when it is first asked for. */
  get signal(): AbortSignal {
    return (this.#controller ??= this.#makeController()).signal;
  }

  #makeController(): AbortController {
    const controller = new AbortController();
    // Every running call listens, however many there are.
    setMaxListeners(0, controller.signal);
    if (this.#reason) controller.abort(this.#reason);
    return controller;
  }

  /** Who comes after all have left is not told: it looks for the reason first. */
  add(waiting: Waiting): void {
    this.#waiting.add(waiting);
  }

  /** Answers whether it still waited. */
  delete(waiting: Waiting): boolean {
    return this.#waiting.delete(waiting);
  }

  /** Whoever leaves twice says nothing the second time. */
  leave(reason: Error): void {
    if (this.#reason) return;
    this.#reason = reason;
    this.#controller?.abort(reason);
    for (const each of [...this.#waiting]) each.leave(reason);
  }
}

/** Those of a signal that somebody else aborts. */
export function departuresOf(signal: AbortSignal): Departures {
  const departures = new Departures();
  const leave = () => departures.leave(signal.reason instanceof Error ? signal.reason : new Error('nobody waits for the answer any more'));
  if (signal.aborted) leave();
  else signal.addEventListener('abort', leave, { once: true });
  return departures;
}
