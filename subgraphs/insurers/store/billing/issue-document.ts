import type { ProgrammeMode } from '../../../../schema/contracts/mode.ts';
import { newId } from '../../../kit/identifier.ts';
import { riyadhDateOf } from '../../../kit/riyadh-date.ts';
import { Refused } from '../../../kit/refusal.ts';
import { takeStep } from '../../../kit/transitions.ts';
import { documentOf } from '../../domain/billing/billing-lines.ts';
import type { BilledLine } from '../../domain/billing/billing-lines.ts';
import { dueDateOf } from '../../domain/billing/billing-terms.ts';
import { CREDIT_NOTE_LIFE } from '../../domain/billing/credit-note-life.ts';
import { AGE_INVOICE, INVOICE_LIFE, nextByTime } from '../../domain/billing/invoice-life.ts';
import { spreadCredit } from '../../domain/billing/match-money.ts';
import { creditNoteNumberOf, invoiceNumberOf } from '../../domain/printed-numbers.ts';
import { insertApplications, insertCreditNote } from './credit-notes.ts';
import { dueOf, insertInvoice, lockOwedInvoices, nextSerial } from './invoices.ts';
import type { InvoiceRow } from './invoices.ts';
import { putMoney } from './move-invoice.ts';
import type { BillingTransaction } from './move-invoice.ts';

/** Whom a document is for, and what it is about. */
export interface BilledPolicy {
  readonly id: string;
  readonly insurerId: string;
  readonly associationId: string;
  readonly inceptionDate: string;
}

/** The moment of a document, and the mode its number carries. */
export interface Billing {
  readonly mode: ProgrammeMode;
  readonly now: Date;
}

/**
 * Issues what lines come to: an invoice when something is owed, a credit note when something is owed back, nothing when
 * neither is. The days of an invoice are set as a job, in the same transaction.
 */
export async function issueDocument(tx: BillingTransaction, billing: Billing, policy: BilledPolicy, endorsementId: string | null, lines: readonly BilledLine[]): Promise<void> {
  const document = documentOf(lines);
  if (document === null) return;
  if (document.kind === 'CREDIT_NOTE') {
    await issueCreditNote(tx, billing, policy, { endorsementId, invoiceId: null }, lines, true);
    return;
  }
  const { mode, now } = billing;
  const issuedOn = riyadhDateOf(now);
  const dueDate = dueDateOf(issuedOn, policy.inceptionDate);
  const step = takeStep(INVOICE_LIFE, 'DRAFT', 'ISSUE', ['timer'], { today: issuedOn, dueDate, taken: 0n, allSettled: false, reason: null });
  if ('refusal' in step) throw new Refused(step.refusal);
  const id = newId();
  await insertInvoice(tx.manager, {
    id, insurerId: policy.insurerId, policyId: policy.id, associationId: policy.associationId, endorsementId, state: step.to, net: document.net, vat: document.vat,
    invoiceNumber: invoiceNumberOf(mode, issuedOn, await nextSerial(tx.manager, 'invoice_serial')), issuedOn, dueDate, issuedAt: now,
  }, lines);
  await setInvoiceTimer(tx, { id, state: step.to, dueDate });
  tx.audit({ entity: 'Invoice', entityId: id, action: 'ISSUE', from: 'DRAFT', to: step.to });
}

/** Has the next step that time takes with an invoice taken on its day. */
export async function setInvoiceTimer(tx: Pick<BillingTransaction, 'job'>, { id, state, dueDate }: Pick<InvoiceRow, 'id' | 'state' | 'dueDate'>): Promise<void> {
  const next = nextByTime(state, dueDate);
  if (next !== null) await tx.job(AGE_INVOICE, { invoiceId: id }, { runAt: new Date(`${next.on}T00:00:00+03:00`) });
}

/** Issues a credit note. `spread` takes it off the policy's open invoices at once, the earliest day first. Answers its identifier. */
export async function issueCreditNote(
  tx: BillingTransaction, { mode, now }: Billing, policy: Omit<BilledPolicy, 'inceptionDate'>,
  of: { readonly endorsementId: string | null; readonly invoiceId: string | null }, lines: readonly BilledLine[], spread: boolean,
): Promise<string> {
  const id = newId();
  const issuedOn = riyadhDateOf(now);
  const net = lines.reduce((sum, line) => sum + line.net, 0n);
  const vat = lines.reduce((sum, line) => sum + line.vat, 0n);
  const credit = -(net + vat);
  const owed = spread ? await lockOwedInvoices(tx.manager, policy.id) : [];
  const shares = spreadCredit(credit, owed.map(dueOf));
  const taken = owed.flatMap((invoice, index) => ((shares[index] ?? 0n) > 0n ? [{ invoice, amount: shares[index] as bigint }] : []));
  // One that takes an invoice back is spent on it: nothing was paid of that, so nothing is left to pay out.
  const applied = spread ? taken.reduce((sum, { amount }) => sum + amount, 0n) : credit;
  const action = applied === credit ? 'APPLY' : 'APPLY_PART';
  const step = takeStep(CREDIT_NOTE_LIFE, 'OPEN', action, ['timer'], null);
  if ('refusal' in step) throw new Refused(step.refusal);
  await insertCreditNote(tx.manager, {
    id, insurerId: policy.insurerId, policyId: policy.id, associationId: policy.associationId, ...of, state: step.to, net, vat, applied, issuedOn, issuedAt: now,
    creditNoteNumber: creditNoteNumberOf(mode, issuedOn, await nextSerial(tx.manager, 'credit_note_serial')),
  }, lines);
  tx.audit({ entity: 'CreditNote', entityId: id, action: 'ISSUE', from: null, to: 'OPEN' });
  if (applied > 0n) tx.audit({ entity: 'CreditNote', entityId: id, action, from: 'OPEN', to: step.to });
  if (taken.length > 0) await insertApplications(tx.manager, id, taken.map(({ invoice, amount }) => ({ invoiceId: invoice.id, amount })), now);
  for (const { invoice, amount } of taken) await putMoney(tx, invoice, amount, 'credited', now);
  return id;
}
