/** Someone who waits for something that its caller may give up. */
export interface Waiting {
  leave(reason: Error): void;
}

const waitingFor = new WeakMap<AbortSignal, Set<Waiting>>();

/**
 * All who are to be told when this signal is aborted; who has what it waited for takes itself out again. An operation
 * asks many subgraphs, and one listener for all of them costs less than one each.
 */
export function departuresOf(signal: AbortSignal): Set<Waiting> {
  const known = waitingFor.get(signal);
  if (known) return known;
  const waiting = new Set<Waiting>();
  waitingFor.set(signal, waiting);
  signal.addEventListener('abort', () => {
    for (const each of [...waiting]) each.leave(reasonOf(signal));
  }, { once: true });
  return waiting;
}

export function reasonOf({ reason }: AbortSignal): Error {
  return reason instanceof Error ? reason : new Error('nobody waits for the answer any more');
}
