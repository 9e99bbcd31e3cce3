import { ageOn } from '../calendar.ts';
import { isSonWithinAge } from './age-limit.ts';
import { coversOn } from './cover-on-day.ts';
import type { CoverFacts, LifeFacts } from './life-facts.ts';
import { breach, held, notApplicable, ruleOn, seen, undecided } from './ruling.ts';
import type { Outcome, Ruling } from './ruling.ts';
import type { RulesByDate } from './rules-by-date.ts';

/** E02 to E05: nobody is covered as a dependent who is none by the rules. Birth dates stay out of what is observed. */
export function judgeDependants(life: LifeFacts, on: string, rules: RulesByDate): Ruling[] {
  const cover = life.relationship === 'SELF' ? undefined : coversOn(life, on)[0];
  const of = (id: string, applies: boolean, decide: (cover: CoverFacts, value: string) => Outcome): Ruling =>
    ruleOn(rules, id, on, ({ value }) => {
      if (!applies) return ANOTHER_KIND;
      return cover === undefined ? NOT_COVERED : decide(cover, value);
    });
  const child = life.relationship === 'CHILD';
  return [
    of('E02', child && life.sex === 'MALE', ({ said }) => isSonWithinAge(life.birthDate, on, rules)
      ? held('within the age limit')
      : breach('MEDIUM', 'a son is covered beyond the age limit', seen('member.beyondAgeLimit', true, life.roster), seen('coverage.covered', true, said))),
    of('E02.DAUGHTER', child && life.sex === 'FEMALE', (at) => daughter(life, at, on, rules)),
    of('E03', life.relationship === 'SPOUSE' && life.sex === 'MALE', ({ said }) => {
      if (life.works === null) return undecided('not known whether the husband works');
      if (!life.works) return held('the husband does not work');
      return breach('MEDIUM', 'the husband works: his own cover is mandatory', seen('member.works', true, life.roster), seen('coverage.covered', true, said));
    }),
    of('E04', child && life.subscriber !== null, ({ said }) => {
      if (life.subscriber?.sex === 'MALE') return held('covered by the father\'s employer');
      if (life.subscriber?.spouseWorks == null) return undecided('not known whether the father works');
      if (!life.subscriber.spouseWorks) return held('the father does not work');
      return breach('LOW', 'the father works: his employer must cover the child', seen('subscriber.spouseWorks', true, life.roster), seen('coverage.covered', true, said));
    }),
    of('E05', life.relationship !== 'SELF', ({ said }, value) => value.split(',').includes(life.relationship)
      ? breach('LOW', `a ${life.relationship.toLowerCase()} is covered at the employer's charge`, seen('member.relationship', life.relationship, life.roster), seen('coverage.covered', true, said))
      : held('one of the legal family')),
  ];
}

const ANOTHER_KIND = notApplicable('about another kind of dependent');
const NOT_COVERED = notApplicable('not covered on the day');

function daughter(life: LifeFacts, { said }: CoverFacts, on: string, rules: RulesByDate): Outcome {
  const { married, works, birthDate } = life;
  if (married === true || works === true) {
    const fact = married === true ? seen('member.married', true, life.roster) : seen('member.works', true, life.roster);
    return breach('MEDIUM', married === true ? 'a married daughter is covered' : 'a working daughter is covered', fact, seen('coverage.covered', true, said));
  }
  if (ageOn(birthDate, on) < Number(rules.valueOn('E02.DAUGHTER_AGE', on, '18'))) return held('a minor');
  return married === null || works === null ? undecided('not known whether she is married or works') : held('unmarried and not working');
}
