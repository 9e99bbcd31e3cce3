import { hashOf } from './known-operations.ts';
import type { KnownOperations } from './known-operations.ts';

/** Documents that may be asked for by hash: those on record, and for a while those that clients sent with their hash. */
export interface PersistedDocuments {
  textOf(hash: string): string | undefined;
  isKnown(hash: string): boolean;
  /** Keeps a document that ran, for whoever asks by its hash next. */
  keep(text: string): void;
}

const MOST_KEPT = 1_000;

/** A longer text is not kept: what clients send must not fill the memory. */
const LONGEST_KEPT = 20_000;

export function createPersistedDocuments(known: KnownOperations): PersistedDocuments {
  const kept = new Map<string, string>();
  return {
    textOf: (hash) => known.get(hash) ?? kept.get(hash),
    isKnown: (hash) => known.has(hash),
    keep(text) {
      if (text.length > LONGEST_KEPT) return;
      kept.set(hashOf(text), text);
      const [oldest] = kept.keys();
      if (kept.size > MOST_KEPT && oldest !== undefined) kept.delete(oldest);
    },
  };
}
