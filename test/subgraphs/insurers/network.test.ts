import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '../../../subgraphs/kit/identifier.ts';
import { houseService, principalOf } from '../../kit/principals.ts';
import { apply, issuePolicy, line, winningBid } from './enroll.ts';
import type { IssuedPolicy } from './enroll.ts';
import { addInsurer, openTestHouse } from './test-house.ts';
import type { TestHouse } from './test-house.ts';

let test: TestHouse;
const insurer = newId();
const other = newId();
let policy: IssuedPolicy;
let coverageId: string;
const member = newId();
const officer = principalOf('insurer_officer', insurer);
const regulator = principalOf('regulator');

beforeAll(async () => {
  test = await openTestHouse({ runJobs: true });
  await addInsurer(test, insurer);
  await addInsurer(test, other);
  policy = await issuePolicy(test, insurer, await winningBid(test, insurer));
  const { answers } = await apply(test, policy, [line(member, 'ADD', '2026-03-01')]);
  coverageId = answers[0]?.coverage?.id ?? '';
});
afterAll(() => test.close());

type Entities<Entity> = { _entities: (Entity | null)[] };

/** Covers by the network, as the gateway asks for them. */
async function covers<Entity>(as: typeof officer, selection: string, keys: readonly object[] = [{ insurerId: insurer, id: coverageId }]): Promise<(Entity | null)[]> {
  const query = `query ($of: [_Any!]!) { _entities(representations: $of) { ... on Coverage { ${selection} } } }`;
  const { _entities } = await test.network<Entities<Entity>>(as, query, { of: keys.map((key) => ({ __typename: 'Coverage', ...key })) });
  return JSON.parse(JSON.stringify(_entities)) as (Entity | null)[];
}

async function submit(submittedAt: string, more: Record<string, unknown> = {}) {
  return test.tell<{ preAuthorization: { id: string; availableActions: string[]; history: { action: string; by: string; reason: string | null }[] } | null }>(
    officer, 'submitPreAuthorization', { insurerId: insurer, coverageId, submittedAt, ...more }, 'preAuthorization { id availableActions history { action by reason } }');
}

async function act(preAuthorizationId: string, action: string, as = officer) {
  return test.tell<{ preAuthorization: { id: string } | null }>(as, 'actOnPreAuthorization', { insurerId: insurer, preAuthorizationId, action }, 'preAuthorization { id }');
}

describe('a cover', () => {
  it('has a card, and is eligible on the days it covers', async () => {
    const on = (day: string): string => `eligibility(on: "${day}") { on eligible status policyClass }`;
    const [cover] = await covers(regulator, `card { cardNumber policyClass } before: ${on('2026-02-28')} first: ${on('2026-03-01')} last: ${on('2026-12-31')} after: ${on('2027-01-01')}`);
    expect(cover).toEqual({
      card: { cardNumber: expect.stringMatching(/^SBX-/), policyClass: 'C' },
      before: { on: '2026-02-28', eligible: false, status: 'NOT_COVERED', policyClass: null },
      first: { on: '2026-03-01', eligible: true, status: 'ELIGIBLE', policyClass: 'C' },
      last: { on: '2026-12-31', eligible: true, status: 'ELIGIBLE', policyClass: 'C' },
      after: { on: '2027-01-01', eligible: false, status: 'NOT_ACTIVE', policyClass: null },
    });
  });

  it('has its limits in money, none of them used and said to be so', async () => {
    const [cover] = await covers<{ balances: { basis: string; used: null }[]; none: [] }>(regulator,
      'balances(on: "2026-05-01") { benefit limit { amount } used { amount } remaining { amount } basis } none: balances(on: "2026-02-01") { benefit }');
    expect(cover?.none).toEqual([]);
    expect(cover?.balances.length).toBeGreaterThan(0);
    for (const balance of cover?.balances ?? []) expect(balance).toMatchObject({ used: null, basis: 'FULL_LIMIT', remaining: (balance as unknown as { limit: object }).limit });
  });

  it('is seen by those who may see it, and by its own insurer\'s key alone', async () => {
    const seen = async (as: typeof officer, key = { insurerId: insurer, id: coverageId }) => (await covers(as, 'id', [key]))[0] !== null;
    expect(await Promise.all([
      seen(officer), seen(regulator), seen(principalOf('association_officer', policy.associationId)), seen(principalOf('member', null, member)), seen(houseService('associations')),
    ])).toEqual([true, true, true, true, true]);
    expect(await Promise.all([
      seen(principalOf('insurer_officer', other)), seen(principalOf('association_officer', newId())), seen(principalOf('member', null, newId())), seen(principalOf('council')),
      seen(regulator, { insurerId: other, id: coverageId }), seen(regulator, { insurerId: insurer, id: 'nobody' }),
    ])).toEqual([false, false, false, false, false, false]);
    const root = 'query ($insurerId: ID!, $coverageId: ID!) { memberEligibility(insurerId: $insurerId, coverageId: $coverageId, on: "2026-05-01") { status } }';
    const asked = async (as: typeof officer) => (await test.network<{ memberEligibility: { status: string } | null }>(as, root, { insurerId: insurer, coverageId })).memberEligibility;
    expect([await asked(officer), await asked(principalOf('insurer_officer', other))]).toEqual([{ status: 'ELIGIBLE' }, null]);
  });
});

