import { riyadhDateOf } from '../../../kit/riyadh-date.ts';
import { daysBetween, plusDays } from '../calendar.ts';
import { coversDay, coversOn, isOnRoster, isSuspendedOn, mustBeCovered, newbornUntil } from './cover-on-day.ts';
import type { LifeFacts } from './life-facts.ts';
import { breach, held, notApplicable, ruleOn, seen, undecided } from './ruling.ts';
import type { Outcome, Ruling } from './ruling.ts';
import type { RulesByDate } from './rules-by-date.ts';
import { severityOfDays } from './severity.ts';
import { workingDaysBetween } from './working-days.ts';

const STEPS = '11,31,91';

/** E01, E07, E08 and E09: everyone who must be covered is, from the right day. */
export function judgeCoverDuty(life: LifeFacts, on: string, rules: RulesByDate): Ruling[] {
  return [
    ruleOn(rules, 'E01', on, () => covered(life, on, rules)),
    ruleOn(rules, 'E07', on, () => fromFirstDayOfWork(life, on)),
    ruleOn(rules, 'E08', on, ({ value }) => cardInTime(life, on, Number(value))),
    ruleOn(rules, 'E09', isNewborn(life) && life.birthDate < on ? life.birthDate : on, () => newborn(life, on, rules)),
  ];
}

function covered(life: LifeFacts, on: string, rules: RulesByDate): Outcome {
  if (!isOnRoster(life, on)) return notApplicable('not on the roster on the day');
  const covers = coversOn(life, on);
  if (covers.some((cover) => !isSuspendedOn(cover, on))) return held('covered on the day');
  const must = mustBeCovered(life, on, rules);
  if (must === null) return undecided('not known whether the employer must cover the life');
  if (!must) return notApplicable('not one whom the employer must cover');
  if (isNewborn(life) && on <= newbornUntil(life, rules)) return held('a newborn, on the mother\'s cover');
  const suspended = covers[0];
  if (suspended !== undefined) {
    const policy = seen('policy.suspended', true, suspended.said);
    return breach('HIGH', 'the policy is suspended', policy, seen('member.onRoster', true, life.roster));
  }
  const since = uncoveredSince(life, on);
  const days = daysBetween(since, on) + 1;
  return breach(
    severityOfDays(days, rules.valueOn('E01.SEVERITY', on, STEPS)), `without cover since ${since}`,
    seen('member.onRoster', true, life.roster), seen('member.uncoveredSince', since, life.covers.at(-1)?.said ?? life.roster),
  );
}

function uncoveredSince({ covers, coverFrom }: LifeFacts, on: string): string {
  const lastDay = covers.reduce((last, { to }) => (to < on && to > last ? to : last), '');
  return lastDay >= coverFrom ? plusDays(lastDay, 1) : coverFrom;
}

/** Whoever was at work before the policy began had cover elsewhere, of which nothing is known here. */
function fromFirstDayOfWork(life: LifeFacts, on: string): Outcome {
  const start = life.employmentStart;
  if (start === null || start > on) return notApplicable('no employment that has begun');
  const first = life.covers.find(({ associationId }) => associationId === life.associationId);
  if (first === undefined) return notApplicable('not covered yet');
  if (start < first.policyFrom) return notApplicable('at work before the policy began');
  if (first.from === start) return held('covered from the first day of work');
  const facts = [seen('member.employmentStart', start, life.roster), seen('coverage.effectiveFrom', first.from, first.said)];
  return first.from < start
    ? breach('LOW', `cover began ${daysBetween(first.from, start)} days before work did`, ...facts)
    : breach('MEDIUM', `cover began ${daysBetween(start, first.from)} days after work did`, ...facts);
}

/** Counted from the first day of work, since no source gives the day of arrival, and for those who joined in the term. */
function cardInTime(life: LifeFacts, on: string, limit: number): Outcome {
  const start = life.employmentStart;
  const cover = life.covers.find(({ associationId, from, to }) => associationId === life.associationId && start !== null && coversDay({ from, to }, start));
  if (start === null || cover === undefined || start <= cover.policyFrom) return notApplicable('did not join during the policy');
  const issued = cover.acceptedAt?.slice(0, 10) ?? null;
  const days = workingDaysBetween(start, issued ?? on);
  if (days <= limit) return held(issued === null ? 'the time is not over' : `issued after ${days} working days`);
  const facts = [seen('member.employmentStart', start, life.roster), seen('coverage.card', issued, cover.said)];
  return breach('LOW', issued === null ? `no card within ${limit} working days` : `card issued after ${days} working days`, ...facts);
}

function isNewborn({ relationship, birthDate, subscriber }: LifeFacts): boolean {
  return relationship === 'CHILD' && subscriber !== null && subscriber.coveredFrom !== null && subscriber.coveredFrom <= birthDate;
}

function newborn(life: LifeFacts, on: string, rules: RulesByDate): Outcome {
  if (!isNewborn(life)) return notApplicable('not born during the employee\'s cover');
  const until = newbornUntil(life, rules);
  const entered = life.enteredAt === null ? null : riyadhDateOf(new Date(life.enteredAt));
  const announced = seen('member.announced', entered, life.roster);
  if (entered !== null && entered > until) return breach('MEDIUM', `announced ${daysBetween(until, entered)} days too late`, announced);
  const first = life.covers[0];
  if (first === undefined) {
    return on <= until ? held('on the mother\'s cover') : breach('HIGH', 'no cover of its own after the time is over', announced);
  }
  if (first.from <= life.birthDate) return held('covered from birth');
  return breach('MEDIUM', `covered ${daysBetween(life.birthDate, first.from)} days after birth`, announced, seen('coverage.effectiveFrom', first.from, first.said));
}
