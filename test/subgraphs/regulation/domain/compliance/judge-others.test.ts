import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { daysBetween, plusDays } from '../../../../../subgraphs/regulation/domain/calendar.ts';
import { millionths } from '../../../../../subgraphs/regulation/domain/compliance/exact-decimal.ts';
import { judgeAssociation } from '../../../../../subgraphs/regulation/domain/compliance/judge-association.ts';
import { judgeBatch } from '../../../../../subgraphs/regulation/domain/compliance/judge-batch.ts';
import { judgeBid } from '../../../../../subgraphs/regulation/domain/compliance/judge-bid.ts';
import { judgeInsurer } from '../../../../../subgraphs/regulation/domain/compliance/judge-insurer.ts';
import { judgePolicy } from '../../../../../subgraphs/regulation/domain/compliance/judge-policy.ts';
import { judgeService } from '../../../../../subgraphs/regulation/domain/compliance/judge-service.ts';
import { judgeTender } from '../../../../../subgraphs/regulation/domain/compliance/judge-tender.ts';
import type { Ruling } from '../../../../../subgraphs/regulation/domain/compliance/ruling.ts';
import { workingDaysBetween } from '../../../../../subgraphs/regulation/domain/compliance/working-days.ts';
import { BENEFIT_SCHEDULES } from '../../../../../subgraphs/regulation/domain/rules/benefit-schedules.ts';
import { inForceOn } from '../../../../../subgraphs/regulation/domain/rules/in-force.ts';
import { INSURERS, ON, RULES, association, batch, bid, policy, rates, tender, verdictOf } from './some-facts.ts';

const minimum = (on: string) => (inForceOn(BENEFIT_SCHEDULES, on)?.benefits ?? []).map(({ code, kind, value }) => ({ code, kind: String(kind), value }));
const held = { accreditationId: 'x', state: 'ACCREDITED', level: null, validFrom: '2025-06-01', validTo: '2026-05-31', rules: [{ rule: 'A11', passed: false, observed: 'EXPIRED' }, { rule: 'A12', passed: true, observed: 'QUALIFIED' }], said: INSURERS };
const policyOf = (insurerId: string, from: string, to: string, orderedAt: string | null) => ({ policyId: from, insurerId, from, to, orderedAt, said: INSURERS });
const request = (more: object) => ({ authorizationId: 'r', insurerId: 'i1', associationId: 'a1', askedAt: '2026-02-20T09:00:00.000Z', answeredAt: null, state: 'PENDED', said: INSURERS, ...more });

