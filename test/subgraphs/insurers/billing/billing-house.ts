import { pino } from 'pino';
import type { Principal } from '../../../../schema/contracts/identity.ts';
import { billingJobs } from '../../../../subgraphs/insurers/jobs/billing/billing-jobs.ts';
import { MIGRATIONS } from '../../../../subgraphs/insurers/store/migrations.ts';
import { TABLES } from '../../../../subgraphs/insurers/store/tables.ts';
import { openDatabase } from '../../../../subgraphs/kit/database.ts';
import { createFieldCipher } from '../../../../subgraphs/kit/field-cipher.ts';
import { newId } from '../../../../subgraphs/kit/identifier.ts';
import type { Task } from '../../../../subgraphs/kit/jobs.ts';
import { KIT_MIGRATIONS } from '../../../../subgraphs/kit/kit-migrations.ts';
import { principalOf } from '../../../kit/principals.ts';
import { apply, issuePolicy, line, winningBid } from '../enroll.ts';
import type { IssuedPolicy } from '../enroll.ts';
import { addInsurer, openTestHouse } from '../test-house.ts';
import type { Payload, TestHouse } from '../test-house.ts';

export interface Money { readonly amount: string }
export interface Invoice {
  readonly id: string; readonly insurerId: string; readonly invoiceNumber: string; readonly state: string; readonly net: Money; readonly vat: Money; readonly total: Money;
  readonly paid: Money; readonly credited: Money; readonly due: Money; readonly issuedOn: string; readonly dueDate: string; readonly suspendsOn: string; readonly settledOn: string | null;
  readonly lines: { readonly kind: string; readonly lives: number; readonly net: Money; readonly vat: Money }[];
  readonly payments: { readonly amount: Money; readonly payment: { readonly state: string } }[];
  readonly availableActions: string[]; readonly history: { readonly action: string; readonly from: string | null; readonly to: string; readonly by: string }[];
}

export const INVOICE = `id insurerId invoiceNumber state net { amount } vat { amount } total { amount } paid { amount } credited { amount } due { amount } issuedOn dueDate suspendsOn settledOn
  lines { kind lives net { amount } vat { amount } } payments { amount { amount } payment { state } } availableActions history { action from to by }`;

export interface CreditNote {
  readonly id: string; readonly creditNoteNumber: string; readonly state: string; readonly net: Money; readonly vat: Money; readonly applied: Money; readonly refunded: Money; readonly left: Money;
  readonly availableActions: string[]; readonly lines: { readonly kind: string; readonly net: Money }[];
}
export const CREDIT_NOTE = 'id creditNoteNumber state net { amount } vat { amount } applied { amount } refunded { amount } left { amount } availableActions lines { kind net { amount } }';

export interface Payment {
  readonly id: string; readonly state: string; readonly reference: string; readonly amount: Money; readonly matched: Money; readonly availableActions: string[];
  readonly payer: { readonly id: string } | null; readonly channel: { readonly code: string };
}
export const PAYMENT = 'id state reference amount { amount } matched { amount } availableActions payer { id } channel { code }';

/** A house with an insurer whose bid has won, and what a test of billing does with it. */
export interface BillingHouse {
  readonly test: TestHouse;
  readonly insurer: string;
  readonly officer: Principal;
  payer(policy: IssuedPolicy): Principal;
  /** A policy of 2026 that was billed for one life from its first day: 11388.75 and 15 %, 13097.06 in all. */
  billed(): Promise<{ readonly policy: IssuedPolicy; readonly member: string; readonly invoice: Invoice }>;
  invoicesOf(policy: IssuedPolicy, as?: Principal): Promise<Invoice[]>;
  creditNotesOf(policy: IssuedPolicy): Promise<CreditNote[]>;
  /** Announced, confirmed and matched. */
  pay(policy: IssuedPolicy, invoice: Invoice, amount: string): Promise<Payment>;
  tellPayment(as: Principal, mutation: string, input: Record<string, unknown>): Promise<{ readonly payment: Payment } & Payload>;
  /** Runs what waits in the queue and is due by the house's clock, by hand, since the house of the test runs no jobs itself. */
  runDue(): Promise<void>;
  close(): Promise<void>;
}

