import { inForceOn } from './rules/in-force.ts';
import type { Rule } from './rules/rule.ts';

/** A rule as it was applied to a case, kept with the decision. `observed` holds nothing personal. */
export interface RuleEvaluation {
  readonly rule: string;
  /** Value of the rule on the date it was applied to. */
  readonly value: string;
  readonly passed: boolean;
  readonly observed: string;
}

/** UNSURE: the facts do not say, and a person must. */
export type Verdict = 'PASS' | 'FAIL' | 'UNSURE';

export interface Finding {
  readonly verdict: Verdict;
  readonly observed: string;
}

export interface Judged {
  readonly verdict: Verdict;
  readonly evaluation: RuleEvaluation;
}

/** The rules of a book that hold on one date. */
export interface RulesOnDate {
  /** Null when the book has no such rule for that date. */
  valueOf(id: string): string | null;
}

export function rulesOn(book: readonly Rule[], date: string): RulesOnDate {
  return { valueOf: (id) => inForceOn(book.filter((rule) => rule.id === id), date)?.value ?? null };
}

/** Applies one rule. Without a rule for the date nobody can say, so the case goes to a person. */
export function judge(rules: RulesOnDate, id: string, decide: (value: string) => Finding): Judged {
  const value = rules.valueOf(id);
  const { verdict, observed } = value === null ? NO_RULE : decide(value);
  return { verdict, evaluation: { rule: id, value: value ?? '', passed: verdict === 'PASS', observed } };
}

const NO_RULE: Finding = { verdict: 'UNSURE', observed: 'no value of this rule is in force on the date' };

export const pass = (observed: string): Finding => ({ verdict: 'PASS', observed });
export const fail = (observed: string): Finding => ({ verdict: 'FAIL', observed });
export const unsure = (observed: string): Finding => ({ verdict: 'UNSURE', observed });