const cases: [what: string, rule: string, rulings: () => Ruling[], verdict: string][] = [
  ['a batch of last week', 'E08.BATCH', () => judgeBatch(batch(), ON, RULES), 'HELD'],
  ['a batch of last month', 'E08.BATCH', () => judgeBatch(batch({ createdAt: '2026-02-01T09:00:00.000Z' }), ON, RULES), 'BREACH'],
  ['a batch that is done', 'E08.BATCH', () => judgeBatch(batch({ createdAt: '2025-02-01T09:00:00.000Z', state: 'APPLIED' }), ON, RULES), 'NOT_APPLICABLE'],
  ['an accredited association', 'A13', () => judgeAssociation(association(), ON, RULES), 'HELD'],
  ['one whose accreditation is over', 'A13', () => judgeAssociation(association(), '2026-06-01', RULES), 'BREACH'],
  ['one that is suspended', 'A13', () => judgeAssociation(association({ accreditation: { ...held, state: 'SUSPENDED' } }), ON, RULES), 'BREACH'],
  ['one without a policy', 'A13', () => judgeAssociation(association({ policies: [], accreditation: null }), ON, RULES), 'NOT_APPLICABLE'],
  ['one whose licence lapsed', 'A01', () => judgeAssociation(association({ accreditation: { ...held, rules: [{ rule: 'A01', passed: false, observed: 'EXPIRED' }] } }), ON, RULES), 'BREACH'],
  ['one that never applied', 'A01', () => judgeAssociation(association({ accreditation: null }), ON, RULES), 'UNDECIDED'],
  ['an account the bank does not know', 'A07', () => judgeAssociation(association({ bank: { state: 'MISMATCH', said: INSURERS } }), ON, RULES), 'BREACH'],
  ['an account it knows', 'A07', () => judgeAssociation(association({ bank: { state: 'VERIFIED', said: INSURERS } }), ON, RULES), 'HELD'],
  ['a change of insurer with a gap', 'E13', () => judgeAssociation(association({ policies: [policyOf('i1', '2025-01-01', '2025-12-31', null), policyOf('i2', '2026-01-03', '2026-12-31', '2025-10-01T00:00:00Z')] }), ON, RULES), 'BREACH'],
  ['a change of insurer ordered late', 'E13', () => judgeAssociation(association({ policies: [policyOf('i1', '2025-01-01', '2025-12-31', null), policyOf('i2', '2026-01-01', '2026-12-31', '2025-12-20T00:00:00Z')] }), ON, RULES), 'BREACH'],
  ['a change of insurer in order', 'E13', () => judgeAssociation(association({ policies: [policyOf('i1', '2025-01-01', '2025-12-31', null), policyOf('i2', '2026-01-01', '2026-12-31', '2025-12-01T00:00:00Z')] }), ON, RULES), 'HELD'],
  ['the same insurer again', 'E13', () => judgeAssociation(association({ policies: [policyOf('i1', '2025-01-01', '2025-12-31', null), policyOf('i1', '2026-01-03', '2026-12-31', null)] }), ON, RULES), 'NOT_APPLICABLE'],
  ['an insurer whose licence lapsed', 'A11', () => judgeInsurer({ insurerId: 'i1', accreditation: held, policiesInForce: 2, profile: INSURERS }, ON, RULES), 'BREACH'],
  ['an insurer that is qualified', 'A12', () => judgeInsurer({ insurerId: 'i1', accreditation: held, policiesInForce: 2, profile: INSURERS }, ON, RULES), 'HELD'],
  ['a policy at one price for all', 'G01', () => judgePolicy(policy({ rates: rates('B', () => 200_000) }), ON, RULES), 'BREACH'],
  ['a policy priced by age and sex', 'G01', () => judgePolicy(policy(), ON, RULES), 'HELD'],
  ['an insurer that refused whom the rules allow', 'G09', () => judgePolicy(policy({ refused: { lines: 2, said: INSURERS } }), ON, RULES), 'BREACH'],
  ['an insurer that refused nobody', 'G09', () => judgePolicy(policy(), ON, RULES), 'HELD'],
  ['VAT at fifteen percent', 'G13', () => judgePolicy(policy({ endorsed: { premium: 1_000_001, vat: 150_000, lines: 2 } }), ON, RULES), 'HELD'],
  ['VAT at five', 'G13', () => judgePolicy(policy({ endorsed: { premium: 1_000_000, vat: 50_000, lines: 2 } }), ON, RULES), 'BREACH'],
  ['VAT of 2019', 'G13', () => judgePolicy(policy({ inceptionDate: '2019-01-01', endorsed: { premium: 1_000_000, vat: 50_000, lines: 2 } }), ON, RULES), 'UNDECIDED'],
  ['a policy that lacks a benefit', 'B.DENTAL', () => judgePolicy(policy({ benefits: minimum(ON).filter(({ code }) => code !== 'DENTAL') }), ON, RULES), 'BREACH'],
  ['a policy whose benefits nobody knows', 'B.DENTAL', () => judgePolicy(policy(), ON, RULES), 'UNDECIDED'],
  ['a benefit no plan states', 'B.ROOM_DAY', () => judgePolicy(policy({ benefits: minimum(ON) }), ON, RULES), 'UNDECIDED'],
  ['a bid with a cell missing', 'G04', () => judgeBid({ bid: bid({ rates: rates().slice(1) }), tender: tender() }, ON, RULES), 'BREACH'],
  ['a whole bid', 'G04', () => judgeBid({ bid: bid(), tender: tender() }, ON, RULES), 'HELD'],
  ['a discount on a new risk', 'G05', () => judgeBid({ bid: bid({ bookDiscountBasisPoints: 1 }), tender: tender() }, ON, RULES), 'BREACH'],
  ['loadings that leave nothing', 'G02', () => judgeBid({ bid: bid({ loadingBasisPoints: 10_000 }), tender: tender() }, ON, RULES), 'BREACH'],
  ['a bid far below the others', 'G12', () => judgeBid({ bid: bid({ listBill: 500_000 }), tender: tender({ bids: [bid(), bid({ bidId: 'bid2' }), bid({ bidId: 'bid3' })] }) }, ON, RULES), 'BREACH'],
  ['a bid among equals', 'G12', () => judgeBid({ bid: bid(), tender: tender({ bids: [bid(), bid({ bidId: 'bid2' })] }) }, ON, RULES), 'HELD'],
  ['a bid far below the next', 'G12.NEXT', () => judgeBid({ bid: bid({ listBill: 700_000 }), tender: tender({ bids: [bid({ bidId: 'bid2' })] }) }, ON, RULES), 'BREACH'],
  ['the only bid', 'G12', () => judgeBid({ bid: bid(), tender: tender() }, ON, RULES), 'NOT_APPLICABLE'],
  ['a tender without exposure', 'G04', () => judgeTender(tender({ censusFrozenAt: null }), ON, RULES), 'BREACH'],
  ['a draft', 'G04', () => judgeTender(tender({ state: 'DRAFT', censusFrozenAt: null }), ON, RULES), 'NOT_APPLICABLE'],
  ['a tender with a red flag', 'G14', () => judgeTender(tender({ redFlags: [{ code: 'R018', value: '1' }] }), ON, RULES), 'BREACH'],
  ['a flag that the rule does not count', 'G14', () => judgeTender(tender({ redFlags: [{ code: 'R999', value: '1' }] }), ON, RULES), 'HELD'],
  ['a short standstill', 'G15', () => judgeTender(tender({ standstillSeconds: 864_000 - 1 }), ON, RULES), 'BREACH'],
  ['one signed in standstill', 'G15', () => judgeTender(tender({ contractedAt: '2026-03-01T09:00:00.000Z' }), ON, RULES), 'BREACH'],
  ['a standstill of ten days', 'G15', () => judgeTender(tender(), ON, RULES), 'HELD'],
  ['an answer in the hour', 'S01', () => judgeService(request({ answeredAt: '2026-02-20T10:00:00.000Z', state: 'APPROVED' }), ON, RULES), 'HELD'],
  ['an answer within the tolerance', 'S01', () => judgeService(request({ answeredAt: '2026-02-20T10:15:30.000Z', state: 'APPROVED' }), ON, RULES), 'HELD'],
  ['an answer beyond it', 'S01', () => judgeService(request({ answeredAt: '2026-02-20T10:16:00.000Z', state: 'APPROVED' }), ON, RULES), 'BREACH'],
  ['silence', 'S01', () => judgeService(request({ state: 'DEEMED_APPROVED' }), ON, RULES), 'BREACH'],
  ['a question after midnight in Riyadh, the same night', 'S01', () => judgeService(request({ askedAt: '2026-02-28T22:30:00.000Z' }), '2026-03-01', RULES), 'HELD'],
  ['no answer for days', 'S01', () => judgeService(request({}), ON, RULES), 'BREACH'],
];

