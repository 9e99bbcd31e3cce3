import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { seedSample } from '../../../gateway/sample-seed.ts';
import { startGraph } from '../../kit/graph.ts';
import type { Caller, TestGraph } from '../../kit/graph.ts';

/* One thread through the whole graph: a premium is due, then late, the regulator sees both, it is paid, and is gone. */

const DAY_MS = 86_400_000;

interface Overview { readonly complianceOverview: { readonly figures: { readonly code: string; readonly value: string; readonly sources: { readonly feed: string; readonly upToDate: boolean }[] }[] } }
interface Policy { readonly id: string; readonly insurerId: string; readonly invoices: { readonly edges: { readonly node: Invoice }[] } }
interface Invoice { readonly id: string; readonly invoiceNumber: string; readonly state: string; readonly due: { readonly amount: string }; readonly total: { readonly amount: string } }

let graph: TestGraph;
let daysLater = 0;
let associationId: string;
let officer: Caller;
let insurer: Caller;
let policy: Policy;

beforeAll(async () => {
  graph = await startGraph({ now: () => new Date(Date.now() + daysLater * DAY_MS) });
  await seedSample(graph, { associations: 4, employees: 60 });
  const { data } = await graph.ask('regulator', '{ associations(first: 4) { edges { node { id policies(first: 3) { edges { node { id insurerId state invoices { edges { node { state } } } } } } } } } }');
  type Found = { associations: { edges: { node: { id: string; policies: { edges: { node: Policy & { state: string } }[] } } }[] } };
  const billed = (data as unknown as Found).associations.edges.map(({ node }) => node)
    .find(({ policies }) => policies.edges.some(({ node }) => node.state === 'ACTIVE' && node.invoices.edges.some((edge) => edge.node.state === 'ISSUED')));
  associationId = billed?.id as string;
  policy = billed?.policies.edges.find(({ node }) => node.state === 'ACTIVE')?.node as Policy;
  officer = { role: 'association_officer', organisation: associationId };
  insurer = { role: 'insurer_officer', organisation: policy.insurerId };
}, 120_000);

afterAll(() => graph.dispose());

const FIGURES = `query ($scope: ComplianceScopeInput, $on: Date) { complianceOverview(scope: $scope, asOf: $on) { figures(of: [PREMIUM_DUE, PREMIUM_LATE, INVOICES_LATE]) { code value sources { feed upToDate } } } }`;

const dayLater = (days: number): string => new Date(Date.now() + 3 * 3_600_000 + days * DAY_MS).toISOString().slice(0, 10);

async function untilFigures(due: string, late: string, count: string, on: string | null = null): Promise<Overview> {
  return graph.until<Overview>('regulator', FIGURES, { scope: { associationId }, on }, ({ complianceOverview }) =>
    complianceOverview.figures.map(({ value }) => Number(value)).join(' ') === [due, late, count].map(Number).join(' '));
}

const ownInvoices = async (as: Caller): Promise<Invoice[]> => {
  const { data } = await graph.ask(as, 'query ($insurerId: ID!, $id: ID!) { policy(insurerId: $insurerId, id: $id) { invoices { edges { node { id invoiceNumber state due { amount } total { amount } } } } } }', { insurerId: policy.insurerId, id: policy.id });
  return (data as unknown as { policy: Policy }).policy.invoices.edges.map(({ node }) => node);
};

