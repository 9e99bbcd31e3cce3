import { SourceFailure } from './source-failure.ts';
import type { Source } from './source.ts';

/** A subgraph that this gateway runs without: its fields are null with a reason, and nobody waits for it to be ready. */
export function absentSource(name: string, reason: string): Source {
  return {
    name,
    keys: { keys: [] },
    execute: () => Promise.reject(new SourceFailure('DOWNSTREAM_SERVICE_ERROR', name, reason)),
    forward: () => Promise.resolve(false),
    ready: () => Promise.resolve(true),
    close: () => Promise.resolve(),
  };
}
