import type { ClientBase } from 'pg';
import type { BidPolicyClass } from '../../../../schema/contracts/bid-body.ts';
import type { ProgrammeMode } from '../../../../schema/contracts/mode.ts';
import { newId } from '../../../kit/identifier.ts';
import { riyadhDateOf } from '../../../kit/riyadh-date.ts';
import { documentOf, linesOfIssue } from '../../domain/billing/billing-lines.ts';
import type { BilledLine, ClassPremium } from '../../domain/billing/billing-lines.ts';
import { dueDateOf } from '../../domain/billing/billing-terms.ts';
import { AGE_INVOICE, nextByTime } from '../../domain/billing/invoice-life.ts';
import type { InvoiceState } from '../../domain/billing/invoice-life.ts';
import { chargeOf, termOf } from '../../domain/cover/period-premium.ts';
import { plusDays } from '../../domain/cover/calendar-day.ts';
import { invoiceNumberOf } from '../../domain/printed-numbers.ts';
import { copyText } from '../copy-text.ts';
import type { CopyValue } from '../copy-text.ts';
import { nextSerials } from '../next-serials.ts';
import type { BilledPolicy } from './issue-document.ts';

interface SampleBill {
  readonly policy: BilledPolicy & { readonly expiryDate: string };
  readonly classes: Map<BidPolicyClass, { lives: number; net: bigint }>;
}

interface SampleInvoice {
  readonly id: string;
  readonly policy: BilledPolicy;
  readonly state: InvoiceState;
  readonly lines: readonly BilledLine[];
  readonly net: bigint;
  readonly vat: bigint;
  readonly paid: bigint;
  readonly issuedOn: string;
  readonly dueDate: string;
}

/** Of the policies in force, which are not simply paid, by their place among twenty: billed so many days ago, and a half paid of some. */
const UNPAID: ReadonlyMap<number, { readonly daysAgo: number; readonly half: boolean }> = new Map([
  [5, { daysAgo: 35, half: false }], [9, { daysAgo: 20, half: false }], [10, { daysAgo: 3, half: false }], [11, { daysAgo: 5, half: true }],
]);

/**
 * Bills the policies of a sample: each life is told as it is priced, and the invoices are written at the end, so that
 * half a million lives cost an addition each. Those of years before are paid; of those in force, one in five is not.
 */
export function createSampleBilling(mode: ProgrammeMode, now: Date) {
  const bills: SampleBill[] = [];
  return {
    /** Answers how a life of the policy is told. */
    policy(policy: BilledPolicy & { readonly expiryDate: string }): (policyClass: BidPolicyClass, annualPremium: bigint, from: string) => void {
      const classes: SampleBill['classes'] = new Map();
      const term = termOf(policy);
      bills.push({ policy, classes });
      return (policyClass, annualPremium, from) => {
        const sum = classes.get(policyClass) ?? { lives: 0, net: 0n };
        sum.lives += 1;
        // From the first day it is the whole premium, which is nearly everybody's.
        sum.net += from === policy.inceptionDate ? annualPremium : chargeOf({ from, to: null, annualPremium }, term);
        classes.set(policyClass, sum);
      };
    },
    async write(client: ClientBase): Promise<void> {
      const today = riyadhDateOf(now);
      const invoices = bills.flatMap((bill, index) => invoiceOfBill(bill, index, today) ?? []);
      await writeInvoices(client, mode, invoices, now);
      await setTimers(client, invoices);
    },
  };
}

function invoiceOfBill({ policy, classes }: SampleBill, index: number, today: string): SampleInvoice | null {
  const lines = linesOfIssue([...classes].map(([policyClass, sum]): ClassPremium => ({ policyClass, ...sum })));
  const document = documentOf(lines);
  if (document === null || document.kind === 'CREDIT_NOTE') return null;
  const { net, vat } = document;
  const inForce = today >= policy.inceptionDate && today <= policy.expiryDate;
  const unpaid = inForce ? UNPAID.get(index % 20) : undefined;
  const isPaid = unpaid === undefined && today >= policy.inceptionDate;
  const issuedOn = unpaid === undefined ? policy.inceptionDate : plusDays(today, -unpaid.daysAgo);
  const billedOn = issuedOn > today ? today : issuedOn;
  const dueDate = dueDateOf(billedOn, policy.inceptionDate);
  const paid = isPaid ? net + vat : unpaid?.half === true ? (net + vat) / 2n : 0n;
  const state = isPaid ? 'RECONCILED' : stateOn(today, dueDate, paid > 0n);
  return { id: newId(), policy, state, lines, net, vat, paid, issuedOn: billedOn, dueDate };
}

