import type { Bilingual } from '../../../schema/contracts/error-definition.ts';

export type CheckStage = 'SUBMISSION' | 'CONFORMANCE' | 'COMPOSITION';

/** The check that asks the live endpoint for everything in the submitted extension. */
export const EXTENSION_CHECK = 'extension-can-be-asked';

/** One check of a version and what came of it. */
export interface CheckResult {
  /** What was checked, for example `composition`. */
  readonly name: string;
  readonly passed: boolean;
  /** Code of the error registry; null when it passed or has none of its own. */
  readonly code: string | null;
  /** Why, for a person; null when there is nothing to say. */
  readonly reason: Bilingual | null;
  /** Schema coordinate it concerns; null when it concerns the whole. */
  readonly coordinate: string | null;
  /** Rule of the graph that decided; null when none did. */
  readonly rule: string | null;
  /** Owner of what the rule protects; null when nobody in particular is. */
  readonly owner: string | null;
}

/** What running the contract's behaviour suite gave. */
export interface ConformanceResult {
  /** True when the subgraph may be admitted. */
  readonly admissible: boolean;
  readonly grade: string;
  readonly checks: readonly CheckResult[];
}

/** A check that has nothing to add to its name. */
export function passedCheck(name: string): CheckResult {
  return { name, passed: true, code: null, reason: null, coordinate: null, rule: null, owner: null };
}
