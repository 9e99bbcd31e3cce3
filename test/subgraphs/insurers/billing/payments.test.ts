import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { newId } from '../../../../subgraphs/kit/identifier.ts';
import { principalOf } from '../../../kit/principals.ts';
import { apply, line } from '../enroll.ts';
import type { IssuedPolicy } from '../enroll.ts';
import { killHouse } from '../kill-house.ts';
import { NOW } from '../test-house.ts';
import type { Payload } from '../test-house.ts';
import { CREDIT_NOTE, INVOICE, PAYMENT, openBillingHouse } from './billing-house.ts';
import type { BillingHouse, CreditNote, Invoice } from './billing-house.ts';

let house: BillingHouse;

beforeAll(async () => {
  house = await openBillingHouse();
});
afterAll(() => house.close());
beforeEach(() => {
  house.test.clock = NOW;
  house.test.world.refundAccount = { ibanMasked: `${'*'.repeat(20)}7519`, state: 'VERIFIED' };
});

const codes = ({ problems }: Payload): string[] => problems.map(({ code }) => code);
const arrive = (input: Record<string, unknown>) => house.tellPayment(house.officer, 'recordIncomingPayment', { insurerId: house.insurer, channel: 'BANK_TRANSFER', channelReference: newId(), ...input });
const begin = (policy: IssuedPolicy, invoice: Invoice, more: Record<string, unknown> = {}) =>
  house.tellPayment(house.payer(policy), 'payInvoice', { insurerId: house.insurer, invoiceId: invoice.id, amount: '13097.06', channel: 'SANDBOX_BANK', ...more });
const act = (paymentId: string, action: string, more: Record<string, unknown> = {}) => house.tellPayment(house.officer, 'actOnPayment', { insurerId: house.insurer, paymentId, action, ...more });

interface Case { readonly id: string; readonly reason: string; readonly state: string; readonly amount: { amount: string }; readonly left: { amount: string }; readonly payment: { id: string; state: string }; readonly availableActions: string[] }
const CASE = 'id reason state amount { amount } left { amount } payment { id state } availableActions';
async function casesOf(paymentId: string): Promise<Case[]> {
  const { insurer } = await house.test.ask<{ insurer: { suspenseCases: { edges: { node: Case }[] } } }>(house.officer, `query ($id: ID!) { insurer(id: $id) { suspenseCases(first: 100) { edges { node { ${CASE} } } } } }`, { id: house.insurer });
  return insurer.suspenseCases.edges.map(({ node }) => node).filter(({ payment }) => payment.id === paymentId);
}
const actOnCase = (suspenseCaseId: string, action: string, more: Record<string, unknown> = {}) =>
  house.test.tell<{ suspenseCase: Case }>(house.officer, 'actOnSuspenseCase', { insurerId: house.insurer, suspenseCaseId, action, ...more }, `suspenseCase { ${CASE} }`);

