import type { Departures, Waiting } from './departures.ts';

/** One piece of work. */
export interface Work<Result> {
  readonly result: Promise<Result>;
  /** Nobody waits for it any more. */
  abandon(): void;
}

/** One who waits: it is told among `departures` when it may leave, and `stays` says whether that means something else than that it has left. */
export interface Waiter {
  readonly departures: Departures;
  readonly stays: () => boolean;
}

interface Shared<Result> extends Work<Result> {
  waiting: number;
}

/**
 * Lets everyone who asks for the same thing at the same time wait for one doing of it. One who leaves takes nothing
 * from the others; when the last has left, the work is abandoned. What fails, fails for all of them, and nothing is
 * kept: who comes after the end begins anew.
 */
export class SharesInFlight<Result> {
  readonly #shared = new Map<string, Shared<Result>>();

  /**
   * `key` must say everything that can change the result. `begin` is given what lets nobody join any more and answers
   * how many wait. Rejects with its reason for one who leaves.
   */
  do(key: string, waiter: Waiter, begin: (close: () => number) => Work<Result>): Promise<Result> {
    const running = this.#shared.get(key);
    if (running) return this.#wait(key, running, waiter);
    const shared: Shared<Result> = Object.assign(begin(() => {
      this.#forget(key, shared);
      return shared.waiting;
    }), { waiting: 0 });
    this.#shared.set(key, shared);
    shared.result.then(() => this.#forget(key, shared), () => this.#forget(key, shared));
    return this.#wait(key, shared, waiter);
  }

  #wait(key: string, shared: Shared<Result>, { departures, stays }: Waiter): Promise<Result> {
    shared.waiting += 1;
    return new Promise((resolve, reject) => {
      const waiting: Waiting = {
        leave: (reason) => {
          if (stays() || !departures.delete(waiting)) return;
          reject(reason);
          shared.waiting -= 1;
          if (shared.waiting > 0) return;
          // Nobody may join what is given up.
          this.#forget(key, shared);
          shared.abandon();
        },
      };
      departures.add(waiting);
      shared.result.then(
        (result) => { departures.delete(waiting); resolve(result); },
        (error: unknown) => { departures.delete(waiting); reject(error as Error); },
      );
    });
  }

  #forget(key: string, shared: Shared<Result>): void {
    if (this.#shared.get(key) === shared) this.#shared.delete(key);
  }
}
