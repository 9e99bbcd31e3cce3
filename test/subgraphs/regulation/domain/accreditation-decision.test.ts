import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { decideAccreditation } from '../../../../subgraphs/regulation/domain/accreditation-decision.ts';
import { RULE_BOOK } from '../../../../subgraphs/regulation/domain/rules/rule-book.ts';
import { rulesOn } from '../../../../subgraphs/regulation/domain/rule-evaluation.ts';

const TODAY = '2026-03-01';
const rules = rulesOn(RULE_BOOK, TODAY);
const association = (status: string, validTo: string | null, governanceScore: number | null) =>
  decideAccreditation({ kind: 'ASSOCIATION', licence: { status, validTo, governanceScore } }, rules, TODAY);
const insurer = (licence: string, qualification: string, validTo: string | null = '2026-12-31') =>
  decideAccreditation({ kind: 'INSURER', licence: { status: licence, validTo }, qualification: { status: qualification, validTo: '2027-12-31' } }, rules, TODAY);

describe('the decision on an association', () => {
  it.each([[60, 1], [74.9, 1], [75, 2], [89, 2], [90, 3], [100, 3]])('gives a score of %d the level %i', (score, level) => {
    expect(association('ACTIVE', '2030-01-01', score)).toMatchObject({ failedRules: [], level });
  });

  it.each([
    ['a low score', 'ACTIVE', '2030-01-01', 59.9, ['A02']],
    ['no score', 'ACTIVE', '2030-01-01', null, ['A02']],
    ['a suspended licence', 'SUSPENDED', '2030-01-01', 80, ['A01']],
    ['a licence that ended yesterday', 'ACTIVE', '2026-02-28', 80, ['A01']],
    ['an unknown licence', 'UNKNOWN', null, null, ['A01', 'A02']],
  ])('leaves %s to a person', (_what, status, validTo, score, failed) => {
    const { failedRules, rulesEvaluated } = association(status, validTo, score);
    expect(failedRules).toEqual(failed);
    expect(rulesEvaluated.filter(({ passed }) => !passed).map(({ rule }) => rule)).toEqual(failed);
  });

  it('holds a year, and never longer than the licence', () => {
    expect(association('ACTIVE', null, 80)).toMatchObject({ validFrom: TODAY, validTo: '2027-02-28' });
    expect(association('ACTIVE', '2026-06-30', 80).validTo).toBe('2026-06-30');
    fc.assert(fc.property(fc.integer({ min: 2026, max: 2040 }), (year) => {
      const end = `${year}-12-31`;
      expect(association('ACTIVE', end, 80).validTo <= end).toBe(true);
    }));
  });

  it('passes nothing when the day has no rules', () => {
    const { failedRules, validFrom, validTo } = decideAccreditation(
      { kind: 'ASSOCIATION', licence: { status: 'ACTIVE', validTo: null, governanceScore: 99 } }, rulesOn(RULE_BOOK, '2000-01-01'), TODAY);
    expect(failedRules).toEqual(['A01', 'A02']);
    expect(validTo < validFrom).toBe(true);
  });
});

describe('the decision on an insurer', () => {
  it('needs both permissions', () => {
    expect(insurer('ACTIVE', 'ACTIVE')).toMatchObject({ failedRules: [], level: null, validTo: '2026-12-31' });
    expect(insurer('SUSPENDED', 'ACTIVE').failedRules).toEqual(['A11']);
    expect(insurer('ACTIVE', 'NOT_QUALIFIED').failedRules).toEqual(['A12']);
    expect(insurer('EXPIRED', 'EXPIRED').failedRules).toEqual(['A11', 'A12']);
  });
});
