import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RATE_BANDS } from '../../../../schema/contracts/bid-body.ts';
import { newId } from '../../../../subgraphs/kit/identifier.ts';
import { checkDigit } from '../../../../subgraphs/insurers/domain/check-digit.ts';
import { requiredCells } from '../../../../subgraphs/insurers/domain/rate-table.ts';
import { seedInsurersSample } from '../../../../subgraphs/insurers/store/sample.ts';
import type { SampleLife, SamplePolicyRow } from '../../../../subgraphs/insurers/store/sample-rows.ts';
import { principalOf } from '../../../kit/principals.ts';
import { sampleBody } from '../sample-bid.ts';
import { openTestHouse } from '../test-house.ts';
import type { TestHouse } from '../test-house.ts';

let test: TestHouse;
const insurer = newId();
const associations = Array.from({ length: 40 }, newId);

const insurerRow = {
  id: insurer, crNumber: '9900000001', nameAr: 'شركة', nameEn: 'Company',
  plans: [{ policyClass: 'B' as const, nameAr: 'ب', nameEn: 'B', benefits: [{ code: 'DENTAL', kind: 'LIMIT' as const, value: '2000' }] }],
  rates: requiredCells(['B', 'C']).map((cell, index) => ({ ...cell, ageTo: new Map(RATE_BANDS).get(cell.ageFrom) ?? 0, yearlyRate: 100_000n + BigInt(index) })),
};

function* lives(count: number): Generator<SampleLife> {
  for (let n = 0; n < count; n += 1) yield { memberId: newId(), policyClass: 'B', birthDate: '1980-01-01', sex: 'FEMALE', status: 'EMPLOYEE' };
}

function* policies(livesEach: number): Generator<SamplePolicyRow> {
  for (const associationId of associations) yield { insurerId: insurer, associationId, inceptionDate: '2026-01-01', expiryDate: '2026-12-31', lives: lives(livesEach) };
}

beforeAll(async () => {
  test = await openTestHouse();
  expect(await seedInsurersSample(test.url, 'SANDBOX', [insurerRow], policies(300), new Date('2026-03-01T09:00:00Z'))).toBe(12_000);
});
afterAll(() => test.close());