export async function openBillingHouse(): Promise<BillingHouse> {
  const test = await openTestHouse();
  const insurer = newId();
  await addInsurer(test, insurer);
  const bid = await winningBid(test, insurer);
  const officer = principalOf('insurer_officer', insurer);
  const database = await openDatabase({ url: test.url, tables: TABLES, migrations: [...KIT_MIGRATIONS, ...MIGRATIONS] });
  const nobody = { ask: () => Promise.reject(new Error('these jobs ask nobody')) };
  const tasks = billingJobs({
    database, graph: nobody, cipher: createFieldCipher(Buffer.alloc(32, 7)), mode: 'SANDBOX', log: pino({ level: 'silent' }), now: () => new Date(test.clock),
  });
  const payer = ({ associationId }: IssuedPolicy): Principal => principalOf('association_officer', associationId);
  const ofPolicy = async <Row>(policy: IssuedPolicy, as: Principal, field: string, selection: string): Promise<Row[]> => {
    const { policy: found } = await test.ask<{ policy: Record<string, { edges: { node: Row }[] }> | null }>(as, `query ($insurerId: ID!, $id: ID!) { policy(insurerId: $insurerId, id: $id) { ${field} { edges { node { ${selection} } } } } }`, { insurerId: policy.insurerId, id: policy.id });
    return found?.[field]?.edges.map(({ node }) => node) ?? [];
  };
  const house: BillingHouse = {
    test, insurer, officer, payer,
    async billed() {
      const policy = await issuePolicy(test, insurer, bid);
      const member = newId();
      await apply(test, policy, [line(member, 'ADD', '2026-01-01')]);
      const [invoice] = await house.invoicesOf(policy);
      return { policy, member, invoice: invoice as Invoice };
    },
    invoicesOf: (policy, as = officer) => ofPolicy<Invoice>(policy, as, 'invoices', INVOICE),
    creditNotesOf: (policy) => ofPolicy<CreditNote>(policy, officer, 'creditNotes', CREDIT_NOTE),
    async pay(policy, invoice, amount) {
      const begun = await house.tellPayment(payer(policy), 'payInvoice', { insurerId: insurer, invoiceId: invoice.id, amount, channel: 'SANDBOX_BANK' });
      if (begun.problems.length > 0) throw new Error(JSON.stringify(begun.problems));
      const { payment } = await house.tellPayment(officer, 'actOnPayment', { insurerId: insurer, paymentId: begun.payment.id, action: 'CONFIRM' });
      await house.runDue();
      return payment;
    },
    tellPayment: (as, mutation, input) => test.tell<{ payment: Payment }>(as, mutation, input, `payment { ${PAYMENT} }`),
    runDue: () => runDueJobs(test, tasks),
    async close() {
      await database.destroy();
      await test.close();
    },
  };
  return house;
}

/** Until none is due. What has no day is due at once, whatever the clock of the test says. */
async function runDueJobs(test: TestHouse, tasks: Readonly<Record<string, Task>>): Promise<void> {
  for (;;) {
    const [job] = await test.sql<{ id: string; task: string; payload: Record<string, unknown> }>(
      `SELECT j.id, t.identifier AS task, j.payload FROM graphile_worker._private_jobs j JOIN graphile_worker._private_tasks t ON t.id = j.task_id
       WHERE t.identifier = ANY($1) AND (j.run_at <= $2 OR j.run_at = j.created_at) ORDER BY j.run_at, j.id LIMIT 1`,
      [Object.keys(tasks), test.clock],
    );
    if (job === undefined) return;
    await tasks[job.task]?.(job.payload);
    await test.sql('SELECT graphile_worker.complete_jobs($1::bigint[])', [[job.id]]);
  }
}
