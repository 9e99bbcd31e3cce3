import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { newId } from '../../../../subgraphs/kit/identifier.ts';
import { houseService, principalOf } from '../../../kit/principals.ts';
import { apply, line } from '../enroll.ts';
import { NOW } from '../test-house.ts';
import { openBillingHouse } from './billing-house.ts';
import type { BillingHouse } from './billing-house.ts';

let house: BillingHouse;

beforeAll(async () => {
  house = await openBillingHouse();
});
afterAll(() => house.close());
beforeEach(() => {
  house.test.clock = NOW;
});

const stateOfPolicy = async (id: string): Promise<string | undefined> => (await house.test.sql<{ state: string }>('SELECT state FROM policy WHERE id = $1', [id]))[0]?.state;

/** Whether its insurer is to be told where the policy stands; takes the job out of the queue. */
const takeStandingToTell = async (id: string): Promise<boolean> =>
  (await house.test.sql<{ id: string | null }>('SELECT (graphile_worker.remove_job($1)).id', [`tell-policy-standing:${id}`]))[0]?.id != null;

describe('an endorsement that adds to the premium', () => {
  it('is invoiced in its own transaction: lines, VAT, number and days', async () => {
    const { invoice } = await house.billed();
    expect(invoice).toMatchObject({
      invoiceNumber: expect.stringMatching(/^SBX-I26-\d{7}-\d$/), state: 'ISSUED', net: { amount: '11388.75' }, vat: { amount: '1708.31' }, total: { amount: '13097.06' },
      paid: { amount: '0.00' }, due: { amount: '13097.06' }, issuedOn: '2026-03-01', dueDate: '2026-03-16', suspendsOn: '2026-04-16', settledOn: null,
      lines: [{ kind: 'PREMIUM_ADDED', lives: 1, net: { amount: '11388.75' }, vat: { amount: '1708.31' } }], payments: [], availableActions: ['CANCEL'],
      history: [{ action: 'ISSUE', from: 'DRAFT', to: 'ISSUED', by: 'house:associations' }],
    });
  });

  it('that also takes from it is one invoice with a line of each', async () => {
    const { policy, member } = await house.billed();
    await apply(house.test, policy, [line(newId(), 'ADD', '2026-03-01'), line(member, 'TERMINATE', '2026-09-01')]);
    const [newest] = await house.invoicesOf(policy);
    expect(newest?.lines.map(({ kind }) => kind)).toEqual(['PREMIUM_ADDED', 'PREMIUM_RETURNED']);
    const sum = (of: 'net' | 'vat'): number => (newest?.lines ?? []).reduce((all, each) => all + Math.round(Number(each[of].amount) * 100), 0);
    expect([sum('net'), sum('vat')]).toEqual([Math.round(Number(newest?.net.amount) * 100), Math.round(Number(newest?.vat.amount) * 100)]);
  });

  it('is told alike when its batch is told again', async () => {
    const { policy } = await house.billed();
    const batchId = newId();
    const lines = [line(newId(), 'ADD', '2026-03-01')];
    await apply(house.test, policy, lines, { batchId });
    await apply(house.test, policy, lines, { batchId });
    expect(await house.invoicesOf(policy)).toHaveLength(2);
  });
});

describe('time', () => {
  it('makes an unpaid invoice overdue, then grace, then suspends the policy, and its payment takes all of it back', async () => {
    const { policy, invoice } = await house.billed();
    await house.test.sql(`UPDATE policy SET state = 'ACTIVE' WHERE id = $1`, [policy.id]);
    const states: string[] = [];
    for (const day of ['2026-03-16', '2026-03-17', '2026-03-31', '2026-04-01', '2026-04-15', '2026-04-16']) {
      house.test.clock = `${day}T06:00:00.000Z`;
      await house.runDue();
      states.push(`${(await house.invoicesOf(policy))[0]?.state ?? ''} ${await stateOfPolicy(policy.id) ?? ''}`);
    }
    expect(states).toEqual(['ISSUED ACTIVE', 'OVERDUE ACTIVE', 'OVERDUE ACTIVE', 'GRACE ACTIVE', 'GRACE ACTIVE', 'POLICY_SUSPENDED SUSPENDED']);
    expect(await takeStandingToTell(policy.id)).toBe(true);
    await house.pay(policy, invoice, '3097.06');
    expect([(await house.invoicesOf(policy))[0]?.state, await stateOfPolicy(policy.id)]).toEqual(['POLICY_SUSPENDED', 'SUSPENDED']);
    await house.pay(policy, invoice, '10000');
    const [paid] = await house.invoicesOf(policy);
    expect(paid).toMatchObject({ state: 'PAID', due: { amount: '0.00' }, settledOn: '2026-04-16', availableActions: [] });
    expect(paid?.history.map(({ action, by }) => `${by} ${action}`)).toEqual(['house:associations ISSUE', 'timer PASS_DUE', 'timer BEGIN_GRACE', 'timer SUSPEND_POLICY', 'timer TAKE_PART', 'timer SETTLE']);
    expect(await stateOfPolicy(policy.id)).toBe('ACTIVE');
    expect(await takeStandingToTell(policy.id)).toBe(true);
  });

  it('does not resume what an officer suspended', async () => {
    const { policy, invoice } = await house.billed();
    await house.test.sql(`UPDATE policy SET state = 'ACTIVE' WHERE id = $1`, [policy.id]);
    expect((await house.test.tell(house.officer, 'actOnPolicy', { insurerId: house.insurer, policyId: policy.id, action: 'SUSPEND', reason: 'asked for' }, 'policy { id }')).problems).toEqual([]);
    house.test.clock = '2026-06-01T06:00:00.000Z';
    await house.runDue();
    expect((await house.invoicesOf(policy))[0]?.state).toBe('POLICY_SUSPENDED');
    await house.pay(policy, invoice, '13097.06');
    expect([(await house.invoicesOf(policy))[0]?.state, await stateOfPolicy(policy.id)]).toEqual(['PAID', 'SUSPENDED']);
  });

  it('leaves a policy that is over alone', async () => {
    const { policy } = await house.billed();
    await house.test.sql(`UPDATE policy SET state = 'EXPIRED' WHERE id = $1`, [policy.id]);
    house.test.clock = '2027-06-01T06:00:00.000Z';
    await house.runDue();
    expect((await house.invoicesOf(policy))[0]?.state).toBe('GRACE');
  });
});

