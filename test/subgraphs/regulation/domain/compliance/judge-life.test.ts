import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { refundOnDeletion } from '../../../../../subgraphs/insurers/domain/premium/refund.ts';
import { ageOn, daysBetween, plusDays } from '../../../../../subgraphs/regulation/domain/calendar.ts';
import { contradictionOf } from '../../../../../subgraphs/regulation/domain/compliance/judge-evidence.ts';
import { judgeLife } from '../../../../../subgraphs/regulation/domain/compliance/judge-life.ts';
import type { LifeFacts } from '../../../../../subgraphs/regulation/domain/compliance/life-facts.ts';
import { rulesByDate } from '../../../../../subgraphs/regulation/domain/compliance/rules-by-date.ts';
import { isBroken } from '../../../../../subgraphs/regulation/domain/compliance/ruling.ts';
import { RULE_BOOK } from '../../../../../subgraphs/regulation/domain/rules/rule-book.ts';
import { INSURERS, ON, ROSTER, RULES, child, cover, life, verdictOf } from './some-facts.ts';

const say = (facts: LifeFacts, id: string, on = ON, rules = RULES): string => verdictOf(judgeLife(facts, on, rules), id)[0];

const decision = (more: object) => ({ decisionId: 'd', appliesOn: '2026-01-01', outcome: 'ELIGIBLE' as const, rules: [], documentReason: null, said: ROSTER, ...more });

