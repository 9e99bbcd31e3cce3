import type { Circuit, Leave } from './circuit-breaker.ts';
import { askAgain } from './retry.ts';
import type { RetrySettings } from './retry.ts';
import { SourceFailure } from './source-failure.ts';
import type { Source, SourceCall } from './source.ts';

/** A source that is left alone while it fails, and whose queries are asked again when the settings say so. */
export function guardedSource(source: Source, circuit: Circuit, retry: RetrySettings): Source {
  async function once<Answer>(call: SourceCall, ask: () => Promise<Answer>): Promise<Answer> {
    const leave = leaveFor();
    try {
      const answer = await ask();
      leave.succeeded();
      return answer;
    } catch (error) {
      end(leave, call);
      throw error;
    }
  }

  function leaveFor(): Leave {
    const leave = circuit.ask();
    if (!leave) throw new SourceFailure('SERVICE_PAUSED', source.name, 'the circuit is open');
    return leave;
  }

  function end(leave: Leave, { departures }: SourceCall): void {
    if (departures?.reason) leave.abandoned();
    else leave.failed();
  }

  const exchange = source.exchange?.bind(source);

  // As `once`, without a function a call.
  async function exchangeOnce(ask: NonNullable<Source['exchange']>, ...[request, call, read]: Parameters<NonNullable<Source['exchange']>>) {
    const leave = leaveFor();
    try {
      const answer = await ask(request, call, read);
      leave.succeeded();
      return answer;
    } catch (error) {
      end(leave, call);
      throw error;
    }
  }

  const subscribe = source.subscribe?.bind(source);

  return {
    name: source.name,
    keys: source.keys,
    execute: (request, call) => askAgain(request, call.departures, retry, () => once(call, () => source.execute(request, call))),
    ...(exchange ? {
      exchange: (request, call, read) => (retry.retries === 0
        ? exchangeOnce(exchange, request, call, read)
        : askAgain(request, call.departures, retry, () => exchangeOnce(exchange, request, call, read))),
    } : {}),
    // What counts is whether it begins: a stream that ends after hours says nothing of the next.
    ...(subscribe ? { subscribe: (request, call) => once(call, () => subscribe(request, call)) } : {}),
    forward: (request, response) => source.forward(request, response),
    ready: () => source.ready(),
    close: () => source.close(),
  };
}