/** Where time alone has brought an invoice. */
function stateOn(today: string, dueDate: string, partlyPaid: boolean): InvoiceState {
  let state: InvoiceState = partlyPaid ? 'PARTIALLY_PAID' : 'ISSUED';
  for (let next = nextByTime(state, dueDate); next !== null && next.on <= today && next.step !== 'SUSPEND_POLICY'; next = nextByTime(state, dueDate)) {
    state = next.step === 'PASS_DUE' ? 'OVERDUE' : 'GRACE';
  }
  return state;
}

async function writeInvoices(client: ClientBase, mode: ProgrammeMode, invoices: readonly SampleInvoice[], now: Date): Promise<void> {
  const serials = await nextSerials(client, 'invoice_serial', invoices.length);
  const numbers = invoices.map(({ issuedOn }, index) => invoiceNumberOf(mode, issuedOn, serials[index] as bigint));
  await copyText(client, 'invoice (id, insurer_id, policy_id, association_id, number, state, version, net, vat, paid, credited, issued_on, due_date, settled_on, issued_at)',
    invoices.map(({ id, policy, state, net, vat, paid, issuedOn, dueDate }, index): CopyValue[] => [
      id, policy.insurerId, policy.id, policy.associationId, numbers[index] as string, state, 1n, net, vat, paid, 0n, issuedOn, dueDate,
      state === 'RECONCILED' ? paidOn(issuedOn, now) : null, middayOf(issuedOn, now),
    ]));
  await copyText(client, 'billing_line (document_id, number, kind, policy_class, lives, net, vat)', invoices.flatMap(({ id, lines }) =>
    lines.map(({ number, kind, policyClass, lives, net, vat }): CopyValue[] => [id, BigInt(number), kind, policyClass, BigInt(lives), net, vat])));
  const paid = invoices.flatMap((invoice, index) => (invoice.paid > 0n ? [{ ...invoice, number: numbers[index] as string, payment: newId() }] : []));
  await copyText(client, 'payment (id, insurer_id, association_id, channel, reference, channel_reference, state, version, amount, matched, initiated_at, confirmed_at, matched_at)',
    paid.map(({ payment, policy, number, state, paid: amount, issuedOn }): CopyValue[] => {
      const at = middayOf(paidOn(issuedOn, now), now);
      return [payment, policy.insurerId, policy.associationId, 'BANK_TRANSFER', number, `sample-${number}`, state === 'RECONCILED' ? 'SETTLED' : 'CONFIRMED', 1n, amount, amount, at, at, at];
    }));
  await copyText(client, 'payment_allocation (payment_id, invoice_id, amount, at)',
    paid.map(({ payment, id, paid: amount, issuedOn }): CopyValue[] => [payment, id, amount, middayOf(paidOn(issuedOn, now), now)]));
}

function paidOn(issuedOn: string, now: Date): string {
  const day = plusDays(issuedOn, 2);
  const today = riyadhDateOf(now);
  return day > today ? today : day;
}

/** Noon in Riyadh, or now when that is still to come. */
function middayOf(day: string, now: Date): string {
  const noon = new Date(`${day}T12:00:00+03:00`);
  return (noon > now ? now : noon).toISOString();
}

/** The next day of each that is owed. */
async function setTimers(client: ClientBase, invoices: readonly SampleInvoice[]): Promise<void> {
  const owed = invoices.flatMap(({ id, state, dueDate }) => {
    const next = nextByTime(state, dueDate);
    return next === null ? [] : [{ id, on: next.on }];
  });
  await client.query(
    `SELECT graphile_worker.add_job($1, json_build_object('invoiceId', id), run_at => on_day::timestamp AT TIME ZONE 'Asia/Riyadh', max_attempts => 32000)
     FROM unnest($2::uuid[], $3::date[]) AS owed (id, on_day)`,
    [AGE_INVOICE, owed.map(({ id }) => id), owed.map(({ on }) => on)],
  );
}