describe('the sample', () => {
  it('is in force, priced by its insurer\'s rates, with numbers that hold', async () => {
    const [counted] = await test.sql<{ covers: string; versions: string; cards: string }>(
      'SELECT (SELECT count(*) FROM coverage) AS covers, (SELECT count(*) FROM coverage_version WHERE recorded_to IS NULL) AS versions, (SELECT count(DISTINCT card_number) FROM coverage) AS cards');
    expect(counted).toEqual({ covers: '12000', versions: '12000', cards: '12000' });
    const query = `query ($of: [_Any!]!) { _entities(representations: $of) { ... on Association { policies { edges { node {
      state lives premium { amount } insurer { name { en } plans { policyClass benefits { code value } } } coverages(first: 1) { edges { node { id state annualPremium { amount } } } } } } } } } }`;
    const { _entities } = await test.ask<{ _entities: { policies: { edges: { node: { lives: number; state: string; coverages: { edges: { node: { id: string; annualPremium: { amount: string } } }[] } } }[] } }[] }>(
      principalOf('regulator'), query, { of: associations.slice(0, 1).map((id) => ({ __typename: 'Association', id })) });
    const [policy] = _entities[0]?.policies.edges ?? [];
    expect(policy?.node).toMatchObject({ state: 'ACTIVE', lives: 300, insurer: { plans: [{ policyClass: 'B', benefits: [{ code: 'DENTAL', value: '2000' }] }] } });
    const [cover] = policy?.node.coverages.edges ?? [];
    // Class B, 46 years, female employee: the cell's place in the grid.
    expect(cover?.node.annualPremium.amount).toBe('1000.17');
    const [row] = await test.sql<{ card: string }>('SELECT card_number AS card FROM coverage WHERE id = $1', [cover?.node.id]);
    const [, digits = '', check] = row?.card.split('-') ?? [];
    expect(checkDigit(digits)).toBe(check);
  });

  it('ends its policies by timers, and leaves the serials after those given out', async () => {
    const jobs = await test.sql<{ at: Date }>(`SELECT run_at AS at FROM graphile_worker.jobs WHERE task_identifier = 'expire-policy'`);
    expect([jobs.length, jobs[0]?.at.toISOString()]).toEqual([40, '2026-12-31T21:00:00.000Z']);
    const [next] = await test.sql<{ card: string }>(`SELECT nextval('card_serial') AS card`);
    expect(next?.card).toBe('12001');
  });

  it('is billed to the halala: a line a class, most of it paid, and the days of the rest are set', async () => {
    const [sums] = await test.sql<Record<string, string>>(
      `SELECT count(*) AS invoices, count(*) FILTER (WHERE settled_on IS NULL) AS owed,
         (SELECT count(*) FROM graphile_worker.jobs WHERE task_identifier = 'age-invoice') AS timers, sum(net + vat) - (SELECT sum(net + vat) FROM billing_line) AS apart,
         sum(paid) - (SELECT sum(amount) FROM payment_allocation) AS unpaid FROM invoice`);
    expect(sums).toMatchObject({ invoices: '40', owed: '8', timers: '8', apart: '0', unpaid: '0' });
    const states = await test.sql<{ state: string; days: number }>(`SELECT DISTINCT state, due_date - date '2026-03-01' AS days FROM invoice WHERE settled_on IS NULL ORDER BY days`);
    expect(states).toEqual([{ state: 'GRACE', days: -20 }, { state: 'OVERDUE', days: -5 }, { state: 'PARTIALLY_PAID', days: 10 }, { state: 'ISSUED', days: 12 }]);
  });

  it('is whole or not at all', async () => {
    const other = { ...insurerRow, id: newId(), crNumber: '9900000002' };
    function* broken(): Generator<SamplePolicyRow> {
      yield { insurerId: other.id, associationId: newId(), inceptionDate: '2026-01-01', expiryDate: '2026-12-31', lives: lives(11_000) };
      yield { insurerId: newId(), associationId: newId(), inceptionDate: '2026-01-01', expiryDate: '2026-12-31', lives: lives(1) };
    }
    await expect(seedInsurersSample(test.url, 'SANDBOX', [other], broken(), new Date())).rejects.toThrow(RangeError);
    expect(await test.sql('SELECT FROM insurer WHERE id = $1', [other.id])).toEqual([]);
  });
});

