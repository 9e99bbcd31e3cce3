import { describe, expect, it } from '@jest/globals';
import { coverageState } from '../../../../../subgraphs/insurers/domain/cover/coverage-state.ts';
import type { CoverageState } from '../../../../../subgraphs/insurers/domain/cover/coverage-state.ts';
import type { PolicyState } from '../../../../../subgraphs/insurers/domain/policy-life.ts';

const period = (from: string, to: string | null) => ({ from, to, policyClass: 'C' as const, annualPremium: 100n, maintenanceType: 'ADD' as const });

describe('the state of cover', () => {
  it.each<[string, [string, string | null][], PolicyState, string, CoverageState]>([
    ['before its first day', [['2026-03-01', null]], 'ACTIVE', '2026-02-28', 'PENDING_EFFECTIVE'],
    ['on its first day', [['2026-03-01', null]], 'ACTIVE', '2026-03-01', 'ACTIVE'],
    ['with an end ahead', [['2026-03-01', '2026-06-30']], 'ACTIVE', '2026-06-30', 'TERMINATION_PENDING'],
    ['with another class ahead', [['2026-03-01', '2026-06-30'], ['2026-07-01', null]], 'ACTIVE', '2026-05-01', 'ACTIVE'],
    ['after its end', [['2026-03-01', '2026-06-30']], 'ACTIVE', '2026-07-01', 'TERMINATED'],
    ['in a gap, to begin again', [['2026-03-01', '2026-03-31'], ['2026-09-01', null]], 'ACTIVE', '2026-05-01', 'PENDING_EFFECTIVE'],
    ['withdrawn before it began', [['2026-03-01', '2026-02-28']], 'ACTIVE', '2026-05-01', 'CANCELLED'],
    ['while the policy is suspended', [['2026-03-01', null]], 'SUSPENDED', '2026-05-01', 'SUSPENDED'],
    ['after the policy was ended', [['2026-03-01', null]], 'TERMINATED', '2026-05-01', 'TERMINATED'],
    ['after the term', [['2026-03-01', null]], 'ACTIVE', '2027-01-01', 'EXPIRED'],
    ['ended, after the term', [['2026-03-01', '2026-06-30']], 'EXPIRED', '2027-01-01', 'TERMINATED'],
  ])('%s', (_when, periods, state, today, expected) => {
    expect(coverageState(periods.map(([from, to]) => period(from, to)), { state, expiryDate: '2026-12-31' }, today)).toBe(expected);
  });
});
