import type { AnyFact } from '../../../../schema/contracts/fact.ts';
import type { Rule } from '../rules/rule.ts';
import type { Provenance } from './provenance.ts';
import type { RulesByDate } from './rules-by-date.ts';
import type { Severity } from './severity.ts';

/**
 * What a rule says of a case. HELD and NOT_APPLICABLE close a finding, UNDECIDED leaves it as it is, since no fact was
 * seen. CONTRADICTED: two sources say different things, so neither is taken for true and both are shown.
 * `observed` is a sentence without anything personal, which stays the same while the case does: a count of days that
 * grew every night would restate every finding every night.
 */
export type Outcome = Quiet | Broken;

export interface Quiet {
  readonly verdict: 'HELD' | 'NOT_APPLICABLE' | 'UNDECIDED';
  readonly observed: string;
}

export interface Broken {
  readonly verdict: 'BREACH' | 'CONTRADICTED';
  readonly observed: string;
  readonly severity: Severity;
  readonly facts: readonly AnyFact[];
}

export function isBroken(outcome: Outcome): outcome is Broken {
  return outcome.verdict === 'BREACH' || outcome.verdict === 'CONTRADICTED';
}

export type Verdict = Outcome['verdict'];

/** One rule applied to one case. */
export interface Ruling {
  readonly ruleId: string;
  /** The version in force on the case's day; null when none was. */
  readonly rule: Rule | null;
  /** Day by which the rule was looked up. */
  readonly appliesOn: string;
  readonly outcome: Outcome;
}

/** Looks the rule up by the case's own day, and leaves a case without one undecided. */
export function ruleOn(rules: RulesByDate, ruleId: string, appliesOn: string, decide: (rule: Rule) => Outcome): Ruling {
  const rule = rules.versionOn(ruleId, appliesOn);
  return { ruleId, rule, appliesOn, outcome: rule === null ? NOT_IN_FORCE : decide(rule) };
}

const NOT_IN_FORCE: Outcome = { verdict: 'UNDECIDED', observed: 'no value of this rule is in force on the day' };

export const held = (observed: string): Outcome => ({ verdict: 'HELD', observed });
export const notApplicable = (observed: string): Outcome => ({ verdict: 'NOT_APPLICABLE', observed });
export const undecided = (observed: string): Outcome => ({ verdict: 'UNDECIDED', observed });
export const breach = (severity: Severity, observed: string, ...facts: readonly AnyFact[]): Outcome => ({ verdict: 'BREACH', severity, observed, facts });
export const contradicted = (severity: Severity, observed: string, ...facts: readonly AnyFact[]): Outcome => ({ verdict: 'CONTRADICTED', severity, observed, facts });

/** What a source said, as a finding keeps it. */
export function seen(name: string, value: unknown, { source, asOf }: Provenance): AnyFact {
  return { name, value, source, asOf, verifiedBy: 'regulation' };
}