describe('a pre-authorisation', () => {
  it('is decided within its hour, and then used', async () => {
    const { preAuthorization, problems } = await submit(test.clock);
    expect([problems, preAuthorization?.availableActions]).toEqual([[], ['AUTO_APPROVE', 'PEND', 'APPROVE', 'APPROVE_IN_PART', 'REJECT', 'WAIVE', 'CANCEL']]);
    const id = preAuthorization?.id ?? '';
    expect((await act(id, 'PEND', principalOf('insurer_officer', other))).problems[0]?.code).toBe('NOT_YOURS');
    expect((await act(id, 'PEND')).problems).toEqual([]);
    expect((await act(id, 'APPROVE')).problems).toEqual([]);
    expect((await act(id, 'REJECT')).problems[0]?.code).toBe('TRANSITION_NOT_ALLOWED');
    expect((await act(id, 'USE')).problems).toEqual([]);
    const read = 'query ($insurerId: ID!, $id: ID!) { preAuthorization(insurerId: $insurerId, id: $id) { status decidedAt deadline deemed coverage { id } } }';
    const { preAuthorization: shown } = await test.network<{ preAuthorization: object }>(regulator, read, { insurerId: insurer, id });
    expect(shown).toEqual({ status: 'USED', decidedAt: '2026-03-01T09:00:00.000Z', deadline: '2026-03-01T10:00:00.000Z', deemed: false, coverage: { id: coverageId } });
    expect((await test.network<{ preAuthorization: null }>(principalOf('insurer_officer', other), read, { insurerId: insurer, id })).preAuthorization).toBeNull();
  });

  it('is approved by silence at its deadline, whenever the timer strikes, and no decision after it counts', async () => {
    // Received 61 minutes ago: the timer may strike at once.
    const { preAuthorization } = await submit('2026-03-01T07:59:00.000Z');
    const id = preAuthorization?.id ?? '';
    const late = await act(id, 'REJECT');
    expect(['PRE_AUTHORIZATION_DEEMED', 'TRANSITION_NOT_ALLOWED']).toContain(late.problems[0]?.code);
    for (;;) {
      const [row] = await test.sql<{ state: string; decided: string; deemed: boolean }>(`SELECT state, decided_at AT TIME ZONE 'UTC' AS decided, deemed FROM pre_authorization WHERE id = $1`, [id]);
      if (row?.state === 'SUBMITTED') continue;
      expect([row?.state, row?.deemed]).toEqual(['DEEMED_APPROVED', true]);
      break;
    }
    const [cover] = await covers<{ preAuthorizations: { edges: { node: { decidedAt: string; deadline: string } }[] } }>(regulator, 'preAuthorizations(first: 10) { edges { node { status deemed decidedAt deadline } } pageInfo { hasNextPage } }');
    expect(cover?.preAuthorizations.edges.map(({ node }) => node)).toEqual([
      { status: 'USED', deemed: false, decidedAt: '2026-03-01T09:00:00.000Z', deadline: '2026-03-01T10:00:00.000Z' },
      { status: 'DEEMED_APPROVED', deemed: true, decidedAt: '2026-03-01T08:59:00.000Z', deadline: '2026-03-01T08:59:00.000Z' },
    ]);
    const history = await test.ask<Entities<{ history: { action: string; by: string }[] }>>(regulator, 'query ($of: [_Any!]!) { _entities(representations: $of) { ... on PreAuthorization { history { action by } } } }',
      { of: [{ __typename: 'PreAuthorization', insurerId: insurer, id }] });
    expect(history._entities[0]?.history.map(({ action, by }) => [action, by === 'timer'])).toEqual([['SUBMIT', false], ['DEEM', true]]);
  });

  it('may be given in advance, and refuses what cannot be', async () => {
    expect((await submit(test.clock, { advanced: true })).preAuthorization?.availableActions).toEqual(['USE', 'EXPIRE', 'CANCEL']);
    expect((await submit('2026-03-01T09:16:00.000Z')).problems[0]?.code).toBe('INVALID_INPUT');
    expect((await submit(test.clock, { coverageId: newId() })).problems[0]?.code).toBe('NOT_FOUND');
    expect((await submit(test.clock, { insurerId: other })).problems[0]?.code).toBe('NOT_YOURS');
  });

  it('is measured: two requests, one answered before silence did', async () => {
    const query = 'query ($of: [_Any!]!) { _entities(representations: $of) { ... on Policy { serviceLevels(from: "2026-03-01", to: "2026-03-01") { code promised measured unit cases } none: serviceLevels(from: "2026-04-01", to: "2026-04-30") { measured cases } } } }';
    const { _entities } = await test.network<Entities<object>>(regulator, query, { of: [{ __typename: 'Policy', insurerId: insurer, id: policy.id }] });
    expect(_entities[0]).toMatchObject({ serviceLevels: [{ code: 'S01', promised: expect.any(Number), measured: 5_000, unit: 'BASIS_POINTS', cases: 2 }], none: [{ measured: null, cases: 0 }] });
  });
});

