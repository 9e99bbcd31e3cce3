import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { decideLine } from '../../../../subgraphs/regulation/domain/eligibility/decide-line.ts';
import type { Answer, EligibilityFacts } from '../../../../subgraphs/regulation/domain/eligibility/eligibility-facts.ts';
import { NO_FACTS } from '../../../../subgraphs/regulation/domain/eligibility/eligibility-facts.ts';
import type { EligibilityLine } from '../../../../subgraphs/regulation/domain/eligibility/eligibility-line.ts';
import { factsNeeded } from '../../../../subgraphs/regulation/domain/eligibility/facts-needed.ts';
import { plusDays } from '../../../../subgraphs/regulation/domain/calendar.ts';
import { RULE_BOOK } from '../../../../subgraphs/regulation/domain/rules/rule-book.ts';
import type { Rule } from '../../../../subgraphs/regulation/domain/rules/rule.ts';
import { rulesOn } from '../../../../subgraphs/regulation/domain/rule-evaluation.ts';

const TODAY = '2026-03-01';
const EMPLOYEE: EligibilityLine = {
  maintenanceType: 'ADD', relationship: 'SELF', birthDate: '1990-05-05', sex: 'MALE', effectiveDate: '2026-04-01', terminationReason: null,
  married: null, works: null, resident: false, employeeResident: false,
};
const WIFE: EligibilityLine = { ...EMPLOYEE, relationship: 'SPOUSE', sex: 'FEMALE', birthDate: '1992-01-01' };
const HUSBAND: EligibilityLine = { ...WIFE, sex: 'MALE' };
const SON: EligibilityLine = { ...EMPLOYEE, relationship: 'CHILD', birthDate: '2015-06-01' };
const DAUGHTER: EligibilityLine = { ...SON, sex: 'FEMALE', birthDate: '2000-06-01' };

const said = <Value>(value: Value): Answer<Value> => ({ contradictory: false, value });
const CONTRADICTORY = { contradictory: true } as const;
const GOOD: EligibilityFacts = {
  person: said({ found: true, alive: true, birthDateMatches: true, sexMatches: true }),
  employment: said({ employed: true, since: '2021-01-01', otherEmployer: false }),
  family: said({ confirmed: true }),
  civilStatus: said({ found: true, maritalStatus: 'SINGLE', works: false }),
};

function decide(line: EligibilityLine, facts: Partial<EligibilityFacts> = {}, book: readonly Rule[] = RULE_BOOK) {
  const { outcome, rulesEvaluated } = decideLine(line, { ...GOOD, ...facts }, TODAY, rulesOn(book, line.effectiveDate));
  return { outcome, open: rulesEvaluated.filter(({ passed }) => !passed).map(({ rule }) => rule), rules: rulesEvaluated.map(({ rule }) => rule) };
}

describe('straight through', () => {
  it.each<[string, EligibilityLine, string[]]>([
    ['an employee', EMPLOYEE, ['E16.PERSON', 'E01.EMPLOYED', 'E17', 'E07']],
    ['a wife', WIFE, ['E16.PERSON', 'E01.EMPLOYED', 'E17', 'E07', 'E16.FAMILY', 'E05']],
    ['a husband', HUSBAND, ['E16.PERSON', 'E01.EMPLOYED', 'E17', 'E07', 'E16.FAMILY', 'E05', 'E03']],
    ['a son', SON, ['E16.PERSON', 'E01.EMPLOYED', 'E17', 'E07', 'E16.FAMILY', 'E05', 'E02']],
    ['a daughter', DAUGHTER, ['E16.PERSON', 'E01.EMPLOYED', 'E17', 'E07', 'E16.FAMILY', 'E05', 'E02.DAUGHTER']],
    ['a class change', { ...EMPLOYEE, maintenanceType: 'CHANGE' }, ['E16.PERSON']],
    ['a reinstated son', { ...SON, maintenanceType: 'REINSTATE' }, ['E16.PERSON', 'E01.EMPLOYED', 'E17', 'E16.FAMILY', 'E05', 'E02']],
    ['an audit line', { ...SON, maintenanceType: 'AUDIT' }, []],
  ])('goes %s', (_who, line, rules) => {
    expect(decide(line)).toEqual({ outcome: 'ELIGIBLE', open: [], rules });
  });
});

