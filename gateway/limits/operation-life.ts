import { setMaxListeners } from 'node:events';

/** How long one operation may go on: until it is answered, its time is over or its caller has left. */
export interface OperationLife {
  /** Aborted when the rest of the work is for nobody. */
  readonly signal: AbortSignal;
  /** Milliseconds it took and was allowed, when its time was over before it was answered; else null. */
  overdue(): { readonly measured: number; readonly allowed: number } | null;
  /** The caller has left. */
  leave(): void;
  /** It has been answered. */
  end(): void;
}

export function beginOperation(allowed: number): OperationLife {
  const controller = new AbortController();
  // Every running call listens, however many there are.
  setMaxListeners(0, controller.signal);
  const started = performance.now();
  let measured: number | null = null;
  let ended = false;
  const timer = setTimeout(() => {
    measured = Math.round(performance.now() - started);
    controller.abort(new Error(`the operation's ${allowed} ms are over`));
  }, allowed);
  timer.unref();
  return {
    signal: controller.signal,
    overdue() {
      return measured === null ? null : { measured, allowed };
    },
    leave() {
      if (!ended) controller.abort(new Error('the caller has left'));
    },
    end() {
      ended = true;
      clearTimeout(timer);
    },
  };
}
