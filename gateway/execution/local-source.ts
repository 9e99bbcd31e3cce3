import type { GraphRequest, House } from '../../subgraphs/kit/house.ts';
import type { Departures, Waiting } from './departures.ts';
import { SourceFailure } from './source-failure.ts';
import type { Source, SourceAnswer, SourceCall } from './source.ts';

const DEADLINE_MS = 10_000;

/**
 * A house in this process: asked by a function call, behind the same envelope as over HTTP. Its owner closes it. Its
 * answer is shown as the bytes it would be over HTTP: to write them costs less than to put its objects together with
 * those of other subgraphs.
 */
export function localSource(house: House, { deadlineMs = DEADLINE_MS }: { readonly deadlineMs?: number } = {}): Source {
  const subscribe = house.subscribe?.bind(house);

  async function execute(request: GraphRequest, { envelope, requestId, departures }: SourceCall): Promise<SourceAnswer> {
    const deadline = startDeadline(house.name, deadlineMs, departures);
    try {
      return await Promise.race([house.execute(request, envelope, requestId) as Promise<SourceAnswer>, deadline.passed]);
    } catch (error) {
      if (error instanceof SourceFailure) throw error;
      throw new SourceFailure('DOWNSTREAM_SERVICE_ERROR', house.name, String(error));
    } finally {
      deadline.stop();
    }
  }

  return {
    name: house.name,
    keys: house.jwks,
    execute,
    async exchange({ body }, call, read) {
      const answer = await execute(JSON.parse(body.toString('utf8')) as GraphRequest, call);
      const bytes = answer.errors ? null : bytesOf(answer);
      return bytes !== null && read(bytes) ? null : answer;
    },
    ...(subscribe ? {
      async subscribe(request, { envelope, requestId, departures }) {
        const deadline = startDeadline(house.name, deadlineMs, departures);
        try {
          const begun = await Promise.race([subscribe(request, envelope, requestId), deadline.passed]);
          return (Symbol.asyncIterator in begun ? begun : once(begun)) as AsyncIterable<SourceAnswer>;
        } catch (error) {
          if (error instanceof SourceFailure) throw error;
          throw new SourceFailure('DOWNSTREAM_SERVICE_ERROR', house.name, String(error));
        } finally {
          deadline.stop();
        }
      },
    } : {}),
    forward: (request, response) => house.handle(request, response),
    ready: () => house.ready(),
    close: () => Promise.resolve(),
  };
}

/** Null for what JSON cannot say. */
function bytesOf(answer: SourceAnswer): Buffer | null {
  try {
    return Buffer.from(JSON.stringify(answer));
  } catch {
    return null;
  }
}

function startDeadline(service: string, milliseconds: number, departures: Departures | undefined): { passed: Promise<never>; stop(): void } {
  let timer: NodeJS.Timeout | undefined;
  const waiting: Waiting = { leave: () => undefined };
  const passed = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new SourceFailure('DEADLINE_EXCEEDED', service, `no answer in ${milliseconds} ms`)), milliseconds);
    waiting.leave = () => reject(new SourceFailure('DEADLINE_EXCEEDED', service, 'nobody waits for the answer any more'));
    departures?.add(waiting);
  });
  return {
    passed,
    stop() {
      clearTimeout(timer);
      departures?.delete(waiting);
    },
  };
}

async function* once<Item>(item: Item): AsyncGenerator<Item, void, undefined> {
  yield item;
}
