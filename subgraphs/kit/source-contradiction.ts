import type { ErrorCode, ErrorValues } from '../../schema/contracts/errors.ts';

/** One answer that cannot be true in itself. `position` is the question's place in the ask, counted from 0. */
export interface Contradiction {
  readonly position: number;
  readonly reason: string;
}

/**
 * An outside source answered what cannot be true. The whole ask is refused, and the positions let the caller hand those
 * questions to a person and ask the others again. The reasons name fields, never values.
 */
export class SourceContradictionError extends Error {
  override readonly name = 'SourceContradictionError';
  readonly code = 'SOURCE_CONTRADICTION' satisfies ErrorCode;
  readonly source: string;
  readonly contradictions: readonly Contradiction[];
  /** Fills the sentence of the code. */
  readonly values: ErrorValues;

  constructor(source: string, contradictions: readonly Contradiction[]) {
    const reasons = [...new Set(contradictions.map((contradiction) => contradiction.reason))];
    super(`${source}: ${contradictions.length} answers contradict themselves (${reasons.join('; ')})`);
    this.source = source;
    this.contradictions = contradictions;
    this.values = { source };
  }
}
