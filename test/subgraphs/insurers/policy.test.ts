import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Principal } from '../../../schema/contracts/identity.ts';
import { newId } from '../../../subgraphs/kit/identifier.ts';
import { principalOf } from '../../kit/principals.ts';
import { ASSOCIATIONS, apply, issuePolicy, line, winningBid } from './enroll.ts';
import type { IssuedPolicy } from './enroll.ts';
import { NOW, addInsurer, openTestHouse } from './test-house.ts';
import type { Payload, TestHouse } from './test-house.ts';

let test: TestHouse;
let policy: IssuedPolicy;
const [insurer, rival] = [newId(), newId()];
let bid: string;
const officer = principalOf('insurer_officer', insurer);

beforeAll(async () => {
  test = await openTestHouse();
  await addInsurer(test, insurer);
  await addInsurer(test, rival);
  bid = await winningBid(test, insurer);
});
afterAll(() => test.close());
beforeEach(async () => {
  test.clock = NOW;
  policy = await issuePolicy(test, insurer, bid);
});

const codes = ({ problems }: Payload): string[] => problems.map(({ code }) => code);

describe('issuing a policy', () => {
  it('gives it a number with the mode and a check digit, once for each order', async () => {
    expect(policy.policyNumber).toMatch(/^SBX-P26-\d{7}-\d$/);
    const again = await Promise.all([1, 2].map(() => issuePolicy(test, insurer, bid, { associationId: policy.associationId })));
    expect(again.map(({ id }) => id)).toEqual([policy.id, policy.id]);
  });

  it('copies the rates, so that nothing that happens to the bid changes them', async () => {
    const own = await winningBid(test, insurer);
    const issued = await issuePolicy(test, insurer, own);
    await test.sql('DELETE FROM bid_body WHERE bid_id = $1', [own]);
    const { answers } = await apply(test, issued, [line(newId(), 'ADD', '2026-01-01')]);
    expect(answers[0]?.coverage?.annualPremium.amount).toBe('11388.75');
  });

  it.each<[string, () => Record<string, unknown> | Promise<Record<string, unknown>>, string]>([
    ['a bid that has not won', async () => {
      const other = await winningBid(test, insurer);
      await test.sql(`UPDATE bid SET state = 'LOST' WHERE id = $1`, [other]);
      return { bidId: other };
    }, 'BID_NOT_WINNING'],
    ['another insurer\'s bid', () => ({ insurerId: rival }), 'BID_NOT_WINNING'],
    ['a bid nobody knows', () => ({ bidId: newId() }), 'NOT_FOUND'],
    ['a term that ends before it begins', () => ({ expiryDate: '2025-12-31' }), 'INVALID_INPUT'],
  ])('is refused on %s', async (_what, spoil, code) => {
    const input = { insurerId: insurer, associationId: newId(), frameworkAgreementId: newId(), bidId: bid, inceptionDate: '2026-01-01', expiryDate: '2026-12-31', ...await spoil() };
    expect(codes(await test.tell(ASSOCIATIONS, 'issuePolicy', input, 'policy { id }'))).toEqual([code]);
    expect(codes(await test.tell(officer, 'issuePolicy', input, 'policy { id }'))).toEqual(['NOT_YOURS']);
  });
});

