import type { AssociationFacts } from '../../../../../subgraphs/regulation/domain/compliance/association-facts.ts';
import type { BatchFacts } from '../../../../../subgraphs/regulation/domain/compliance/batch-facts.ts';
import type { PolicyFacts, RateCell } from '../../../../../subgraphs/regulation/domain/compliance/insurer-facts.ts';
import type { CoverFacts, LifeFacts } from '../../../../../subgraphs/regulation/domain/compliance/life-facts.ts';
import type { Provenance } from '../../../../../subgraphs/regulation/domain/compliance/provenance.ts';
import { rulesByDate } from '../../../../../subgraphs/regulation/domain/compliance/rules-by-date.ts';
import type { Ruling } from '../../../../../subgraphs/regulation/domain/compliance/ruling.ts';
import type { BidFacts, TenderFacts } from '../../../../../subgraphs/regulation/domain/compliance/tender-facts.ts';
import { RULE_BOOK } from '../../../../../subgraphs/regulation/domain/rules/rule-book.ts';

export const RULES = rulesByDate(RULE_BOOK);
export const ON = '2026-03-01';

export const ROSTER: Provenance = { source: 'graph:associations', asOf: '2026-03-01T08:00:00.000Z' };
export const INSURERS: Provenance = { source: 'graph:insurers', asOf: '2026-03-01T08:30:00.000Z' };

export function cover(more: Partial<CoverFacts> = {}): CoverFacts {
  return {
    coverageId: 'c1', policyId: 'p1', insurerId: 'i1', associationId: 'a1', policyClass: 'B', from: '2026-01-01', to: '2026-12-31', policyFrom: '2026-01-01',
    policyTo: '2026-12-31', endedEarly: false, suspended: [], acceptedAt: '2025-12-20T09:00:00.000Z', endReason: null, annualPremium: 300_000, refunded: null,
    said: INSURERS, ...more,
  };
}

/** An employee with cover for the year, about whom every rule is content or has nothing to say. */
export function life(more: Partial<LifeFacts> = {}): LifeFacts {
  return {
    memberId: 'm1', associationId: 'a1', subscriberId: 'm1', relationship: 'SELF', birthDate: '1990-05-05', sex: 'FEMALE', nationalityKind: 'CITIZEN',
    policyClass: 'B', married: null, works: null, employmentStart: '2020-01-01', coverFrom: '2026-01-01', leftOn: null, enteredAt: null, subscriber: null,
    covers: [cover()], decision: null, endingDecision: null, claims: [], roster: ROSTER, ...more,
  };
}

export function child(more: Partial<LifeFacts> = {}): LifeFacts {
  return life({
    relationship: 'CHILD', sex: 'MALE', birthDate: '2010-06-06', subscriberId: 'm0', employmentStart: null,
    subscriber: { sex: 'MALE', coveredFrom: '2026-01-01', spouseWorks: null }, ...more,
  });
}

export function association(more: Partial<AssociationFacts> = {}): AssociationFacts {
  return {
    associationId: 'a1', region: 'SA-01', lives: 10, bank: null, profile: ROSTER,
    accreditation: { accreditationId: 'x', state: 'ACCREDITED', level: 2, validFrom: '2025-06-01', validTo: '2026-05-31', rules: [{ rule: 'A01', passed: true, observed: 'ACTIVE' }, { rule: 'A02', passed: true, observed: '80' }], said: { source: 'register', asOf: '2025-06-01T00:00:00.000Z' } },
    policies: [{ policyId: 'p1', insurerId: 'i1', from: '2026-01-01', to: '2026-12-31', orderedAt: '2025-11-20T00:00:00.000Z', said: INSURERS }], ...more,
  };
}

export function batch(more: Partial<BatchFacts> = {}): BatchFacts {
  return { batchId: 'b1', associationId: 'a1', insurerId: 'i1', policyId: 'p1', state: 'SUBMITTED', lines: 4, createdAt: '2026-02-25T09:00:00.000Z', submittedAt: null, appliedAt: null, said: ROSTER, ...more };
}

/** Rates that follow age and sex, for every cell of a class. */
export function rates(policyClass = 'B', priceOf: (age: number, sex: string) => number = (age, sex) => 100_000 + age * 1_000 + (sex === 'FEMALE' ? 500 : 0)): RateCell[] {
  return [0, 18, 25, 30, 35, 40, 45, 50, 55, 60, 65].flatMap((ageFrom) => ['MALE', 'FEMALE'].flatMap((sex) =>
    ['EMPLOYEE', 'SPOUSE', 'CHILD'].map((status) => ({ policyClass, ageFrom, sex, status, annualPremium: priceOf(ageFrom, sex) }))));
}

export function policy(more: Partial<PolicyFacts> = {}): PolicyFacts {
  return { policyId: 'p1', insurerId: 'i1', associationId: 'a1', state: 'ACTIVE', inceptionDate: '2026-01-01', expiryDate: '2026-12-31', benefits: null, rates: rates(), endorsed: null, refused: { lines: 0, said: ROSTER }, said: INSURERS, ...more };
}

export function bid(more: Partial<BidFacts> = {}): BidFacts {
  return { bidId: 'bid1', insurerId: 'i1', lotId: 'l1', lotClasses: ['B'], state: 'REVEALED', listBill: 1_000_000, markedAbnormallyLow: null, rates: rates(), benefits: null, bookDiscountBasisPoints: 0, loadingBasisPoints: 2_500, said: INSURERS, ...more };
}

export function tender(more: Partial<TenderFacts> = {}): TenderFacts {
  return {
    tenderId: 't1', state: 'STANDSTILL', coverFrom: '2026-06-01', biddingEndsAt: '2026-02-20T09:00:00.000Z', standstillSeconds: 864_000, standstillFrom: '2026-02-25T09:00:00.000Z',
    standstillEndsAt: '2026-03-07T09:00:00.000Z', contractedAt: null, censusFrozenAt: '2026-02-01T09:00:00.000Z', bids: [bid()], redFlags: [], said: ROSTER, ...more,
  };
}

/** What one rule says among all. */
export function verdictOf(rulings: readonly Ruling[], id: string): [verdict: string, observed: string] {
  const ruling = rulings.find(({ ruleId }) => ruleId === id);
  if (ruling === undefined) throw new Error(`${id} was not judged`);
  return [ruling.outcome.verdict, ruling.outcome.observed];
}
