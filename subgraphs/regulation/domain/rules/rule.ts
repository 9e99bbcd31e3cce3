import type { LocalizedText } from './localized-text.ts';

/** E eligibility, B benefit floor, S service levels, G insurer and quote, A accreditation and identity. */
export type RuleCategory = 'E' | 'B' | 'S' | 'G' | 'A';

/**
 * One rule during one period. A rule that changed stands once for each of its values, and is looked up by the date of
 * the case it decides. `verifiedOn` is the day somebody read the source for this project: while it is null the figure
 * is a working one, and nobody may call it law.
 */
export interface Rule {
  readonly id: string;
  readonly category: RuleCategory;
  readonly title: LocalizedText;
  /** Text; `unit` says how to read it. */
  readonly value: string;
  readonly unit: string;
  /** First day in force, 'YYYY-MM-DD'. */
  readonly effectiveFrom: string;
  /** Last day in force; null while open. */
  readonly effectiveTo: string | null;
  readonly source: string;
  readonly verifiedOn: string | null;
}

/** From here on counts what no source dates. Cover in this programme begins years later, so no case falls before it. */
export const UNDATED = '2014-01-01';

/** A rule without an end that nobody has verified, which most of the book is. */
export function workingRule(
  rule: Pick<Rule, 'id' | 'category' | 'title' | 'value' | 'unit' | 'source'> & Partial<Pick<Rule, 'effectiveFrom' | 'effectiveTo' | 'verifiedOn'>>,
): Rule {
  return { effectiveFrom: UNDATED, effectiveTo: null, verifiedOn: null, ...rule };
}