describe('a life', () => {
  it.each<[what: string, rule: string, facts: LifeFacts, verdict: string]>([
    ['covered', 'E01', life(), 'HELD'],
    ['not covered', 'E01', life({ covers: [] }), 'BREACH'],
    ['that left the roster', 'E01', life({ covers: [], leftOn: ON }), 'NOT_APPLICABLE'],
    ['not asked for yet', 'E01', life({ covers: [], coverFrom: '2026-03-02' }), 'NOT_APPLICABLE'],
    ['whose policy is suspended', 'E01', life({ covers: [cover({ suspended: [{ from: '2026-02-20', to: null }] })] }), 'BREACH'],
    ['whose policy was suspended before', 'E01', life({ covers: [cover({ suspended: [{ from: '2026-02-01', to: '2026-02-10' }] })] }), 'HELD'],
    ['who is a husband of whom nothing is known', 'E01', life({ relationship: 'SPOUSE', sex: 'MALE', covers: [] }), 'UNDECIDED'],
    ['who is a working husband', 'E01', life({ relationship: 'SPOUSE', sex: 'MALE', works: true, covers: [] }), 'NOT_APPLICABLE'],
    ['who is a wife', 'E01', life({ relationship: 'SPOUSE', works: true, covers: [] }), 'BREACH'],
    ['who is a parent', 'E01', life({ relationship: 'PARENT', covers: [] }), 'NOT_APPLICABLE'],
    ['who is a married daughter', 'E01', child({ sex: 'FEMALE', married: true, covers: [] }), 'NOT_APPLICABLE'],
    ['just born', 'E01', child({ birthDate: '2026-02-20', coverFrom: '2026-02-20', covers: [] }), 'HELD'],
    ['born six weeks ago', 'E01', child({ birthDate: '2026-01-15', coverFrom: '2026-01-15', covers: [] }), 'BREACH'],
    ['hired and covered in the year', 'E07', life({ employmentStart: '2026-02-01', covers: [cover({ from: '2026-02-01' })] }), 'HELD'],
    ['covered late', 'E07', life({ employmentStart: '2026-02-01', covers: [cover({ from: '2026-02-05' })] }), 'BREACH'],
    ['covered before work began', 'E07', life({ employmentStart: '2026-02-01', covers: [cover({ from: '2026-01-20' })] }), 'BREACH'],
    ['at work before the policy', 'E07', life(), 'NOT_APPLICABLE'],
    ['with a card in time', 'E08', life({ employmentStart: '2026-02-01', covers: [cover({ from: '2026-02-01', acceptedAt: '2026-02-12T09:00:00.000Z' })] }), 'HELD'],
    ['with a late card', 'E08', life({ employmentStart: '2026-02-01', covers: [cover({ from: '2026-02-01', acceptedAt: '2026-02-17T09:00:00.000Z' })] }), 'BREACH'],
    ['born and covered from birth', 'E09', child({ birthDate: '2026-02-01', covers: [cover({ from: '2026-02-01' })] }), 'HELD'],
    ['born and covered later', 'E09', child({ birthDate: '2026-02-01', covers: [cover({ from: '2026-02-09' })] }), 'BREACH'],
    ['born and announced late', 'E09', child({ birthDate: '2026-01-05', enteredAt: '2026-02-20T09:00:00.000Z', covers: [cover({ from: '2026-01-05' })] }), 'BREACH'],
    ['born and never covered', 'E09', child({ birthDate: '2026-01-05', covers: [] }), 'BREACH'],
    ['born before the employee was covered', 'E09', child(), 'NOT_APPLICABLE'],
    ['a son within the limit', 'E02', child({ birthDate: '2001-03-02' }), 'HELD'],
    ['a son on the birthday itself', 'E02', child({ birthDate: '2001-03-01' }), 'HELD'],
    ['a son the day after', 'E02', child({ birthDate: '2001-02-28' }), 'BREACH'],
    ['a son beyond it without cover', 'E02', child({ birthDate: '1999-01-01', covers: [] }), 'NOT_APPLICABLE'],
    ['a daughter of whom nothing is known', 'E02.DAUGHTER', child({ sex: 'FEMALE', birthDate: '2000-01-01' }), 'UNDECIDED'],
    ['a little daughter', 'E02.DAUGHTER', child({ sex: 'FEMALE' }), 'HELD'],
    ['a working daughter', 'E02.DAUGHTER', child({ sex: 'FEMALE', birthDate: '2000-01-01', married: false, works: true }), 'BREACH'],
    ['a husband who works', 'E03', life({ relationship: 'SPOUSE', sex: 'MALE', works: true }), 'BREACH'],
    ['a husband who does not', 'E03', life({ relationship: 'SPOUSE', sex: 'MALE', works: false }), 'HELD'],
    ['a child of a mother whose husband works', 'E04', child({ subscriber: { sex: 'FEMALE', coveredFrom: null, spouseWorks: true } }), 'BREACH'],
    ['a child of a mother alone', 'E04', child({ subscriber: { sex: 'FEMALE', coveredFrom: null, spouseWorks: null } }), 'UNDECIDED'],
    ['a child of a father', 'E04', child(), 'HELD'],
    ['a parent', 'E05', life({ relationship: 'PARENT' }), 'BREACH'],
    ['a resident ended for divorce', 'E11', life({ nationalityKind: 'RESIDENT', leftOn: '2026-02-10', covers: [cover({ to: '2026-02-09', endedEarly: true, endReason: 'DIVORCE' })] }), 'BREACH'],
    ['a citizen ended for divorce', 'E11', life({ leftOn: '2026-02-10', covers: [cover({ to: '2026-02-09', endedEarly: true, endReason: 'DIVORCE' })] }), 'HELD'],
    ['a resident who left for good', 'E11', life({ nationalityKind: 'RESIDENT', covers: [cover({ to: '2026-02-09', endedEarly: true, endReason: 'FINAL_EXIT' })] }), 'HELD'],
    ['a citizen ended for no ground, whom a person let go', 'E11', life({ covers: [cover({ to: '2026-02-09', endedEarly: true, endReason: 'TIRED' })], endingDecision: decision({ appliesOn: '2026-02-10' }) }), 'HELD'],
    ['a citizen ended for no ground', 'E11', life({ covers: [cover({ to: '2026-02-09', endedEarly: true, endReason: 'TIRED' })] }), 'BREACH'],
    ['ended, nobody says why', 'E11', life({ covers: [cover({ to: '2026-02-09', endedEarly: true })] }), 'UNDECIDED'],
    ['ended as a source had let it', 'E11', life({ covers: [cover({ to: '2026-02-09', endedEarly: true })], endingDecision: decision({ rules: [{ rule: 'E11', passed: true, observed: 'DEATH' }] }) }), 'HELD'],
    ['ended as no source had let it', 'E11', life({ covers: [cover({ to: '2026-02-09', endedEarly: true })], endingDecision: decision({ outcome: 'NOT_ELIGIBLE', rules: [{ rule: 'E11', passed: false, observed: 'no ground was given' }] }) }), 'BREACH'],
    ['refunded in full', 'E14', life({ covers: [cover({ to: '2026-06-14', endedEarly: true, refunded: 164_271 })] }), 'NOT_APPLICABLE'],
    ['refunded too little', 'E14', life({ covers: [cover({ to: '2026-02-09', endedEarly: true, refunded: 1_000 })] }), 'BREACH'],
    ['not refunded at all', 'E14', life({ covers: [cover({ to: '2026-02-09', endedEarly: true, refunded: 0 })] }), 'UNDECIDED'],
    ['covered on a document', 'E16', child({ decision: decision({ documentReason: 'born abroad' }) }), 'BREACH'],
    ['covered although not employed', 'E01.EMPLOYED', life({ decision: decision({ outcome: 'NOT_ELIGIBLE', rules: [{ rule: 'E01.EMPLOYED', passed: false, observed: 'not on the roster' }] }) }), 'BREACH'],
    ['whom a person let in', 'E16.FAMILY', child({ decision: decision({ rules: [{ rule: 'E16.FAMILY', passed: false, observed: 'not in the registry' }] }) }), 'HELD'],
    ['that left and is covered still', 'E16.AGREE', life({ leftOn: '2026-02-20' }), 'CONTRADICTED'],
    ['in another class than covered', 'E16.AGREE', life({ policyClass: 'A' }), 'CONTRADICTED'],
    ['of which both say the same', 'E16.AGREE', life(), 'HELD'],
    ['covered twice', 'E17', life({ covers: [cover(), cover({ coverageId: 'c2', policyId: 'p2', associationId: 'a2' })] }), 'BREACH'],
    ['covered one after the other', 'E17', life({ covers: [cover({ to: '2026-01-31' }), cover({ coverageId: 'c2', from: '2026-02-01' })] }), 'HELD'],
  ])('%s: %s', (_what, rule, facts, verdict) => {
    expect(say(facts, rule)).toBe(verdict);
  });

  it('is refunded by the day: 200 days of 3,000 riyals are 1,642.71', () => {
    const ended = (refunded: number) => life({ covers: [cover({ to: '2026-06-14', endedEarly: true, refunded })] });
    const after = '2026-06-20';
    expect([164_271, 164_270, 164_269].map((refunded) => say(ended(refunded), 'E14', after))).toEqual(['HELD', 'HELD', 'BREACH']);
  });

  it('is refunded as insurers are to refund it, whatever the premium, the day and the year', () => {
    fc.assert(fc.property(fc.bigInt({ min: 2n, max: 10_000_000n }), fc.integer({ min: 0, max: 364 }), fc.constantFrom('2026', '2028'), (annualPremium, day, year) => {
      const [policyFrom, policyTo] = [`${year}-01-01`, `${year}-12-31`];
      const to = plusDays(policyFrom, day);
      const remainingDays = daysBetween(to, policyTo);
      fc.pre(remainingDays > 0);
      const { amount } = refundOnDeletion({ annualPremium, claimsPaid: 0n, remainingDays });
      const ended = (refunded: number) => life({ covers: [cover({ from: policyFrom, to, policyFrom, policyTo, endedEarly: true, annualPremium: Number(annualPremium), refunded })] });
      expect(say(ended(Number(amount)), 'E14', plusDays(to, 1))).toBe('HELD');
      if (amount > 3n) expect(say(ended(Number(amount) - 3), 'E14', plusDays(to, 1))).toBe('BREACH');
    }));
  });

  it('says what was observed, by which value, from whom and when, without a birth date', () => {
    const [ruling] = judgeLife(life({ covers: [] }), ON, RULES);
    expect(ruling).toMatchObject({
      ruleId: 'E01', appliesOn: ON, rule: { value: 'mandatory' },
      outcome: { verdict: 'BREACH', severity: 'HIGH', observed: 'without cover since 2026-01-01', facts: [{ name: 'member.onRoster', source: ROSTER.source, asOf: ROSTER.asOf, verifiedBy: 'regulation' }, { name: 'member.uncoveredSince', value: '2026-01-01' }] },
    });
    for (const { outcome } of judgeLife(child({ birthDate: '1999-09-09', sex: 'MALE' }), ON, RULES)) expect(JSON.stringify(outcome)).not.toContain('1999-09-09');
  });
});