describe('a payment', () => {
  it('is announced, authorised, confirmed, matched and settled; the invoice follows the money alone', async () => {
    const { policy, invoice } = await house.billed();
    const { payment } = await begin(policy, invoice);
    expect(payment).toMatchObject({ state: 'INITIATED', reference: invoice.invoiceNumber, payer: { id: policy.associationId }, channel: { code: 'SANDBOX_BANK' }, availableActions: [] });
    expect((await house.invoicesOf(policy))[0]).toMatchObject({ state: 'ISSUED', due: { amount: '13097.06' } });
    expect((await act(payment.id, 'AUTHORISE')).payment).toMatchObject({ state: 'AUTHORISED', availableActions: ['CONFIRM', 'REJECT'] });
    expect((await act(payment.id, 'CONFIRM')).payment).toMatchObject({ state: 'CONFIRMED', availableActions: [] });
    expect(codes(await act(payment.id, 'SETTLE'))).toEqual(['TRANSITION_NOT_ALLOWED']);
    await house.runDue();
    expect((await house.invoicesOf(policy))[0]).toMatchObject({ state: 'PAID', paid: { amount: '13097.06' }, due: { amount: '0.00' }, payments: [{ amount: { amount: '13097.06' }, payment: { state: 'CONFIRMED' } }] });
    expect((await act(payment.id, 'SETTLE')).payment).toMatchObject({ state: 'SETTLED', matched: { amount: '13097.06' }, availableActions: [] });
    expect((await house.invoicesOf(policy))[0]).toMatchObject({ state: 'RECONCILED', history: expect.arrayContaining([expect.objectContaining({ action: 'RECONCILE' })]) });
  });

  it('in parts leaves the rest due', async () => {
    const { policy, invoice } = await house.billed();
    await house.pay(policy, invoice, '97.06');
    expect((await house.invoicesOf(policy))[0]).toMatchObject({ state: 'PARTIALLY_PAID', due: { amount: '13000.00' } });
    expect(codes(await begin(policy, invoice))).toEqual(['PAYMENT_ABOVE_DUE']);
    await house.pay(policy, invoice, '13000.00');
    expect((await house.invoicesOf(policy))[0]).toMatchObject({ state: 'PAID', payments: [{}, {}] });
  });

  it('that the channel refuses changes nothing', async () => {
    const { policy, invoice } = await house.billed();
    const { payment } = await begin(policy, invoice);
    expect(codes(await act(payment.id, 'REJECT'))).toEqual(['INVALID_INPUT']);
    expect((await act(payment.id, 'REJECT', { reason: 'no funds' })).payment.state).toBe('REJECTED');
    expect(codes(await act(payment.id, 'CONFIRM'))).toEqual(['TRANSITION_NOT_ALLOWED']);
    expect((await house.invoicesOf(policy))[0]).toMatchObject({ state: 'ISSUED', paid: { amount: '0.00' } });
  });

  it('told by the channel twice is one payment, and confirms the one that was announced', async () => {
    const { policy, invoice } = await house.billed();
    const { payment } = await begin(policy, invoice, { channel: 'BANK_TRANSFER' });
    const told = { channelReference: 'B-1', reference: invoice.invoiceNumber, amount: '13097.06' };
    const [first, second] = [await arrive(told), await arrive(told)];
    expect([first.payment.id, second.payment.id, second.payment.state]).toEqual([payment.id, payment.id, 'CONFIRMED']);
    await house.runDue();
    expect((await house.invoicesOf(policy))[0]).toMatchObject({ state: 'PAID', payments: [{}] });
    expect(codes(await arrive({ ...told, amount: '1.00' }))).toEqual(['INVALID_INPUT']);
  });

  it.each<[string, (policy: IssuedPolicy, invoice: Invoice) => Promise<Payload>, string]>([
    ['by another association', (_policy, invoice) => house.tellPayment(principalOf('association_officer', newId()), 'payInvoice', { insurerId: house.insurer, invoiceId: invoice.id, amount: '1.00', channel: 'SANDBOX_BANK' }), 'NOT_YOURS'],
    ['of nothing', (policy, invoice) => begin(policy, invoice, { amount: '0.00' }), 'INVALID_INPUT'],
    ['below zero', (policy, invoice) => begin(policy, invoice, { amount: '-5.00' }), 'INVALID_INPUT'],
    ['by a channel nobody knows', (policy, invoice) => begin(policy, invoice, { channel: 'CASH' }), 'CHANNEL_UNKNOWN'],
    ['of no invoice', (policy, invoice) => begin(policy, { ...invoice, id: newId() }), 'NOT_FOUND'],
    ['recorded for another insurer', () => house.tellPayment(principalOf('insurer_officer', newId()), 'recordIncomingPayment', { insurerId: house.insurer, channel: 'BANK_TRANSFER', channelReference: 'x', reference: 'y', amount: '1.00' }), 'NOT_YOURS'],
  ])('%s is refused', async (_what, send, code) => {
    const { policy, invoice } = await house.billed();
    expect(codes(await send(policy, invoice))).toEqual([code]);
  });
});