describe('E16: who it is', () => {
  it.each([
    ['nobody by that number', { found: false, alive: false, birthDateMatches: false, sexMatches: false }],
    ['another birth date', { found: true, alive: true, birthDateMatches: false, sexMatches: true }],
    ['another sex', { found: true, alive: true, birthDateMatches: true, sexMatches: false }],
  ])('needs a person for %s, whatever else fails', (_what, person) => {
    const facts = { person: said(person), employment: said({ employed: false, since: null, otherEmployer: false }) };
    expect(decide(EMPLOYEE, facts)).toMatchObject({ outcome: 'NEEDS_PERSON' });
  });

  it('needs a person when the registry contradicts itself', () => {
    expect(decide(EMPLOYEE, { person: CONTRADICTORY })).toMatchObject({ outcome: 'NEEDS_PERSON', open: ['E16.PERSON'] });
  });

  it('refuses the dead', () => {
    expect(decide(EMPLOYEE, { person: said({ found: true, alive: false, birthDateMatches: true, sexMatches: true }) })).toMatchObject({ outcome: 'NOT_ELIGIBLE', open: ['E16.PERSON'] });
  });
});

describe('E01, E17, E07: the employment', () => {
  it.each([['an employee', EMPLOYEE], ['the son of one', SON]])('refuses %s who is not on the roster', (_who, line) => {
    expect(decide(line, { employment: said({ employed: false, since: null, otherEmployer: false }) })).toMatchObject({ outcome: 'NOT_ELIGIBLE', open: ['E01.EMPLOYED'] });
  });

  it('needs a person when two employers claim the employee, or the roster contradicts itself', () => {
    expect(decide(EMPLOYEE, { employment: said({ employed: true, since: '2021-01-01', otherEmployer: true }) })).toMatchObject({ outcome: 'NEEDS_PERSON', open: ['E17'] });
    expect(decide(EMPLOYEE, { employment: CONTRADICTORY })).toMatchObject({ outcome: 'NEEDS_PERSON', open: ['E01.EMPLOYED'] });
  });

  it('covers from the first day of work, probation included, and not before', () => {
    fc.assert(fc.property(fc.integer({ min: -100, max: 100 }), (days) => {
      const employment = said({ employed: true, since: plusDays(EMPLOYEE.effectiveDate, -days), otherEmployer: false });
      expect(decide(EMPLOYEE, { employment }).outcome).toBe(days >= 0 ? 'ELIGIBLE' : 'NOT_ELIGIBLE');
    }));
  });
});

describe('E16, E05: the family', () => {
  it('refuses a citizen\'s link that the registry does not confirm, and leaves a resident\'s papers to a person', () => {
    const unconfirmed = { family: said({ confirmed: false }) };
    expect(decide(WIFE, unconfirmed)).toMatchObject({ outcome: 'NOT_ELIGIBLE', open: ['E16.FAMILY'] });
    expect(decide({ ...WIFE, resident: true }, unconfirmed)).toMatchObject({ outcome: 'NEEDS_PERSON', open: ['E16.FAMILY'] });
    expect(decide({ ...WIFE, employeeResident: true }, unconfirmed).outcome).toBe('NEEDS_PERSON');
    expect(decide(WIFE, { family: CONTRADICTORY }).outcome).toBe('NEEDS_PERSON');
  });

  it('refuses whom the book leaves out', () => {
    const book = RULE_BOOK.map((rule) => (rule.id === 'E05' ? { ...rule, value: 'PARENT,SIBLING,SPOUSE' } : rule));
    expect(decide(WIFE, {}, book)).toMatchObject({ outcome: 'NOT_ELIGIBLE', open: ['E05'] });
  });
});

describe('E02: children', () => {
  const son = (birthDate: string): EligibilityLine => ({ ...SON, birthDate });

  it('covers a son to his 25th birthday, that day included', () => {
    expect(decide(son('2001-04-02')).outcome).toBe('ELIGIBLE');
    expect(decide(son('2001-04-01')).outcome).toBe('ELIGIBLE');
    expect(decide(son('2001-03-31'))).toMatchObject({ outcome: 'NOT_ELIGIBLE', open: ['E02'] });
  });

  it('leaves the day itself to the book', () => {
    const below = RULE_BOOK.map((rule) => (rule.id === 'E02.BOUNDARY' ? { ...rule, value: 'BELOW' } : rule));
    expect(decide(son('2001-04-02'), {}, below).outcome).toBe('ELIGIBLE');
    expect(decide(son('2001-04-01'), {}, below).outcome).toBe('NOT_ELIGIBLE');
  });

  it('never covers an older son and not a younger one', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 16_000 }), fc.integer({ min: 0, max: 4_000 }), (days, younger) => {
      const older = decide(son(plusDays('1985-01-01', days))).outcome;
      const other = decide(son(plusDays('1985-01-01', Math.min(days + younger, 15_000)))).outcome;
      expect(older === 'ELIGIBLE' && other === 'NOT_ELIGIBLE').toBe(false);
    }));
  });

  it('covers a daughter of any age while she is unmarried and does not work', () => {
    expect(decide({ ...DAUGHTER, birthDate: '1975-01-01' }).outcome).toBe('ELIGIBLE');
    expect(decide(DAUGHTER, { civilStatus: said({ found: true, maritalStatus: 'DIVORCED', works: false }) }).outcome).toBe('ELIGIBLE');
    expect(decide(DAUGHTER, { civilStatus: said({ found: true, maritalStatus: 'MARRIED', works: false }) })).toMatchObject({ outcome: 'NOT_ELIGIBLE', open: ['E02.DAUGHTER'] });
    expect(decide(DAUGHTER, { civilStatus: said({ found: true, maritalStatus: 'SINGLE', works: true }) }).outcome).toBe('NOT_ELIGIBLE');
  });

  it('needs a person when employer and registry disagree about a daughter, or the registry does not know her', () => {
    expect(decide({ ...DAUGHTER, married: true })).toMatchObject({ outcome: 'NEEDS_PERSON', open: ['E02.DAUGHTER'] });
    expect(decide({ ...DAUGHTER, works: true }).outcome).toBe('NEEDS_PERSON');
    expect(decide(DAUGHTER, { civilStatus: said({ found: false, maritalStatus: null, works: null }) }).outcome).toBe('NEEDS_PERSON');
    expect(decide(DAUGHTER, { civilStatus: CONTRADICTORY }).outcome).toBe('NEEDS_PERSON');
  });

  it('does not ask about a minor daughter', () => {
    expect(decide({ ...DAUGHTER, birthDate: '2015-01-01' }, { civilStatus: null }).outcome).toBe('ELIGIBLE');
  });
});