const day = fc.integer({ min: 0, max: 1_500 }).map((days) => plusDays('2024-01-01', days));

describe('whatever the facts', () => {
  const anyLife: fc.Arbitrary<LifeFacts> = fc.record({
    relationship: fc.constantFrom('SELF' as const, 'SPOUSE' as const, 'CHILD' as const), sex: fc.constantFrom('MALE' as const, 'FEMALE' as const),
    birthDate: fc.integer({ min: 0, max: 20_000 }).map((days) => plusDays('1970-01-01', days)), works: fc.option(fc.boolean()), married: fc.option(fc.boolean()),
    coverFrom: day, leftOn: fc.option(day), employmentStart: fc.option(day),
    covers: fc.array(fc.record({ from: day, length: fc.integer({ min: 0, max: 500 }), policyId: fc.constantFrom('p1', 'p2') }), { maxLength: 3 })
      .map((periods) => periods.map(({ from, length, policyId }) => cover({ from, to: plusDays(from, length), policyId })).sort((a, b) => (a.from < b.from ? -1 : 1))),
  }).map((more) => life(more));

  it('is every rule said something about once, and the same each time', () => {
    fc.assert(fc.property(anyLife, day, (facts, on) => {
      const rulings = judgeLife(facts, on, RULES);
      expect(new Set(rulings.map(({ ruleId }) => ruleId)).size).toBe(rulings.length);
      expect(judgeLife(facts, on, RULES)).toEqual(rulings);
      for (const { outcome, rule } of rulings) if (isBroken(outcome)) expect([rule === null, outcome.facts.length > 0]).toEqual([false, true]);
    }));
  });

  it('never is a life that is covered without cover, nor one that must not be covered', () => {
    fc.assert(fc.property(anyLife, day, (facts, on) => {
      const covered = facts.covers.some(({ from, to }) => from <= on && on <= to);
      const belongs = facts.coverFrom <= on && (facts.leftOn === null || on < facts.leftOn);
      if (covered || !belongs) expect(say(facts, 'E01', on)).not.toBe('BREACH');
      else if (facts.relationship === 'SELF') expect(say(facts, 'E01', on)).toBe('BREACH');
    }));
  });

  it('is an overlap exactly where a day has more than one cover', () => {
    fc.assert(fc.property(anyLife, day, (facts, on) => {
      const covers = facts.covers.filter(({ from, to }) => from <= on && on <= to).length;
      expect(say(facts, 'E17', on) === 'BREACH').toBe(covers > 1);
    }));
  });

  it('a son is covered through his birthday or until it, as the book of that day says', () => {
    const below = rulesByDate(RULE_BOOK.map((rule) => (rule.id === 'E02.BOUNDARY' ? { ...rule, value: 'BELOW' } : rule)));
    fc.assert(fc.property(fc.integer({ min: 0, max: 12_000 }).map((days) => plusDays('1990-01-01', days)), day, (birthDate, on) => {
      if (birthDate > on) return;
      const facts = child({ birthDate, covers: [cover({ from: '2020-01-01', to: '2030-01-01' })] });
      expect(say(facts, 'E02', on, below)).toBe(ageOn(birthDate, on) < 25 ? 'HELD' : 'BREACH');
      expect(say(facts, 'E02', on)).toBe(ageOn(birthDate, plusDays(on, -1)) < 25 ? 'HELD' : 'BREACH');
    }));
  });

  it('two claims contradict each other only when both say something', () => {
    const claim = fc.record({ name: fc.constantFrom('x', 'y'), value: fc.constantFrom(null, 1, 2) }).map((one) => ({ ...one, said: INSURERS }));
    fc.assert(fc.property(fc.array(claim), (claims) => {
      const values = (name: string) => new Set(claims.filter((one) => one.name === name && one.value !== null).map(({ value }) => value)).size;
      const found = contradictionOf(claims);
      expect(found !== null).toBe(values('x') > 1 || values('y') > 1);
      if (found !== null) expect([found[0].name === found[1].name, found[0].value === found[1].value]).toEqual([true, false]);
    }));
  });
});