describe('the life of a policy', () => {
  const act = (who: Principal, action: string, reason?: string) => test.tell<{ policy: { state: string; availableActions: string[] } | null }>(who, 'actOnPolicy', { insurerId: insurer, policyId: policy.id, action, reason }, 'policy { state availableActions history { action from to reason } }');

  it('is the insurer\'s to move, with a reason, and on record', async () => {
    await test.sql(`UPDATE policy SET state = 'ACTIVE' WHERE id = $1`, [policy.id]);
    expect(codes(await act(officer, 'SUSPEND'))).toEqual(['INVALID_INPUT']);
    const suspended = await act(officer, 'SUSPEND', 'unpaid past grace');
    expect(suspended.policy).toMatchObject({ state: 'SUSPENDED', availableActions: ['RESUME', 'TERMINATE'], history: [{ action: 'ISSUE' }, { action: 'SUSPEND', from: 'ACTIVE', to: 'SUSPENDED', reason: 'unpaid past grace' }] });
    expect(codes(await act(officer, 'SUSPEND', 'again'))).toEqual(['TRANSITION_NOT_ALLOWED']);
    expect((await act(officer, 'RESUME')).policy?.state).toBe('ACTIVE');
    expect(codes(await act(principalOf('insurer_officer', rival), 'TERMINATE', 'envy'))).toEqual(['NOT_YOURS']);
    expect((await act(officer, 'TERMINATE', 'agreement ended')).policy).toMatchObject({ state: 'TERMINATED', availableActions: [] });
  });

  it('lets one of two officers win, and the other gets CONFLICT or is told the state', async () => {
    await test.sql(`UPDATE policy SET state = 'ACTIVE' WHERE id = $1`, [policy.id]);
    const second = principalOf('insurer_officer', insurer, 'second-officer');
    const answers = await Promise.all([act(officer, 'SUSPEND', 'a'), act(second, 'SUSPEND', 'b')]);
    const lost = answers.flatMap(({ problems }) => problems);
    expect(lost).toHaveLength(1);
    expect(['CONFLICT', 'TRANSITION_NOT_ALLOWED']).toContain(lost[0]?.code);
    expect(lost[0]?.message).toContain('SUSPENDED');
    expect(await test.sql(`SELECT FROM audit_entry WHERE entity_id = $1 AND action = 'SUSPEND'`, [policy.id])).toHaveLength(1);
  });

  it('begins and ends by timers that wait in the database', async () => {
    const jobs = await test.sql<{ task: string; at: Date }>(`SELECT task_identifier AS task, run_at AS at FROM graphile_worker.jobs ORDER BY id DESC LIMIT 2`);
    expect(jobs.map(({ task, at }) => [task, at.toISOString()])).toEqual([
      ['expire-policy', '2026-12-31T21:00:00.000Z'], ['activate-policy', '2025-12-31T21:00:00.000Z'],
    ]);
  });
});

describe('who sees a policy and its cover', () => {
  const QUERY = `query ($insurer: ID!, $id: ID!, $cover: ID!, $of: [_Any!]!) {
    policy(insurerId: $insurer, id: $id) { id lives premium { amount } coverages { edges { node { id member { id } } } } }
    coverage(insurerId: $insurer, id: $cover) { id }
    _entities(representations: $of) { ... on Association { policies { edges { node { id } } } } ... on Member { coverages { id } } ... on Policy { id } ... on Coverage { id } }
  }`;
  const member = newId();

  it.each<[string, () => Principal, boolean, boolean]>([
    ['its association', () => principalOf('association_officer', policy.associationId), true, true],
    ['another association', () => principalOf('association_officer', newId()), false, false],
    ['its insurer', () => officer, true, true],
    ['another insurer', () => principalOf('insurer_officer', rival), false, false],
    ['the council', () => principalOf('council'), true, false],
    ['the regulator', () => principalOf('regulator'), true, true],
    ['a house', () => ASSOCIATIONS, true, true],
    ['the life itself', () => principalOf('member', null, member), true, true],
    ['another life', () => principalOf('member', null, newId()), false, false],
    ['the review body', () => principalOf('review_body'), false, false],
    ['a partner', () => principalOf('partner'), false, false],
  ])('%s', async (_who, who, seesPolicy, seesCover) => {
    const { answers } = await apply(test, policy, [line(member, 'ADD', '2026-02-01'), line(newId(), 'ADD', '2026-02-01')]);
    const cover = answers[0]?.coverage?.id ?? '';
    interface Seen { policy: { lives: number; coverages: { edges: { node: { member: { id: string } } }[] } } | null; coverage: unknown; _entities: ({ policies?: { edges: unknown[] }; coverages?: unknown[] } | null)[] }
    const seen = await test.ask<Seen>(who(), QUERY, {
      insurer, id: policy.id, cover,
      of: [{ __typename: 'Association', id: policy.associationId }, { __typename: 'Member', id: member }, { __typename: 'Policy', insurerId: insurer, id: policy.id }, { __typename: 'Coverage', insurerId: insurer, id: cover }],
    });
    const members = seen.policy?.coverages.edges.map(({ node }) => node.member.id) ?? [];
    expect([seen.policy !== null, seen._entities[0]?.policies?.edges.length === 1, seen._entities[2] !== null]).toEqual([seesPolicy, seesPolicy, seesPolicy]);
    expect([seen.coverage !== null, seen._entities[1]?.coverages?.length === 1, seen._entities[3] !== null, members.includes(member)]).toEqual([seesCover, seesCover, seesCover, seesCover]);
    // A life sees its own cover alone, the council how many there are.
    if (who().roles[0] === 'member' && seesCover) expect(members).toEqual([member]);
    if (who().roles[0] === 'council') expect(seen.policy?.lives).toBe(2);
    // Ends the cover: another case covers the same life.
    await test.sql('DELETE FROM coverage_version WHERE policy_id = $1', [policy.id]);
    await test.sql('DELETE FROM coverage WHERE policy_id = $1', [policy.id]);
  });

  it('a policy is of its insurer: the same id under another is none', async () => {
    const query = 'query ($insurer: ID!, $id: ID!) { policy(insurerId: $insurer, id: $id) { id } }';
    expect(await test.ask(ASSOCIATIONS, query, { insurer: rival, id: policy.id })).toEqual({ policy: null });
    expect(await test.ask(ASSOCIATIONS, query, { insurer, id: 'no-identifier' })).toEqual({ policy: null });
  });
});