describe('a process that dies between the confirmation and the matching', () => {
  it('loses nothing: the job of the confirmation places the money', async () => {
    const { policy, invoice } = await house.billed();
    const { payment } = await begin(policy, invoice);
    // Killed once the confirmation is committed, as its answer is read.
    const killed = await killHouse(house.test, {
      as: house.officer, mutation: 'actOnPayment', input: { idempotencyKey: newId(), insurerId: house.insurer, paymentId: payment.id, action: 'CONFIRM' }, selection: `payment { ${PAYMENT} }`,
      killAt: 'SELECT p.id, p.insurer_id AS "insurerId", p.association_id AS "associationId", p.channel, p.reference, p.channel_reference AS "channelReference", p.state,\n  p.version, p.amount, p.matched, p.initiated_at AS "initiatedAt", p.confirmed_at AS "confirmedAt", p.matched_at AS "matchedAt" FROM payment p WHERE ($1',
    });
    expect(killed).toBe('SIGKILL');
    expect(await house.test.sql('SELECT state, matched_at FROM payment WHERE id = $1', [payment.id])).toEqual([{ state: 'CONFIRMED', matched_at: null }]);
    await house.runDue();
    expect((await house.invoicesOf(policy))[0]).toMatchObject({ state: 'PAID', due: { amount: '0.00' } });
  });

  it('does nothing twice when the matching is run again', async () => {
    const { policy, invoice } = await house.billed();
    const payment = await house.pay(policy, invoice, '100.00');
    await house.test.sql(`SELECT graphile_worker.add_job('match-payment', json_build_object('paymentId', $1::text))`, [payment.id]);
    await house.runDue();
    expect((await house.invoicesOf(policy))[0]).toMatchObject({ paid: { amount: '100.00' }, payments: [{}] });
  });
});

describe('money that matches nothing', () => {
  it('stands in a suspense case until somebody matches it to an invoice', async () => {
    const { policy, invoice } = await house.billed();
    const { payment } = await arrive({ reference: 'rent', amount: '20000.00' });
    await house.runDue();
    const [open] = await casesOf(payment.id);
    expect(open).toMatchObject({ reason: 'UNKNOWN_REFERENCE', state: 'OPEN', amount: { amount: '20000.00' }, availableActions: ['MATCH', 'REFUND'] });
    expect(codes(await actOnCase(open?.id ?? '', 'REFUND'))).toEqual(['PAYER_UNKNOWN']);
    const { suspenseCase } = await actOnCase(open?.id ?? '', 'MATCH', { invoiceId: invoice.id });
    expect(suspenseCase).toMatchObject({ state: 'OPEN', left: { amount: '6902.94' } });
    expect((await house.invoicesOf(policy))[0]).toMatchObject({ state: 'PAID' });
    expect(codes(await actOnCase(open?.id ?? '', 'MATCH', { invoiceId: invoice.id }))).toEqual(['TRANSITION_NOT_ALLOWED']);
    const other = await house.billed();
    expect((await actOnCase(open?.id ?? '', 'MATCH', { invoiceId: other.invoice.id })).suspenseCase).toMatchObject({ state: 'MATCHED', left: { amount: '0.00' } });
    expect((await house.invoicesOf(other.policy))[0]).toMatchObject({ state: 'PARTIALLY_PAID', paid: { amount: '6902.94' } });
  });

  it('that is too much is given back to a verified account alone', async () => {
    const { policy, invoice } = await house.billed();
    const { payment } = await arrive({ reference: invoice.invoiceNumber, amount: '13100.00' });
    await house.runDue();
    expect((await house.invoicesOf(policy))[0]?.state).toBe('PAID');
    const [open] = await casesOf(payment.id);
    expect(open).toMatchObject({ reason: 'OVERPAID', left: { amount: '2.94' } });
    house.test.world.refundAccount = { ibanMasked: '****', state: 'STALE' };
    expect(codes(await actOnCase(open?.id ?? '', 'REFUND'))).toEqual(['ACCOUNT_NOT_VERIFIED']);
    house.test.world.refundAccount = { ibanMasked: '****7519', state: 'VERIFIED' };
    expect((await actOnCase(open?.id ?? '', 'REFUND')).suspenseCase).toMatchObject({ state: 'REFUNDED', payment: { state: 'CONFIRMED' } });
    expect(await house.test.sql('SELECT amount, account FROM refund WHERE suspense_case_id = $1', [open?.id])).toEqual([{ amount: '294', account: '****7519' }]);
  });

  it('for what is paid already is given back whole', async () => {
    const { policy, invoice } = await house.billed();
    await house.pay(policy, invoice, '13097.06');
    const { payment } = await arrive({ reference: invoice.invoiceNumber, amount: '13097.06' });
    await house.runDue();
    const [open] = await casesOf(payment.id);
    expect(open?.reason).toBe('INVOICE_CLOSED');
    expect((await actOnCase(open?.id ?? '', 'REFUND')).suspenseCase).toMatchObject({ state: 'REFUNDED', left: { amount: '0.00' }, payment: { state: 'REFUNDED' } });
  });
});