describe('E03: husbands', () => {
  it.each([
    ['who works', said({ found: true, maritalStatus: 'MARRIED' as const, works: true })],
    ['whom the registry does not know', said({ found: false, maritalStatus: null, works: null })],
    ['about whom it contradicts itself', CONTRADICTORY],
  ])('leaves one %s to a person', (_who, civilStatus) => {
    expect(decide(HUSBAND, { civilStatus })).toMatchObject({ outcome: 'NEEDS_PERSON', open: ['E03'] });
  });

  it('covers one who does not work', () => {
    expect(decide(HUSBAND, { civilStatus: said({ found: true, maritalStatus: 'MARRIED', works: false }) }).outcome).toBe('ELIGIBLE');
  });
});

describe('E09: the newborn', () => {
  const born = (birthDate: string, effectiveDate = birthDate): EligibilityLine => ({ ...SON, birthDate, effectiveDate });

  it.each([
    ['notified within thirty days, covered from birth', born('2026-01-30'), 'ELIGIBLE', true],
    ['notified on the thirty-first day', born('2026-01-29'), 'NOT_ELIGIBLE', true],
    ['covered before birth', born('2026-02-20', '2026-02-19'), 'NOT_ELIGIBLE', true],
    ['covered later than its first month', born('2026-01-29', '2026-03-15'), 'ELIGIBLE', false],
  ])('%s', (_what, line, outcome, asked) => {
    const decision = decide(line);
    expect(decision.outcome).toBe(outcome);
    expect(decision.rules.includes('E09')).toBe(asked);
  });
});