describe('a premium', () => {
  it('is due while its day is to come, and the regulator sees it', async () => {
    const [newest] = await ownInvoices(officer);
    expect(newest?.state).toBe('ISSUED');
    expect(Number(newest?.due.amount)).toBeGreaterThan(0);
    const { complianceOverview } = await untilFigures(newest?.due.amount as string, '0', '0');
    expect(complianceOverview.figures.every(({ sources }) => sources.some(({ feed }) => feed === 'invoices'))).toBe(true);
    // On a day that is still to come it is late already, if nothing happens.
    await untilFigures('0', newest?.due.amount as string, '1', dayLater(17));
  }, 60_000);

  it('is late the day after its last, for the regulator and for the invoice', async () => {
    const [newest] = await ownInvoices(officer);
    daysLater = 16;
    // The queue keeps real time: what is due on a later day is brought forward, as if the day had come.
    const { Client } = (await import('pg')).default;
    const client = new Client({ connectionString: graph.databases.get('insurers')?.appUrl });
    await client.connect();
    await client.query(`SELECT graphile_worker.reschedule_jobs(ARRAY(SELECT j.id FROM graphile_worker._private_jobs j WHERE j.payload->>'invoiceId' = $1), run_at => now())`, [newest?.id]);
    await client.end();
    await graph.until<{ invoice: { state: string } }>(officer, 'query ($insurerId: ID!, $id: ID!) { invoice(insurerId: $insurerId, id: $id) { state } }', { insurerId: policy.insurerId, id: newest?.id }, ({ invoice }) => invoice.state === 'OVERDUE');
    await untilFigures('0', newest?.due.amount as string, '1');
  }, 60_000);

  it('is gone once it is paid, and nobody else could have seen or paid it', async () => {
    const [newest] = await ownInvoices(officer);
    const stranger: Caller = { role: 'association_officer', organisation: '0190a1c0-0000-7000-8000-00000000dead' };
    const pay = (as: Caller) => graph.tell<{ payment: { id: string } | null }>(as, 'payInvoice', 'PayInvoiceInput', { insurerId: policy.insurerId, invoiceId: newest?.id, amount: newest?.due.amount, channel: 'SANDBOX_BANK' }, 'payment { id }');
    expect((await pay(stranger)).problems.map(({ code }) => code)).toEqual(['NOT_YOURS']);
    const { payment } = await pay(officer);
    const confirmed = await graph.tell(insurer, 'actOnPayment', 'ActOnPaymentInput', { insurerId: policy.insurerId, paymentId: payment?.id, action: 'CONFIRM' }, 'payment { state }');
    expect(confirmed.problems).toEqual([]);
    await untilFigures('0', '0', '0');
    expect((await ownInvoices(insurer))[0]).toMatchObject({ state: 'PAID', due: { amount: '0.00' } });
  }, 60_000);

  it('that was paid too much is given back through the account that the association verified', async () => {
    const arrived = await graph.tell<{ payment: { id: string } }>(insurer, 'recordIncomingPayment', 'RecordIncomingPaymentInput', {
      insurerId: policy.insurerId, channel: 'BANK_TRANSFER', channelReference: 'B-1', reference: (await ownInvoices(insurer))[0]?.invoiceNumber, amount: '10.00',
    }, 'payment { id }');
    type Cases = { insurer: { suspenseCases: { edges: { node: { id: string; payment: { id: string } } }[] } } };
    const found = await graph.until<Cases>(insurer, 'query ($id: ID!) { insurer(id: $id) { suspenseCases { edges { node { id payment { id } } } } } }', { id: policy.insurerId }, ({ insurer: own }) => own.suspenseCases.edges.length > 0);
    expect(found.insurer.suspenseCases.edges[0]?.node.payment.id).toBe(arrived.payment.id);
    const refund = () => graph.tell<{ suspenseCase: { state: string } | null }>(insurer, 'actOnSuspenseCase', 'ActOnSuspenseCaseInput', { insurerId: policy.insurerId, suspenseCaseId: found.insurer.suspenseCases.edges[0]?.node.id, action: 'REFUND' }, 'suspenseCase { state }');
    expect((await refund()).problems.map(({ code }) => code)).toEqual(['ACCOUNT_NOT_VERIFIED']);
    const verified = await graph.tell<{ association: { bankAccount: { state: string } } }>(officer, 'verifyIban', 'VerifyIbanInput', { associationId, iban: 'SA0380000000608010167519' }, 'association { bankAccount { state } }');
    expect(verified.association.bankAccount.state).toBe('VERIFIED');
    expect((await refund()).suspenseCase).toEqual({ state: 'REFUNDED' });
  }, 60_000);
});
