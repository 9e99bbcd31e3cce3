import { daysBetween } from '../calendar.ts';
import type { CoverFacts, LifeFacts } from './life-facts.ts';
import { breach, held, notApplicable, ruleOn, seen, undecided } from './ruling.ts';
import type { Outcome, Ruling } from './ruling.ts';
import type { RulesByDate } from './rules-by-date.ts';

/** E11 and E14: cover that ended before its policy did, by the rules of the day it ended on. The last ending is judged. */
export function judgeEnding(life: LifeFacts, on: string, rules: RulesByDate): Ruling[] {
  let ended: CoverFacts | null = null;
  for (const cover of life.covers) {
    if (cover.endedEarly && cover.to < on && cover.associationId === life.associationId && (ended === null || cover.to > ended.to)) ended = cover;
  }
  const cover = ended;
  const day = cover?.to ?? on;
  return [
    ruleOn(rules, 'E11', day, ({ value }) => (cover === null ? NONE_ENDED : groundOf(cover, life, value, rules))),
    ruleOn(rules, 'E14', day, ({ value }) => (cover === null ? NONE_ENDED : refundOf(cover, Number(value)))),
  ];
}

const NONE_ENDED = notApplicable('no cover was ended early');

function groundOf(cover: CoverFacts, life: LifeFacts, residents: string, rules: RulesByDate): Outcome {
  const { endReason, to, said } = cover;
  const { endingDecision } = life;
  const citizens = life.nationalityKind === 'CITIZEN' ? rules.valueOn('E11.CITIZEN', to, '') : '';
  if (endReason === null) return decidedGround(life, cover);
  if (`${residents},${citizens}`.split(',').includes(endReason)) return held(`ended for ${endReason}`);
  if (endingDecision?.outcome === 'ELIGIBLE' && endingDecision.appliesOn > to) return held(`ended for ${endReason}; a person decided`);
  return breach('HIGH', `${endReason} is no ground to end this life's cover`, seen('coverage.endReason', endReason, said));
}

/** Where the ground itself is not told, the decision that let the cover end has judged it on that day. */
function decidedGround({ endingDecision }: LifeFacts, { said }: CoverFacts): Outcome {
  const evaluated = endingDecision?.rules.find(({ rule }) => rule === 'E11.CITIZEN' || rule === 'E11');
  if (endingDecision === null || evaluated === undefined) return undecided('nobody said why the cover was ended');
  if (evaluated.passed) return held(evaluated.observed);
  if (endingDecision.outcome === 'ELIGIBLE') return held(`${evaluated.observed}; a person decided`);
  return breach('HIGH', `ended although ${evaluated.observed}`, seen('E11', evaluated.observed, endingDecision.said), seen('coverage.endedEarly', true, said));
}

/**
 * Whole halalas may differ by one from rounding. No refund at all is lawful when the member's claims pass the share of
 * E14.CLAIMS, which no source here can say.
 */
function refundOf({ annualPremium, refunded, to, policyTo, said }: CoverFacts, daysOfYear: number): Outcome {
  const days = daysBetween(to, policyTo);
  if (days <= 0 || daysOfYear <= 0) return notApplicable('no day of the policy was left');
  if (refunded === null) return undecided('the refund is not known');
  // Never more than a year's premium, which 366 days of a leap year would exceed.
  const due = Math.min(annualPremium, Math.round((annualPremium / daysOfYear) * days));
  if (refunded >= due - 1) return held('refunded for the days that were left');
  if (refunded === 0) return undecided('nothing was refunded; the member\'s claims, which may forbid it, are not known');
  return breach('MEDIUM', `refunded ${due - refunded} halalas less than due for ${days} days`, seen('coverage.refunded', refunded, said), seen('coverage.refundDue', due, said));
}
