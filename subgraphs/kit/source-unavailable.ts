import type { ErrorCode, ErrorValues } from '../../schema/contracts/errors.ts';

/**
 * An outside source gave no answer a decision may rest on: it is down, late, speaks nonsense, or is not the real source.
 * `reason` is for the log and holds nothing of the question or the answer, because both may name a person.
 */
export class SourceUnavailableError extends Error {
  override readonly name = 'SourceUnavailableError';
  readonly code = 'SOURCE_UNAVAILABLE' satisfies ErrorCode;
  readonly source: string;
  readonly reason: string;
  /** Fills the sentence of the code. */
  readonly values: ErrorValues;

  constructor(source: string, reason: string) {
    super(`${source}: ${reason}`);
    this.source = source;
    this.reason = reason;
    this.values = { source };
  }
}
