import type { CommandTransaction } from '../../../kit/command.ts';
import { Refused } from '../../../kit/refusal.ts';
import { riyadhDateOf } from '../../../kit/riyadh-date.ts';
import { takeStep } from '../../../kit/transitions.ts';
import type { Actor } from '../../../kit/transitions.ts';
import { INVOICE_LIFE } from '../../domain/billing/invoice-life.ts';
import type { InvoiceState, InvoiceStep } from '../../domain/billing/invoice-life.ts';
import { findPolicy } from '../policies.ts';
import { stepPolicy } from '../step-policy.ts';
import { dueOf, moveInvoice } from './invoices.ts';
import type { InvoiceMove, InvoiceRow } from './invoices.ts';
import { isAllSettled } from './payments.ts';

/** What is written in one transaction that moves money. */
export type BillingTransaction = Pick<CommandTransaction, 'manager' | 'audit' | 'job'>;

/** Why a policy is suspended and resumed by itself. */
const UNPAID = 'PREMIUM_UNPAID';
const PAID = 'PREMIUM_PAID';

/** The invoice as it stands after a step. */
export type Moved = Pick<InvoiceRow, 'id' | 'policyId' | 'state' | 'version'>;

/** Takes one step of an invoice. @throws Refused when it may not be taken, or CONFLICT. */
export async function stepInvoice(
  tx: BillingTransaction, invoice: InvoiceRow, step: InvoiceStep, actors: readonly Actor[], now: Date,
  more: Omit<InvoiceMove, 'to'> & { readonly reason?: string | null; /** Whether every payment of it is settled, for RECONCILE. */ readonly allSettled?: boolean } = {},
): Promise<InvoiceState> {
  const { reason = null, allSettled = false, ...money } = more;
  const facts = { today: riyadhDateOf(now), dueDate: invoice.dueDate, taken: invoice.paid + invoice.credited, allSettled, reason };
  const taken = takeStep(INVOICE_LIFE, invoice.state, step, actors, facts);
  if ('refusal' in taken) throw new Refused(taken.refusal);
  await moveInvoice(tx.manager, invoice, { to: taken.to, ...money });
  tx.audit({ entity: 'Invoice', entityId: invoice.id, action: step, from: invoice.state, to: taken.to, reason });
  return taken.to;
}

/**
 * Puts money on an invoice, paid or credited; at most what is due. Paid in full, it resumes a policy that was suspended
 * for it, and is reconciled when every payment of it is settled.
 */
export async function putMoney(tx: BillingTransaction, invoice: InvoiceRow, amount: bigint, as: 'paid' | 'credited', now: Date): Promise<void> {
  const whole = amount === dueOf(invoice);
  const to = await stepInvoice(tx, invoice, whole ? 'SETTLE' : 'TAKE_PART', ['timer'], now, { [as]: amount, ...(whole ? { settledOn: riyadhDateOf(now) } : {}) });
  if (!whole) return;
  const settled = { ...invoice, state: to, version: invoice.version + 1 };
  if (invoice.state === 'POLICY_SUSPENDED') await resumePolicy(tx, invoice.policyId, now);
  await reconcile(tx, settled, now);
}

/** Reconciles a paid invoice once every payment of it is settled; leaves any other as it is. */
export async function reconcile(tx: BillingTransaction, invoice: InvoiceRow, now: Date): Promise<void> {
  if (invoice.state !== 'PAID' || !(await isAllSettled(tx.manager, invoice.id))) return;
  await stepInvoice(tx, invoice, 'RECONCILE', ['timer'], now, { allSettled: true });
}

/** Suspends the policy of an unpaid invoice; leaves one that is not active as it is. True when it is suspended now. */
export async function suspendPolicy(tx: BillingTransaction, policyId: string, now: Date): Promise<boolean> {
  const policy = await findPolicy(tx.manager, policyId);
  if (policy?.state === 'ACTIVE') await stepPolicy(tx, policy, { action: 'SUSPEND', actors: ['timer'], reason: UNPAID, today: riyadhDateOf(now) });
  return policy?.state === 'ACTIVE' || policy?.state === 'SUSPENDED';
}

/** Only what time suspended for money is resumed by money, and only when no other invoice keeps it suspended. */
async function resumePolicy(tx: BillingTransaction, policyId: string, now: Date): Promise<void> {
  const rows = await tx.manager.query<{ ours: boolean }[]>(
    `SELECT p.state = 'SUSPENDED'
       AND NOT EXISTS (SELECT FROM invoice i WHERE i.policy_id = p.id AND i.state = 'POLICY_SUSPENDED')
       AND (SELECT a.reason FROM audit_entry a WHERE a.entity = 'Policy' AND a.entity_id = p.id::text AND a.action = 'SUSPEND' ORDER BY a.seq DESC LIMIT 1) = $2 AS ours
     FROM policy p WHERE p.id = $1`,
    [policyId, UNPAID],
  );
  const policy = rows[0]?.ours === true ? await findPolicy(tx.manager, policyId) : null;
  if (policy !== null) await stepPolicy(tx, policy, { action: 'RESUME', actors: ['timer'], reason: PAID, today: riyadhDateOf(now) });
}