describe('a list', () => {
  /** Every field that holds a list or reads a row of its own. */
  const FIELDS: Readonly<Record<string, string>> = {
    Association: `policies { edges { node {
      invoices { edges { node { id lines { number } payments { payment { id } } history { action } policy { id } } } } creditNotes { edges { node { lines { number } } } }
      id insurer { id plans { id } bids { edges { node { id } } } } lives premium { amount } history { action } endorsements { edges { node { id } } }
      coverages { edges { node { id state policy { id insurer { id } } versions { recordedFrom } member { id } } } }
    } } } invoices { edges { node { due { amount } } } } invoicesDue { edges { node { lines { net { amount } } } } } payments { edges { node { allocations { invoice { id } } history { action } } } }`,
    Member: 'coverages { id state policy { id insurer { id } } versions { recordedTo } }',
    Tender: `bids { id rates { annualPremium { amount } } loadings { expenseBasisPoints } benefits { code } history { action } insurer { id } }`,
    Insurer: 'id name { en } plans { id insurer { id } benefits { code } } bids { edges { node { id rates { annualPremium { amount } } } } }',
    Policy: 'id lives(on: "2026-05-05") coverages(on: "2026-05-05", asRecordedAt: "2026-04-01T00:00:00Z") { edges { node { id state } } }',
    Coverage: 'id state policy { id insurer { id } } versions { recordedTo }',
    Bid: 'id insurer { id } rates { annualPremium { amount } } history { action }',
  };

  async function keysOf(name: string): Promise<Record<string, unknown>[]> {
    if (name === 'Association') return associations.map((id) => ({ id }));
    const statement = {
      Member: 'SELECT member_id AS id FROM coverage ORDER BY id LIMIT 40',
      Tender: 'SELECT DISTINCT tender_id AS id FROM bid',
      Insurer: 'SELECT id FROM insurer ORDER BY cr_number',
      Policy: 'SELECT id, insurer_id AS "insurerId" FROM policy',
      Coverage: 'SELECT DISTINCT ON (policy_id) id, insurer_id AS "insurerId" FROM coverage',
      Bid: 'SELECT id FROM bid',
    }[name];
    return test.sql(statement ?? '');
  }

  beforeAll(async () => {
    const body = sampleBody(insurer, { id: newId(), lots: [] }, 10_000);
    for (let n = 0; n < 40; n += 1) {
      const [bidder, tender, bid] = [newId(), newId(), newId()];
      await test.sql('INSERT INTO insurer (id, cr_number, name_ar, name_en) VALUES ($1, $2, $3, $3)', [bidder, `98${n}`, 'Bidder']);
      await test.sql('INSERT INTO tender_round (tender_id, amendment, opened_at) VALUES ($1, 0, now())', [tender]);
      await test.sql(`INSERT INTO bid (id, insurer_id, tender_id, lot_id, state, version, commitment, amendment, sealed_at, reasons) VALUES ($1, $2, $3, 'lot', 'REVEALED', 2, 'hash', 0, now(), '[]')`, [bid, bidder, tender]);
      await test.sql('INSERT INTO bid_body (bid_id, insurer_id, body) VALUES ($1, $2, $3)', [bid, bidder, JSON.stringify(body)]);
    }
  });

  it.each(Object.keys(FIELDS))('of %s costs the same statements whatever its length', async (name) => {
    const query = `query ($of: [_Any!]!) { _entities(representations: $of) { ... on ${name} { ${FIELDS[name]} } } }`;
    const keys = await keysOf(name);
    expect(keys.length).toBeGreaterThanOrEqual(40);
    const counts: number[] = [];
    for (const length of [1, 40]) {
      test.statements.length = 0;
      const { _entities } = await test.ask<{ _entities: unknown[] }>(principalOf('regulator'), query, { of: keys.slice(0, length).map((key) => ({ __typename: name, ...key })) });
      expect(_entities.filter((entity) => entity === null)).toEqual([]);
      counts.push(test.statements.length);
    }
    const [one = 0, many = 0] = counts;
    expect(one).toBeGreaterThan(0);
    // Branches that need the same rows share a statement when they come to it in one tick, which is chance for two or
    // three of them; a statement an item would be 39 more.
    expect(Math.abs(many - one)).toBeLessThan(3);
  });

  it('is read page by page, each row once', async () => {
    const query = 'query ($of: [_Any!]!, $after: String) { _entities(representations: $of) { ... on Policy { coverages(first: 70, after: $after) { edges { node { id } } pageInfo { hasNextPage endCursor } } } } }';
    const [row] = await test.sql<{ id: string }>('SELECT id FROM policy LIMIT 1');
    interface Page { _entities: { coverages: { edges: { node: { id: string } }[]; pageInfo: { hasNextPage: boolean; endCursor: string } } }[] }
    const seen: string[] = [];
    for (let after: string | null = null, more = true; more;) {
      const data: Page = await test.ask<Page>(principalOf('regulator'), query, { of: [{ __typename: 'Policy', insurerId: insurer, id: row?.id }], after });
      const page = data._entities[0]?.coverages;
      seen.push(...(page?.edges ?? []).map(({ node }) => node.id));
      after = page?.pageInfo.endCursor ?? null;
      more = page?.pageInfo.hasNextPage ?? false;
    }
    expect([seen.length, new Set(seen).size]).toEqual([300, 300]);
  });

  it('of more than 100 is refused, not cut', async () => {
    await expect(test.ask(principalOf('regulator'), '{ insurers(first: 101) { edges { cursor } } }')).rejects.toThrow('INVALID_INPUT');
  });
});
