import type { AccreditationFacts } from './association-facts.ts';
import type { Provenance } from './provenance.ts';
import { breach, held, notApplicable, ruleOn, seen, undecided } from './ruling.ts';
import type { Outcome, Ruling } from './ruling.ts';
import type { RulesByDate } from './rules-by-date.ts';
import type { Severity } from './severity.ts';

const STANDING = ['ACCREDITED', 'CONDITIONAL'];

/** Whoever takes part, and what follows when the accreditation does not hold. */
export interface Participant {
  readonly accreditation: AccreditationFacts | null;
  /** True while lives depend on it. */
  readonly takesPart: boolean;
  readonly said: Provenance;
}

/** The licence rules as last asked of the registers, and A13: whoever takes part is accredited on the day. */
export function judgeAccreditation(participant: Participant, licenceRules: readonly string[], on: string, rules: RulesByDate): Ruling[] {
  return [
    ...licenceRules.map((id) => ruleOn(rules, id, on, () => licence(participant, id))),
    ruleOn(rules, 'A13', on, () => inForce(participant, on)),
  ];
}

function licence({ accreditation }: Participant, id: string): Outcome {
  if (accreditation === null) return undecided('it never applied, so no register was asked');
  const evaluated = accreditation.rules.find(({ rule }) => rule === id);
  if (evaluated === undefined) return undecided('the accreditation was decided without this rule');
  if (evaluated.passed) return held(evaluated.observed);
  return breach('HIGH', evaluated.observed, seen(id, evaluated.observed, accreditation.said));
}

function inForce({ accreditation, takesPart, said }: Participant, on: string): Outcome {
  if (!takesPart) return notApplicable('takes no part');
  const part = seen('takesPart', true, said);
  if (accreditation === null) return breach('MEDIUM', 'takes part and never applied for accreditation', part);
  const { state, validFrom, validTo } = accreditation;
  const holds = STANDING.includes(state) && validFrom !== null && validFrom <= on && validTo !== null && on <= validTo;
  if (holds) return held('accredited on the day');
  const severity: Severity = state === 'SUSPENDED' || state === 'REVOKED' ? 'HIGH' : 'MEDIUM';
  return breach(severity, `takes part while its accreditation is ${STANDING.includes(state) ? 'not valid on the day' : state}`,
    part, seen('accreditation.state', state, accreditation.said), seen('accreditation.validTo', validTo, accreditation.said));
}
