import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RATE_BANDS } from '../../../schema/contracts/bid-body.ts';
import { newId } from '../../../subgraphs/kit/identifier.ts';
import { requiredCells } from '../../../subgraphs/insurers/domain/rate-table.ts';
import { seedInsurersSample } from '../../../subgraphs/insurers/store/sample.ts';
import { houseService, principalOf } from '../../kit/principals.ts';
import { openTestHouse } from './test-house.ts';
import type { TestHouse } from './test-house.ts';

const BENEFITS = [{ code: 'DENTAL', kind: 'LIMIT' as const, value: '2000' }];

let test: TestHouse;
const insurer = newId();
const association = newId();
const member = newId();

beforeAll(async () => {
  test = await openTestHouse();
  const rates = requiredCells(['B']).map((cell) => ({ ...cell, ageTo: new Map(RATE_BANDS).get(cell.ageFrom) ?? 0, yearlyRate: 123_405n }));
  const lives = [{ memberId: member, policyClass: 'B' as const, birthDate: '1980-01-01', sex: 'FEMALE' as const, status: 'EMPLOYEE' as const, coverFrom: '2026-02-03' }];
  await seedInsurersSample(test.url, 'SANDBOX', [{ id: insurer, crNumber: '9900000001', nameAr: 'شركة', nameEn: 'Company', plans: [{ policyClass: 'B', nameAr: 'ب', nameEn: 'B', benefits: BENEFITS }], rates }],
    [{ insurerId: insurer, associationId: association, inceptionDate: '2026-01-01', expiryDate: '2026-12-31', lives }], new Date('2026-03-01T09:00:00Z'));
});
afterAll(() => test.close());

const FEEDS = `{
  insurerChanges { upToDate ids crNumbers }
  policyChanges { upToDate ids insurerIds associationIds states inceptionDates expiryDates endedOn suspended termsIds }
  policyTermsChanges { upToDate ids rates benefits }
  coverageChanges { upToDate insurerIds associationIds memberIds effectiveFrom effectiveTo recordedTo annualPremiums maintenanceTypes endReasons refunded nextCursor }
}`;

interface Feeds {
  readonly insurerChanges: Record<string, unknown>;
  readonly policyChanges: Record<string, unknown>;
  readonly policyTermsChanges: { readonly ids: string[]; readonly rates: string[]; readonly benefits: (string | null)[] };
  readonly coverageChanges: Record<string, unknown>;
}

/** Asks until nothing is held back: the server is shared with other tests, whose open transactions hold back what is younger than they. */
async function askToEnd<Feeds extends object>(document: string): Promise<Feeds> {
  for (;;) {
    const feeds = await test.ask<Feeds>(houseService('regulation'), document);
    if (Object.values(feeds).every((feed: { readonly upToDate: boolean }) => feed.upToDate)) return feeds;
  }
}

describe('what other houses follow', () => {
  it('is what the house holds, column by column', async () => {
    const feeds = await askToEnd<Feeds>(FEEDS);
    expect(feeds.insurerChanges).toEqual({ upToDate: true, ids: [insurer], crNumbers: ['9900000001'] });
    expect(feeds.policyChanges).toMatchObject({
      insurerIds: [insurer], associationIds: [association], states: ['ACTIVE'], inceptionDates: ['2026-01-01'], expiryDates: ['2026-12-31'], endedOn: [null], suspended: ['{}'],
    });
    expect(feeds.coverageChanges).toMatchObject({
      insurerIds: [insurer], memberIds: [member], effectiveFrom: ['2026-02-03'], effectiveTo: [null], recordedTo: [null], annualPremiums: ['1234.05'], maintenanceTypes: ['ADD'], endReasons: [null], refunded: [null],
    });
    const { ids, rates, benefits } = feeds.policyTermsChanges;
    expect(feeds.policyChanges['termsIds']).toEqual(ids);
    expect(benefits.map((text) => JSON.parse(text ?? 'null'))).toEqual([BENEFITS]);
    expect(rates.map((text) => Object.keys(JSON.parse(text)).length)).toEqual([requiredCells(['B']).length]);
    expect(JSON.parse(rates[0] ?? '')).toMatchObject({ 'B|18|FEMALE|SPOUSE': '123405' });
  });

  it('has the clocks of pre-authorisations, and nothing of the life', async () => {
    await test.sql(`INSERT INTO pre_authorization (id, insurer_id, coverage_id, policy_id, state, version, requested, submitted_at, deadline, decided_at, deemed)
      SELECT gen_random_uuid(), insurer_id, id, policy_id, 'APPROVED', 2, true, '2026-03-01T09:00:00Z', '2026-03-01T10:00:00Z', '2026-03-01T09:20:00Z', false FROM coverage`);
    const { preAuthorizationChanges: told } = await askToEnd<{ preAuthorizationChanges: Record<string, unknown> }>(
      '{ preAuthorizationChanges { upToDate insurerIds associationIds requested states deemed askedAt decidedAt } }');
    expect(told).toEqual({
      upToDate: true,
      insurerIds: [insurer], associationIds: [association], requested: [true], states: ['APPROVED'], deemed: [false],
      askedAt: ['2026-03-01T09:00:00.000000Z'], decidedAt: ['2026-03-01T09:20:00.000000Z'],
    });
  });

  it('is told by the database itself, whoever writes', async () => {
    await test.sql('DELETE FROM graphile_worker._private_jobs');
    await test.sql('UPDATE policy SET version = version + 1 WHERE association_id = $1', [association]);
    expect(await test.sql(`SELECT 1 FROM graphile_worker.jobs WHERE task_identifier = 'tell-changes'`)).toHaveLength(1);
  });

  it.each(['regulator', 'council', 'insurer_officer', 'association_officer', 'partner'] as const)('is not for the %s', async (role) => {
    await expect(test.ask(principalOf(role, insurer), '{ coverageChanges { memberIds } }')).rejects.toThrow();
  });
});
