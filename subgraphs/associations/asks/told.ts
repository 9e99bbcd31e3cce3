import { SourceUnavailableError } from '../../kit/source-unavailable.ts';

/** A problem another house answered a tell with. */
export interface ToldProblem {
  readonly code: string;
}

/** What another house did not do. `codes` are of the error registry and hold nothing personal. */
export class TellRefused extends Error {
  override readonly name = 'TellRefused';
  readonly codes: readonly string[];

  constructor(what: string, codes: readonly string[]) {
    super(`${what}: ${codes.join(', ')}`);
    this.codes = codes;
  }
}

/**
 * Passes when the tell was done.
 * @throws SourceUnavailableError when the other house could not reach its own source, which heals.
 * @throws TellRefused otherwise.
 */
export function assertTold(what: string, problems: readonly ToldProblem[]): void {
  if (problems.length === 0) return;
  const codes = problems.map(({ code }) => code);
  if (codes.includes('SOURCE_UNAVAILABLE')) throw new SourceUnavailableError('graph', `${what} waits for a source`);
  throw new TellRefused(what, codes);
}
