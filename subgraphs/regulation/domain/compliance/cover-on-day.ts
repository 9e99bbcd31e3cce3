import { isSonWithinAge } from './age-limit.ts';
import type { CoverFacts, LifeFacts } from './life-facts.ts';
import type { RulesByDate } from './rules-by-date.ts';
import { plusDays } from '../calendar.ts';

export function coversDay({ from, to }: { readonly from: string; readonly to: string }, on: string): boolean {
  return from <= on && on <= to;
}

/** Covers of the person on a day, a suspended one included. */
export function coversOn({ covers }: LifeFacts, on: string): CoverFacts[] {
  return covers.filter((cover) => coversDay(cover, on));
}

export function isSuspendedOn({ suspended }: CoverFacts, on: string): boolean {
  return suspended.some(({ from, to }) => from <= on && (to === null || on <= to));
}

/** True while the roster has the life and asks for its cover. */
export function isOnRoster({ coverFrom, leftOn }: LifeFacts, on: string): boolean {
  return coverFrom <= on && (leftOn === null || on < leftOn);
}

/** Last day of the time in which a newborn may still be announced. */
export function newbornUntil({ birthDate }: LifeFacts, rules: RulesByDate): string {
  return plusDays(birthDate, Number(rules.valueOn('E09', birthDate, '0')));
}

/** Whether the employer must cover the life on a day (E01 to E05); null when the facts do not say. */
export function mustBeCovered(life: LifeFacts, on: string, rules: RulesByDate): boolean | null {
  switch (life.relationship) {
    case 'SELF':
      return true;
    case 'SPOUSE':
      if (life.sex === 'FEMALE') return true;
      return life.works === null ? null : !life.works;
    case 'CHILD':
      if (life.sex === 'MALE') return isSonWithinAge(life.birthDate, on, rules);
      return life.married !== true && life.works !== true;
    case 'PARENT':
    case 'SIBLING':
      return false;
  }
}
