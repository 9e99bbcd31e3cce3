import { daysBetween, plusDays, plusMonths } from '../calendar.ts';
import type { AssociationFacts, AssociationPolicyFacts } from './association-facts.ts';
import { judgeAccreditation } from './judge-accreditation.ts';
import { breach, held, notApplicable, ruleOn, seen, undecided } from './ruling.ts';
import type { Outcome, Ruling } from './ruling.ts';
import type { RulesByDate } from './rules-by-date.ts';

/** A01, A02, A07, A13 and E13: the association may take part, its account is proven, its changes of insurer leave no gap. */
export function judgeAssociation(association: AssociationFacts, on: string, rules: RulesByDate): Ruling[] {
  const { accreditation, policies, profile, lives } = association;
  const insured = policies.some(({ from, to }) => from <= on && on <= to);
  const change = lastChangeOfInsurer(policies, on);
  return [
    ...judgeAccreditation({ accreditation, takesPart: insured && lives > 0, said: profile }, ['A01', 'A02'], on, rules),
    ruleOn(rules, 'A07', on, () => account(association)),
    ruleOn(rules, 'E13', change?.[1].from ?? on, ({ value }) => (change === null ? notApplicable('the insurer was not changed') : changeOf(change, Number(value)))),
  ];
}

function account({ bank }: AssociationFacts): Outcome {
  if (bank === null || bank.state === 'UNVERIFIED') return undecided('the bank was not asked about an account');
  if (bank.state === 'VERIFIED') return held('the bank confirms the account');
  return breach('MEDIUM', 'the bank does not know the account as the association\'s', seen('bankAccount.state', bank.state, bank.said));
}

type Change = readonly [old: AssociationPolicyFacts, next: AssociationPolicyFacts];

function lastChangeOfInsurer(policies: readonly AssociationPolicyFacts[], on: string): Change | null {
  const begun = policies.filter(({ from }) => from <= on);
  for (let at = begun.length - 1; at > 0; at -= 1) {
    const [old, next] = [begun[at - 1], begun[at]];
    if (old !== undefined && next !== undefined && old.insurerId !== next.insurerId) return [old, next];
  }
  return null;
}

/** The letter itself is in no source: the order of the new policy stands for it. */
function changeOf([old, next]: Change, months: number): Outcome {
  const facts = [seen('policy.to', old.to, old.said), seen('policy.from', next.from, next.said)];
  const gap = daysBetween(old.to, next.from) - 1;
  if (gap > 0) return breach('HIGH', `${gap} days without a policy between two insurers`, ...facts);
  const ordered = next.orderedAt?.slice(0, 10) ?? null;
  if (ordered === null) return undecided('not known when the new policy was ordered');
  if (ordered <= plusMonths(plusDays(old.to, 1), -months)) return held('announced in time, without a gap');
  return breach('LOW', 'the new policy was ordered later than a change must be announced', ...facts, seen('policy.orderedAt', ordered, next.said));
}
