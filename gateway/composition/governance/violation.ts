import type { ErrorCode, ErrorValues } from '../../../schema/contracts/errors.ts';
import { RULES } from './rules.ts';
import type { RuleId } from './rules.ts';

/** One thing an extension does that it may not. */
export interface Violation {
  readonly rule: RuleId;
  readonly code: ErrorCode;
  /** Whose right it would touch: a house, `insurer:<id>`, or `programme`. */
  readonly owner: string;
  /** Where it stands in what was sent; null when it is about the whole. */
  readonly coordinate: string | null;
  readonly values: ErrorValues;
}

/** The graph as such, where no house or insurer is touched. */
export const PROGRAMME = 'programme';

export function violation(rule: RuleId, owner: string, coordinate: string | null, values: ErrorValues = {}): Violation {
  return { rule, code: RULES[rule], owner, coordinate, values: { coordinate: coordinate ?? 'schema', owner, ...values } };
}
