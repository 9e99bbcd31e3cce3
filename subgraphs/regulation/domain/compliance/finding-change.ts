import type { AnyFact } from '../../../../schema/contracts/fact.ts';
import { takeStep } from '../../../kit/transitions.ts';
import { FINDING_LIFE } from './finding-life.ts';
import type { FindingAction, FindingState } from './finding-life.ts';
import { isBroken } from './ruling.ts';
import type { Ruling } from './ruling.ts';
import { isWorse } from './severity.ts';
import type { Severity } from './severity.ts';

/** What is kept of a finding that a new ruling is held against. */
export interface StandingFinding {
  readonly rule: string;
  readonly state: FindingState;
  readonly severity: Severity;
  readonly kind: FindingKind;
  readonly observed: string;
}

/** BREACH: one fact, seen. CONTRADICTION: two sources disagree, and both are shown. */
export type FindingKind = 'BREACH' | 'CONTRADICTION';

/** What a ruling says in a finding's words. */
export interface FindingText {
  readonly severity: Severity;
  readonly kind: FindingKind;
  readonly ruleValue: string;
  /** First day of the rule's version, which with its id names it. */
  readonly ruleFrom: string;
  readonly appliesOn: string;
  readonly observed: string;
  readonly facts: readonly AnyFact[];
}

export type FindingChange<Standing extends StandingFinding> =
  | { readonly action: 'OPEN'; readonly rule: string; readonly to: FindingState; readonly text: FindingText }
  | { readonly action: Exclude<FindingAction, 'ANSWER' | 'CLOSE'>; readonly finding: Standing; readonly to: FindingState; readonly text: FindingText }
  | { readonly action: 'CLOSE'; readonly finding: Standing; readonly to: FindingState; readonly reason: string };

/**
 * What the rulings about one subject change in its findings. A subject that is gone has no rulings at all, which
 * closes what stood; a ruling left undecided changes nothing, because no fact was seen.
 */
export function changesOf<Standing extends StandingFinding>(rulings: readonly Ruling[] | null, standing: readonly Standing[]): FindingChange<Standing>[] {
  if (rulings === null) return standing.flatMap((finding) => closing(finding, 'what it was about is gone'));
  const changes: FindingChange<Standing>[] = [];
  for (const { ruleId, rule, appliesOn, outcome } of rulings) {
    if (outcome.verdict === 'UNDECIDED') continue;
    const finding = standing.find((each) => each.rule === ruleId);
    if (!isBroken(outcome)) {
      if (finding !== undefined) changes.push(...closing(finding, outcome.observed));
      continue;
    }
    if (rule === null) continue;
    const { severity, observed, facts } = outcome;
    const kind: FindingKind = outcome.verdict === 'BREACH' ? 'BREACH' : 'CONTRADICTION';
    const text: FindingText = { severity, kind, observed, facts, appliesOn, ruleValue: rule.value, ruleFrom: rule.effectiveFrom };
    if (finding === undefined) changes.push({ action: 'OPEN', rule: ruleId, to: FINDING_LIFE.initial, text });
    else changes.push(...standingOn(finding, text));
  }
  return changes;
}

function closing<Standing extends StandingFinding>(finding: Standing, reason: string): FindingChange<Standing>[] {
  const to = stepTo(finding, 'CLOSE');
  return to === null ? [] : [{ action: 'CLOSE', finding, to, reason }];
}

function standingOn<Standing extends StandingFinding>(finding: Standing, text: FindingText): FindingChange<Standing>[] {
  const action = actionOn(finding, text);
  const to = action === null ? null : stepTo(finding, action);
  return action === null || to === null ? [] : [{ action, finding, to, text }];
}

function actionOn({ state, severity, kind, observed }: StandingFinding, text: FindingText): 'REOPEN' | 'WORSEN' | 'RESTATE' | null {
  if (state === 'CLOSED') return 'REOPEN';
  if (isWorse(text.severity, severity)) return 'WORSEN';
  return severity === text.severity && kind === text.kind && observed === text.observed ? null : 'RESTATE';
}

function stepTo({ state }: StandingFinding, action: FindingAction): FindingState | null {
  const step = takeStep(FINDING_LIFE, state, action, ['timer'], { answer: null });
  return 'refusal' in step ? null : step.to;
}
