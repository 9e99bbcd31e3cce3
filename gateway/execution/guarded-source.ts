import type { Circuit } from './circuit-breaker.ts';
import { askAgain } from './retry.ts';
import type { RetrySettings } from './retry.ts';
import { SourceFailure } from './source-failure.ts';
import type { Source } from './source.ts';

/** A source that is left alone while it fails, and whose queries are asked again when the settings say so. */
export function guardedSource(source: Source, circuit: Circuit, retry: RetrySettings): Source {
  async function once(...[request, call]: Parameters<Source['execute']>) {
    const leave = circuit.ask();
    if (!leave) throw new SourceFailure('SERVICE_PAUSED', source.name, 'the circuit is open');
    try {
      const answer = await source.execute(request, call);
      leave.succeeded();
      return answer;
    } catch (error) {
      if (call.signal?.aborted) leave.abandoned();
      else leave.failed();
      throw error;
    }
  }

  return {
    name: source.name,
    keys: source.keys,
    execute: (request, call) => askAgain(request, call.signal, retry, () => once(request, call)),
    forward: (request, response) => source.forward(request, response),
    ready: () => source.ready(),
    close: () => source.close(),
  };
}
