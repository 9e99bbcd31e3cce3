import type { House } from '../../subgraphs/kit/house.ts';
import { SourceFailure } from './source-failure.ts';
import type { Source, SourceAnswer } from './source.ts';

const DEADLINE_MS = 10_000;

/** A house in this process: asked by a function call, behind the same envelope as over HTTP. Its owner closes it. */
export function localSource(house: House, { deadlineMs = DEADLINE_MS }: { readonly deadlineMs?: number } = {}): Source {
  return {
    name: house.name,
    keys: house.jwks,
    async execute(request, { envelope, requestId, signal }) {
      const deadline = startDeadline(house.name, deadlineMs, signal);
      try {
        return await Promise.race([house.execute(request, envelope, requestId) as Promise<SourceAnswer>, deadline.passed]);
      } catch (error) {
        if (error instanceof SourceFailure) throw error;
        throw new SourceFailure('DOWNSTREAM_SERVICE_ERROR', house.name, String(error));
      } finally {
        deadline.stop();
      }
    },
    forward: (request, response) => house.handle(request, response),
    ready: () => house.ready(),
    close: () => Promise.resolve(),
  };
}

function startDeadline(service: string, milliseconds: number, signal?: AbortSignal): { passed: Promise<never>; stop(): void } {
  let timer: NodeJS.Timeout | undefined;
  let leave: () => void = () => undefined;
  const passed = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new SourceFailure('DEADLINE_EXCEEDED', service, `no answer in ${milliseconds} ms`)), milliseconds);
    leave = () => reject(new SourceFailure('DEADLINE_EXCEEDED', service, 'nobody waits for the answer any more'));
    signal?.addEventListener('abort', leave, { once: true });
  });
  return {
    passed,
    stop() {
      clearTimeout(timer);
      signal?.removeEventListener('abort', leave);
    },
  };
}
