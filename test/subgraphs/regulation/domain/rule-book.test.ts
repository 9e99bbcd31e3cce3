import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { BENEFIT_SCHEDULES } from '../../../../subgraphs/regulation/domain/rules/benefit-schedules.ts';
import { benefitRulesOf } from '../../../../subgraphs/regulation/domain/rules/benefit-rules.ts';
import { inForceOn, isInForceOn } from '../../../../subgraphs/regulation/domain/rules/in-force.ts';
import { UNSTATED_FLOORS } from '../../../../subgraphs/regulation/domain/compliance/judge-benefits.ts';
import { RULE_BOOK } from '../../../../subgraphs/regulation/domain/rules/rule-book.ts';
import { plusDays } from '../../../../subgraphs/regulation/domain/calendar.ts';

const ARABIC = /[\u0600-\u06FF]/;
const day = fc.integer({ min: 0, max: 15 * 365 }).map((days) => plusDays('2013-01-01', days));
const valueOn = (id: string, on: string) => inForceOn(RULE_BOOK.filter((rule) => rule.id === id), on)?.value;

describe('the rule book', () => {
  it('has every group', () => {
    expect([...new Set(RULE_BOOK.map(({ category }) => category))].sort()).toEqual(['A', 'B', 'E', 'G', 'S']);
  });

  it.each(RULE_BOOK.map((rule) => [`${rule.id} from ${rule.effectiveFrom}`, rule] as const))('says where %s comes from, in both languages', (_name, rule) => {
    expect(rule.source).not.toBe('');
    expect(rule.value).not.toBe('');
    expect(rule.title.ar).toMatch(ARABIC);
    expect(rule.title.en).not.toMatch(ARABIC);
    expect(rule.id.startsWith(rule.category)).toBe(true);
    expect(rule.effectiveTo === null || rule.effectiveTo >= rule.effectiveFrom).toBe(true);
  });

  it('has at most one value of a rule on any day', () => {
    fc.assert(fc.property(day, fc.constantFrom(...new Set(RULE_BOOK.map(({ id }) => id))), (on, id) => {
      expect(RULE_BOOK.filter((rule) => rule.id === id && isInForceOn(rule, on)).length).toBeLessThanOrEqual(1);
    }));
  });

  it('presents no Saudi figure as checked that nobody has checked', () => {
    const checked = RULE_BOOK.filter(({ verifiedOn }) => verifiedOn !== null);
    expect(checked.map(({ id }) => id)).toEqual(['G12', 'G12.NEXT', 'G14', 'G14.FENCE']);
    for (const { source } of checked) expect(source).toContain('not Saudi law');
  });

  it('has the least standstill as a decision of the programme, in days', () => {
    const rule = RULE_BOOK.find(({ id }) => id === 'G15');
    expect(rule).toMatchObject({ category: 'G', value: '10', unit: 'days', effectiveTo: null, verifiedOn: null });
    expect([rule?.title.en, rule?.source].map((text) => text?.includes('not a figure of the law'))).toEqual([true, true]);
  });

  it.each([
    ['2013-12-31', '250000'], ['2014-01-01', '500000'], ['2018-01-01', '500000'], ['2022-09-30', '500000'], ['2022-10-01', '1000000'], ['2030-01-01', '1000000'],
  ])('knows the yearly maximum of %s', (on, value) => {
    expect(valueOn('B.ANNUAL_MAX', on)).toBe(value);
  });

  it('has the value a schedule has, benefit by benefit, day by day', () => {
    fc.assert(fc.property(day, (on) => {
      const schedule = inForceOn(BENEFIT_SCHEDULES, on);
      const fromRules = RULE_BOOK.filter((rule) => rule.category === 'B' && isInForceOn(rule, on) && !UNSTATED_FLOORS.includes(rule.id)).map(({ id, value }) => [id, value]).sort();
      expect(fromRules).toEqual((schedule?.benefits ?? []).map(({ code, value }) => [`B.${code}`, value]).sort());
    }));
  });
});

describe('the minimum schedules', () => {
  it('follow each other without a gap, and the last is open', () => {
    BENEFIT_SCHEDULES.forEach(({ effectiveTo }, index) => {
      const next = BENEFIT_SCHEDULES[index + 1];
      expect(effectiveTo === null ? null : plusDays(effectiveTo, 1)).toBe(next?.effectiveFrom ?? null);
    });
  });

  it('are known by an identifier each', () => {
    expect(new Set(BENEFIT_SCHEDULES.map(({ id }) => id)).size).toBe(BENEFIT_SCHEDULES.length);
  });

  it('state the benefits of 2022, by code', () => {
    const benefits = BENEFIT_SCHEDULES.at(-1)?.benefits ?? [];
    expect(Object.fromEntries(benefits.map(({ code, value }) => [code, value]))).toMatchObject({
      ANNUAL_MAX: '1000000', MATERNITY: '15000', PSYCHIATRIC: '50000', OBESITY_SURGERY: '15000', OUTPATIENT_COPAY_MAX: '75', INPATIENT_COPAY_PERCENT: '0',
    });
    expect(benefits.map(({ code }) => code)).toEqual(benefits.map(({ code }) => code).sort());
  });

  it('keep an unchanged figure as one rule over both periods', () => {
    const maternity = benefitRulesOf(BENEFIT_SCHEDULES).filter(({ id }) => id === 'B.MATERNITY');
    expect(maternity.map(({ effectiveFrom, effectiveTo }) => [effectiveFrom, effectiveTo])).toEqual([['2018-01-01', null]]);
  });
});