describe('cover in two times', () => {
  it('is asked by the day it was in force and by the instant it was known', async () => {
    const member = newId();
    await apply(test, policy, [line(member, 'ADD', '2026-01-01')]);
    test.clock = '2026-05-01T09:00:00.000Z';
    await apply(test, policy, [line(member, 'CHANGE', '2026-04-01', { policyClass: 'B' })]);
    test.clock = '2026-06-01T09:00:00.000Z';
    await apply(test, policy, [line(member, 'TERMINATE', '2026-05-15')]);
    const query = `query ($insurer: ID!, $id: ID!, $on: Date, $at: DateTime) { policy(insurerId: $insurer, id: $id) { lives(on: $on) coverages(on: $on, asRecordedAt: $at) { edges { node {
      policyClass effectiveFrom effectiveTo versions { effectiveFrom effectiveTo policyClass recordedFrom recordedTo maintenanceType } } } } } }`;
    interface Seen { policy: { lives: number; coverages: { edges: { node: { policyClass: string; effectiveTo: string | null; versions: { recordedTo: string | null }[] } }[] } } }
    const seen = async (on: string | null, at: string | null): Promise<(string | null)[][]> => {
      const data = await test.ask<Seen>(officer, query, { insurer, id: policy.id, on, at });
      return data.policy.coverages.edges.map(({ node }) => [node.policyClass, node.effectiveTo]);
    };
    expect(await seen('2026-04-20', null)).toEqual([['B', '2026-05-14']]);
    expect(await seen('2026-04-20', '2026-03-02T00:00:00Z')).toEqual([['C', null]]);
    expect(await seen('2026-04-20', '2026-05-02T00:00:00Z')).toEqual([['B', null]]);
    expect(await seen('2026-02-20', null)).toEqual([['C', '2026-03-31']]);
    expect(await seen(null, null)).toEqual([]);
    expect(await seen('2026-06-01', '2026-05-02T00:00:00Z')).toEqual([['B', null]]);
    expect(await seen('2026-04-20', '2026-02-01T00:00:00Z')).toEqual([]);
    const { policy: read } = await test.ask<Seen>(officer, query, { insurer, id: policy.id, on: '2026-04-20', at: null });
    expect(read.lives).toBe(1);
    expect(read.coverages.edges[0]?.node.versions.map(({ recordedTo }) => recordedTo)).toEqual(['2026-05-01T09:00:00.000Z', null, '2026-06-01T09:00:00.000Z', null]);
  });

  it('costs the rest of the term what its lives cost', async () => {
    await apply(test, policy, [line(newId(), 'ADD', '2026-01-01'), line(newId(), 'ADD', '2026-01-01'), line(newId(), 'ADD', '2026-09-01')]);
    const query = 'query ($insurer: ID!, $id: ID!) { policy(insurerId: $insurer, id: $id) { lives premium { amount } } }';
    // Two lives on 1 March: 2 × 11388.75 × 306 ÷ 365; the third begins later.
    expect(await test.ask(officer, query, { insurer, id: policy.id })).toEqual({ policy: { lives: 2, premium: { amount: '19095.66' } } });
    // Before the term its first day stands for today.
    test.clock = '2025-11-01T09:00:00.000Z';
    expect(await test.ask(officer, query, { insurer, id: policy.id })).toEqual({ policy: { lives: 2, premium: { amount: '22777.50' } } });
  });
});