describe('the network of a plan', () => {
  const provider = (licenceNumber: string, more: object = {}) => ({
    licenceNumber, nameAr: 'مستشفى', nameEn: `Hospital ${licenceNumber}`, type: 'HOSPITAL', regionCode: 'SA-01', cityAr: 'الرياض', cityEn: 'Riyadh', ...more,
  });
  let planId: string;

  beforeAll(async () => {
    const { plan } = await test.tell<{ plan: { id: string } }>(officer, 'publishInsurancePlan', { insurerId: insurer, nameAr: 'خطة', nameEn: 'Plan', policyClass: 'B', benefits: [] }, 'plan { id }');
    planId = plan.id;
  });

  const publish = async (providers: object[], more: object = {}) => test.tell(officer, 'publishProviderNetwork', { insurerId: insurer, planId, nameAr: 'شبكة', nameEn: 'Network', providers, ...more }, 'plan { id }');

  async function shown(page: string) {
    const query = `query ($of: [_Any!]!) { _entities(representations: $of) { ... on InsurancePlan { network { name { en } level providers(${page}) { edges { cursor node { licenceNumber name { en } city { ar } regionCode type } } pageInfo { hasNextPage } } } } } }`;
    const { _entities } = await test.network<Entities<{ network: { providers: { edges: { cursor: string; node: { licenceNumber: string } }[]; pageInfo: { hasNextPage: boolean } } } | null }>>(
      principalOf('council'), query, { of: [{ __typename: 'InsurancePlan', insurerId: insurer, id: planId }] });
    return _entities[0]?.network ?? null;
  }

  it('is not there before it is published, then page by page, then replaced', async () => {
    expect(await shown('first: 2')).toBeNull();
    expect((await publish(['3', '1', '2'].map((each) => provider(each)))).problems).toEqual([]);
    const first = await shown('first: 2');
    expect(first).toMatchObject({ name: { en: 'Network' }, level: 'B', providers: { edges: [{ node: { licenceNumber: '1', city: { ar: 'الرياض' } } }, { node: { licenceNumber: '2' } }], pageInfo: { hasNextPage: true } } });
    const rest = await shown(`first: 2, after: "${first?.providers.edges[1]?.cursor}"`);
    expect([rest?.providers.edges.map(({ node }) => node.licenceNumber), rest?.providers.pageInfo.hasNextPage]).toEqual([['3'], false]);
    await publish([provider('9')]);
    expect((await shown('first: 5'))?.providers.edges.map(({ node }) => node.licenceNumber)).toEqual(['9']);
  });

  it('refuses what is not its own, or not a network', async () => {
    const codes = await Promise.all([
      publish([], { insurerId: other }), publish([], { planId: newId() }), publish([], { nameAr: ' ' }), publish([provider('1'), provider('1')]), publish([provider('1', { regionCode: 'SA-13' })]),
    ]);
    expect(codes.map(({ problems }) => problems[0]?.code)).toEqual(['NOT_YOURS', 'NOT_FOUND', 'INVALID_INPUT', 'INVALID_INPUT', 'INVALID_INPUT']);
  });
});

describe('lines', () => {
  const tellLines = (as: typeof officer) => test.network<{ enrollLines: { answers: object[] } }>(as, 'mutation ($input: EnrollLinesInput!) { enrollLines(input: $input) { answers { lineId accepted code message } } }', {
    input: {
      idempotencyKey: 'k', insurerId: insurer, policyId: policy.id, inceptionDate: '2026-01-01', expiryDate: '2026-12-31', batchId: newId(),
      lines: [{ lineId: 'l1', coverageId, maintenanceType: 'ADD', effectiveDate: '2026-04-01', policyClass: 'C', birthDate: '1990-05-05', sex: 'MALE', relationship: 'SELF' }],
    },
  });

  it('are taken as the record takes them, when the house tells them', async () => {
    expect((await tellLines(houseService('insurers'))).enrollLines.answers).toEqual([{ lineId: 'l1', accepted: true, code: 'OK', message: null }]);
    await expect(tellLines(houseService('associations'))).rejects.toThrow('NOT_YOURS');
  });
});

it('needs the same number of statements for any number of covers', async () => {
  const lines = Array.from({ length: 30 }, () => line(newId(), 'ADD', '2026-03-01'));
  const { answers } = await apply(test, policy, lines);
  const keys = answers.map(({ coverage }) => ({ insurerId: insurer, id: coverage?.id }));
  const count = async (n: number): Promise<number> => {
    test.statements.length = 0;
    await covers(regulator, 'card { cardNumber } eligibility(on: "2026-05-01") { status } balances { benefit } preAuthorizations { edges { node { status coverage { id } } } }', keys.slice(0, n));
    return test.statements.length;
  };
  const fewest = async (n: number): Promise<number> => Math.min(await count(n), await count(n), await count(n));
  expect(await fewest(30)).toBe(await fewest(2));
});