describe('E11, E13: why cover ends', () => {
  const end = (terminationReason: EligibilityLine['terminationReason'], more: Partial<EligibilityLine> = {}): EligibilityLine =>
    ({ ...EMPLOYEE, maintenanceType: 'TERMINATE', terminationReason, ...more });

  it.each<[string, EligibilityLine, Partial<EligibilityFacts>, string, string[]]>([
    ['no ground', end(null), {}, 'NOT_ELIGIBLE', ['E11']],
    ['final exit', end('FINAL_EXIT', { resident: true }), {}, 'ELIGIBLE', []],
    ['transfer with new cover', end('TRANSFER_WITH_NEW_COVER', { resident: true }), {}, 'ELIGIBLE', []],
    ['a resident\'s end of employment', end('EMPLOYMENT_END', { resident: true }), {}, 'NOT_ELIGIBLE', ['E11']],
    ['a resident\'s divorce', end('DIVORCE', { resident: true, relationship: 'SPOUSE' }), {}, 'NEEDS_PERSON', ['E11']],
    ['a resident son grown out of cover', end('DEPENDENT_AGED_OUT', { resident: true, relationship: 'CHILD' }), {}, 'NEEDS_PERSON', ['E11']],
    ['a death the registry has', end('DEATH'), { person: said({ found: true, alive: false, birthDateMatches: true, sexMatches: true }) }, 'ELIGIBLE', []],
    ['a death the registry does not have', end('DEATH'), {}, 'NEEDS_PERSON', ['E11']],
    ['a death of somebody unknown', end('DEATH'), { person: CONTRADICTORY }, 'NEEDS_PERSON', ['E11']],
    ['an end of employment to come', end('EMPLOYMENT_END'), {}, 'ELIGIBLE', []],
    ['an end of employment the roster has', end('EMPLOYMENT_END', { effectiveDate: TODAY }), { employment: said({ employed: false, since: null, otherEmployer: false }) }, 'ELIGIBLE', []],
    ['an end of employment the roster does not have', end('EMPLOYMENT_END', { effectiveDate: TODAY }), {}, 'NEEDS_PERSON', ['E11.CITIZEN']],
    ['a divorce the registry has', end('DIVORCE', { relationship: 'SPOUSE' }), { family: said({ confirmed: false }) }, 'ELIGIBLE', []],
    ['a divorce the registry does not have', end('DIVORCE', { relationship: 'SPOUSE' }), {}, 'NEEDS_PERSON', ['E11.CITIZEN']],
    ['a divorce the registry contradicts itself about', end('DIVORCE', { relationship: 'SPOUSE' }), { family: CONTRADICTORY }, 'NEEDS_PERSON', ['E11.CITIZEN']],
    ['the divorce of a son', end('DIVORCE', { relationship: 'CHILD' }), {}, 'NOT_ELIGIBLE', ['E11.CITIZEN']],
    ['a son grown out of cover', end('DEPENDENT_AGED_OUT', { relationship: 'CHILD', birthDate: '2001-04-01' }), {}, 'ELIGIBLE', []],
    ['a son within cover', end('DEPENDENT_AGED_OUT', { relationship: 'CHILD', birthDate: '2001-04-02' }), {}, 'NOT_ELIGIBLE', ['E11.CITIZEN']],
    ['a daughter grown out of cover', end('DEPENDENT_AGED_OUT', { relationship: 'CHILD', sex: 'FEMALE' }), {}, 'NEEDS_PERSON', ['E11.CITIZEN']],
    ['an employee grown out of cover', end('DEPENDENT_AGED_OUT'), {}, 'NOT_ELIGIBLE', ['E11.CITIZEN']],
    ['a change of insurer a month ahead', end('INSURER_CHANGE_WITH_NEW_COVER', { effectiveDate: '2026-04-01' }), {}, 'ELIGIBLE', []],
    ['a change of insurer at short notice', end('INSURER_CHANGE_WITH_NEW_COVER', { effectiveDate: '2026-03-31' }), {}, 'NEEDS_PERSON', ['E13']],
  ])('%s', (_what, line, facts, outcome, open) => {
    expect(decide(line, facts)).toMatchObject({ outcome, open });
  });
});

describe('the date', () => {
  it('decides which rules apply: without any, a person decides', () => {
    const { outcome, open, rules } = decide({ ...SON, birthDate: '1995-01-01', effectiveDate: '2010-01-01' }, { employment: said({ employed: true, since: '2009-01-01', otherEmployer: false }) });
    expect(outcome).toBe('NEEDS_PERSON');
    expect(open).toEqual(rules);
  });
});

describe('what is asked', () => {
  const needed = (line: EligibilityLine) => factsNeeded(line, rulesOn(RULE_BOOK, line.effectiveDate));

  it.each<[string, EligibilityLine, string[]]>([
    ['an employee', EMPLOYEE, ['person', 'employment']],
    ['a wife', WIFE, ['person', 'employment', 'family']],
    ['a husband', HUSBAND, ['person', 'employment', 'family', 'civilStatus']],
    ['a grown son', { ...SON, birthDate: '2002-01-01' }, ['person', 'employment', 'family']],
    ['a grown daughter', DAUGHTER, ['person', 'employment', 'family', 'civilStatus']],
    ['a small daughter', { ...DAUGHTER, birthDate: '2020-01-01' }, ['person', 'employment', 'family']],
    ['a small daughter said to work', { ...DAUGHTER, birthDate: '2020-01-01', works: true }, ['person', 'employment', 'family', 'civilStatus']],
    ['a change', { ...EMPLOYEE, maintenanceType: 'CHANGE' }, ['person']],
    ['a death', { ...EMPLOYEE, maintenanceType: 'TERMINATE', terminationReason: 'DEATH' }, ['person']],
    ['a final exit', { ...EMPLOYEE, maintenanceType: 'TERMINATE', terminationReason: 'FINAL_EXIT' }, []],
    ['an audit', { ...EMPLOYEE, maintenanceType: 'AUDIT' }, []],
  ])('about %s', (_who, line, facts) => {
    expect(needed(line)).toEqual(facts);
  });

  it('is enough: a rule that finds no fact is never silently passed', () => {
    for (const line of [EMPLOYEE, WIFE, HUSBAND, SON, DAUGHTER]) {
      expect(decideLine(line, NO_FACTS, TODAY, rulesOn(RULE_BOOK, line.effectiveDate)).outcome).toBe('NEEDS_PERSON');
    }
  });
});