describe('a credit note', () => {
  const refund = (creditNoteId: string) => house.test.tell<{ creditNote: CreditNote }>(house.officer, 'refundCreditNote', { insurerId: house.insurer, creditNoteId }, `creditNote { ${CREDIT_NOTE} }`);

  it('of a deletion carries its VAT back and is taken off what is owed', async () => {
    const { policy, member } = await house.billed();
    await apply(house.test, policy, [line(member, 'TERMINATE', '2026-07-01')]);
    // 11388.75 ÷ 365.25 × 184, and 15 % of it.
    expect(await house.creditNotesOf(policy)).toMatchObject([{
      creditNoteNumber: expect.stringMatching(/^SBX-C26-\d{7}-\d$/), state: 'SETTLED', net: { amount: '-5737.25' }, vat: { amount: '-860.59' }, applied: { amount: '6597.84' }, left: { amount: '0.00' },
      lines: [{ kind: 'PREMIUM_RETURNED', net: { amount: '-5737.25' } }], availableActions: [],
    }]);
    expect((await house.invoicesOf(policy))[0]).toMatchObject({ state: 'PARTIALLY_PAID', credited: { amount: '6597.84' }, due: { amount: '6499.22' } });
  });

  it('on a paid premium is paid out, once, to a verified account', async () => {
    const { policy, member, invoice } = await house.billed();
    await house.pay(policy, invoice, '13097.06');
    await apply(house.test, policy, [line(member, 'TERMINATE', '2026-07-01')]);
    const [note] = await house.creditNotesOf(policy);
    expect(note).toMatchObject({ state: 'OPEN', left: { amount: '6597.84' }, availableActions: ['REFUND'] });
    house.test.world.refundAccount = null;
    expect(codes(await refund(note?.id ?? ''))).toEqual(['ACCOUNT_NOT_VERIFIED']);
    house.test.world.down = true;
    expect(codes(await refund(note?.id ?? ''))).toEqual(['SOURCE_UNAVAILABLE']);
    house.test.world.down = false;
    house.test.world.refundAccount = { ibanMasked: '****7519', state: 'VERIFIED' };
    expect((await refund(note?.id ?? '')).creditNote).toMatchObject({ state: 'SETTLED', refunded: { amount: '6597.84' }, left: { amount: '0.00' } });
    expect(codes(await refund(note?.id ?? ''))).toEqual(['TRANSITION_NOT_ALLOWED']);
  });

  it('takes a wrong invoice back whole, and none that has money on it', async () => {
    const { policy, invoice } = await house.billed();
    const cancel = (reason: string) => house.test.tell<{ invoice: Invoice; creditNote: CreditNote }>(house.officer, 'cancelInvoice', { insurerId: house.insurer, invoiceId: invoice.id, reason }, `invoice { ${INVOICE} } creditNote { ${CREDIT_NOTE} }`);
    expect(codes(await cancel(' '))).toEqual(['INVALID_INPUT']);
    const done = await cancel('billed twice');
    expect(done.invoice).toMatchObject({ state: 'CANCELLED', due: { amount: '0.00' }, settledOn: '2026-03-01', availableActions: [] });
    expect(done.creditNote).toMatchObject({ state: 'SETTLED', net: { amount: '-11388.75' }, vat: { amount: '-1708.31' }, left: { amount: '0.00' }, lines: [{ kind: 'INVOICE_CANCELLED' }] });
    expect(codes(await begin(policy, invoice))).toEqual(['TRANSITION_NOT_ALLOWED']);
    const other = await house.billed();
    await house.pay(other.policy, other.invoice, '1.00');
    const refused = await house.test.tell(house.officer, 'cancelInvoice', { insurerId: house.insurer, invoiceId: other.invoice.id, reason: 'wrong' }, 'invoice { id }');
    expect(codes(refused)).toEqual(['TRANSITION_NOT_ALLOWED']);
  });
});
