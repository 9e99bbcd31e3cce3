import type { Refusal } from '../../../kit/refusal.ts';

/** What the regulator said of a line. */
export interface EligibilityWord {
  readonly lineId: string;
  readonly decisionId: string;
  readonly outcome: 'ELIGIBLE' | 'NOT_ELIGIBLE' | 'NEEDS_PERSON';
  readonly byPerson: boolean;
  /** The first rule the case does not satisfy; null when none is named. */
  readonly failedRule: string | null;
}

/** What that makes of the line. */
export interface LineDecision {
  readonly lineId: string;
  readonly state: 'ELIGIBLE' | 'NOT_ELIGIBLE' | 'NEEDS_PERSON';
  readonly decisionId: string | null;
  /** Null while nobody has decided. */
  readonly byPerson: boolean | null;
  readonly problem: Refusal | null;
}

export function lineDecisionOf({ lineId, decisionId, outcome, byPerson, failedRule }: EligibilityWord): LineDecision {
  switch (outcome) {
    case 'ELIGIBLE':
      return { lineId, state: 'ELIGIBLE', decisionId, byPerson, problem: null };
    case 'NEEDS_PERSON':
      return { lineId, state: 'NEEDS_PERSON', decisionId, byPerson: null, problem: { code: 'DECISION_NEEDS_PERSON' } };
    case 'NOT_ELIGIBLE':
      return { lineId, state: 'NOT_ELIGIBLE', decisionId, byPerson, problem: notEligible(byPerson, failedRule) };
  }
}

function notEligible(byPerson: boolean, failedRule: string | null): Refusal {
  if (byPerson || failedRule === null) return { code: 'NOT_ELIGIBLE_BY_PERSON' };
  return { code: 'NOT_ELIGIBLE', values: { rule: failedRule }, rule: failedRule };
}

/** A line the regulator would not even look at, for a reason that trying again does not mend. */
export function undecidable(lineId: string, codes: readonly string[]): LineDecision {
  return { lineId, state: 'NOT_ELIGIBLE', decisionId: null, byPerson: false, problem: { code: 'LINE_UNDECIDABLE', values: { reason: codes.join(', ') } } };
}
