import type { CheckResult, ConformanceResult } from './domain/check-result.ts';
import type { Submission } from './domain/submission.ts';

/** Who judges a version before the regulator does. Both may be asked twice about one version, and change nothing. */
export interface Admission {
  /**
   * Looks at what was submitted, without calling anybody: does it parse, keep the rules of the graph, compose with all
   * others, break nothing. Answers each check, failed ones with their reason; throws only when it could not look.
   */
  check(submission: Submission): Promise<readonly CheckResult[]>;
  /** Runs the contract's behaviour suite, and asks for all of the submitted extension, within the deadline the version asked for. An endpoint that does not answer is a result, and nothing to throw. */
  conform(target: { readonly url: string; readonly insurerId: string; readonly deadlineMs: number; readonly sdl: string | null }): Promise<ConformanceResult>;
}