describe('what was covered and endorsed before there were invoices', () => {
  it('is billed once, from today on', async () => {
    const { policy } = await house.billed();
    await house.test.sql('DELETE FROM billing_line; DELETE FROM invoice');
    const sample = newId();
    await house.test.sql(
      `INSERT INTO policy (id, insurer_id, association_id, framework_agreement_id, policy_number, state, version, inception_date, expiry_date, rates, terms_id, issued_at)
       VALUES ($1, $2, $3, $3, 'SBX-P26-X', 'ACTIVE', 1, '2026-01-01', '2026-12-31', '{}', terms_id_of('{}', NULL), '2026-01-01T00:00:00Z')`, [sample, house.insurer, newId()]);
    for (const [policyClass, from] of [['B', '2026-01-01'], ['C', '2026-01-01'], ['C', '2026-07-02']]) {
      const cover = newId();
      await house.test.sql(`INSERT INTO coverage VALUES ($1, $2, $3, $4, $5, $6, '2026-01-01T00:00:00Z')`, [cover, house.insurer, sample, newId(), newId(), newId()]);
      await house.test.sql(
        `INSERT INTO coverage_version (coverage_id, policy_id, effective_from, recorded_from, policy_class, annual_premium, maintenance_type)
         VALUES ($1, $2, $3, '2026-01-01T00:00:00Z', $4, 100001, 'ADD')`, [cover, sample, from, policyClass]);
    }
    for (let round = 0; round < 2; round += 1) {
      await house.test.sql(`SELECT graphile_worker.add_job('bill-unbilled')`);
      await house.runDue();
    }
    expect(await house.invoicesOf(policy)).toMatchObject([{ issuedOn: '2026-03-01', total: { amount: '13097.06' } }]);
    // The life of class C that joined on 2 July: 1000.01 × 183 ÷ 365.
    expect(await house.test.sql('SELECT l.policy_class, l.lives, l.net, l.vat FROM billing_line l JOIN invoice i ON i.id = l.document_id WHERE i.policy_id = $1 ORDER BY 1', [sample])).toEqual([
      { policy_class: 'B', lives: 1, net: '100001', vat: '15000' }, { policy_class: 'C', lives: 2, net: '150138', vat: '22521' },
    ]);
  });
});

describe('who sees an invoice', () => {
  it.each<[string, () => ReturnType<typeof principalOf>, boolean]>([
    ['its insurer', () => house.officer, true], ['the regulator', () => principalOf('regulator'), true], ['a house', () => houseService('regulation'), true],
    ['another insurer', () => principalOf('insurer_officer', newId()), false], ['another association', () => principalOf('association_officer', newId()), false],
    ['the council', () => principalOf('council'), false], ['a member', () => principalOf('member', null, newId()), false],
  ])('%s', async (_who, as, sees) => {
    const { invoice, policy } = await house.billed();
    const query = 'query ($insurerId: ID!, $id: ID!) { invoice(insurerId: $insurerId, id: $id) { id } }';
    const found = await house.test.ask<{ invoice: { id: string } | null }>(as(), query, { insurerId: house.insurer, id: invoice.id });
    expect(found.invoice?.id).toBe(sees ? invoice.id : undefined);
    expect(await house.test.ask(house.payer(policy), query, { insurerId: house.insurer, id: invoice.id })).toEqual({ invoice: { id: invoice.id } });
  });

  it('lists what an association owes, the earliest day first', async () => {
    const { policy, invoice } = await house.billed();
    house.test.clock = '2026-03-05T06:00:00.000Z';
    await apply(house.test, policy, [line(newId(), 'ADD', '2026-03-05')]);
    const query = 'query ($of: [_Any!]!) { _entities(representations: $of) { ... on Association { invoicesDue(first: 1) { edges { node { id availableActions } } pageInfo { hasNextPage } } invoices { edges { node { id } } } } } }';
    const { _entities } = await house.test.ask<{ _entities: unknown[] }>(house.payer(policy), query, { of: [{ __typename: 'Association', id: policy.associationId }] });
    const [latest] = await house.invoicesOf(policy);
    expect(_entities).toEqual([{
      invoicesDue: { edges: [{ node: { id: invoice.id, availableActions: ['PAY'] } }], pageInfo: { hasNextPage: true } },
      invoices: { edges: [{ node: { id: latest?.id } }, { node: { id: invoice.id } }] },
    }]);
  });
});
