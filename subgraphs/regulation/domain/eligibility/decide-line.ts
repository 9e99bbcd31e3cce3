import type { EligibilityOutcome } from '../eligibility-life.ts';
import type { Judged, RuleEvaluation, RulesOnDate } from '../rule-evaluation.ts';
import type { EligibilityFacts } from './eligibility-facts.ts';
import type { EligibilityLine } from './eligibility-line.ts';
import { judgeEmployment } from './judge-employment.ts';
import { judgeFamily } from './judge-family.ts';
import { judgePerson } from './judge-person.ts';
import { judgeTermination } from './judge-termination.ts';

export interface LineDecision {
  readonly outcome: EligibilityOutcome;
  readonly rulesEvaluated: readonly RuleEvaluation[];
}

/**
 * Decides one line on the rules of its effective date. Nothing but the arguments enters, so a decision can be taken
 * again from its record. An audit line changes nothing, so no rule can forbid it.
 */
export function decideLine(line: EligibilityLine, facts: EligibilityFacts, today: string, rules: RulesOnDate): LineDecision {
  const judged = judgedOf(line, facts, today, rules);
  return { outcome: outcomeOf(judged), rulesEvaluated: judged.map(({ evaluation }) => evaluation) };
}

function judgedOf(line: EligibilityLine, facts: EligibilityFacts, today: string, rules: RulesOnDate): Judged[] {
  switch (line.maintenanceType) {
    case 'ADD':
    case 'REINSTATE':
      return [
        judgePerson(facts, rules),
        ...judgeEmployment(line, facts, rules),
        ...(line.relationship === 'SELF' ? [] : judgeFamily(line, facts, today, rules)),
      ];
    case 'CHANGE':
      return [judgePerson(facts, rules)];
    case 'TERMINATE':
      return judgeTermination(line, facts, today, rules);
    case 'AUDIT':
      return [];
  }
}

/** A rule that fails refuses only a life that is known for sure: nobody is turned away on somebody else's facts. */
function outcomeOf(judged: readonly Judged[]): EligibilityOutcome {
  const has = (verdict: Judged['verdict'], rule?: string): boolean =>
    judged.some((each) => each.verdict === verdict && (rule === undefined || each.evaluation.rule === rule));
  if (has('UNSURE', 'E16.PERSON')) return 'NEEDS_PERSON';
  if (has('FAIL')) return 'NOT_ELIGIBLE';
  return has('UNSURE') ? 'NEEDS_PERSON' : 'ELIGIBLE';
}