describe('a rule over', () => {
  it.each(cases)('%s: %s', (_what, rule, rulings, verdict) => {
    expect(verdictOf(rulings(), rule)[0]).toBe(verdict);
  });

  it('a policy is the schedule of the day it began: what was enough in 2018 is not in 2023', () => {
    const of2018 = minimum('2018-06-01');
    const worse = (inceptionDate: string) => judgePolicy(policy({ inceptionDate, benefits: of2018 }), ON, RULES).filter(({ outcome }) => outcome.verdict === 'BREACH').map(({ ruleId }) => ruleId);
    expect(worse('2018-06-01')).toEqual([]);
    expect(worse('2023-01-01').sort()).toEqual(['B.ANNUAL_MAX', 'B.OUTPATIENT_COPAY_MAX', 'B.PSYCHIATRIC']);
  });
});

describe('whatever the figures', () => {
  it('better is free and worse is a breach, in the direction of the benefit', () => {
    const benefits = minimum(ON);
    fc.assert(fc.property(fc.constantFrom(...benefits), fc.integer({ min: -5, max: 5 }), (benefit, more) => {
      const offered = Number(benefit.value) + more;
      if (offered < 0) return;
      const rulings = judgePolicy(policy({ benefits: [...benefits.filter(({ code }) => code !== benefit.code), { ...benefit, value: String(offered) }] }), ON, RULES);
      const better = benefit.kind.startsWith('COPAY') ? more <= 0 : more >= 0;
      expect(verdictOf(rulings, `B.${benefit.code}`)[0]).toBe(better ? 'HELD' : 'BREACH');
      expect(rulings.filter(({ outcome }) => outcome.verdict === 'BREACH')).toHaveLength(better ? 0 : 1);
    }));
  });

  it('decimals are compared exactly', () => {
    fc.assert(fc.property(fc.bigInt({ min: 0n, max: 10n ** 15n }), (value) => {
      const text = `${value / 1_000_000n}.${String(value % 1_000_000n).padStart(6, '0')}`;
      expect(millionths(text)).toBe(value);
    }));
    expect(['', '-1', '1e3', '1.2345678', '٣'].map(millionths)).toEqual([null, null, null, null, null]);
  });

  it('working days are the days that are neither Friday nor Saturday', () => {
    const day = fc.integer({ min: 0, max: 2_000 }).map((days) => plusDays('2025-01-01', days));
    fc.assert(fc.property(day, fc.integer({ min: 0, max: 90 }), (from, length) => {
      let expected = 0;
      for (let at = 1; at <= length; at += 1) if (![5, 6].includes(new Date(`${plusDays(from, at)}T00:00:00Z`).getUTCDay())) expected += 1;
      expect(workingDaysBetween(from, plusDays(from, length))).toBe(expected);
      expect(workingDaysBetween(plusDays(from, length), from)).toBe(0);
      expect(expected).toBeLessThanOrEqual(daysBetween(from, plusDays(from, length)));
    }));
  });
});
