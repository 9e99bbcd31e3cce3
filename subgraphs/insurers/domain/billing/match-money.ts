import type { SuspenseReason } from './suspense-case-life.ts';

/** Where money goes; halalas. What goes to no invoice is in suspense, so the two always add up to the money. */
export interface MatchedMoney {
  readonly toInvoice: bigint;
  readonly toSuspense: bigint;
  /** Null when nothing is in suspense. */
  readonly reason: SuspenseReason | null;
}

/** Matches money to what is due of the invoice its reference names; null for a reference that names none of the insurer's. */
export function matchMoney(amount: bigint, due: bigint | null): MatchedMoney {
  if (due === null) return { toInvoice: 0n, toSuspense: amount, reason: 'UNKNOWN_REFERENCE' };
  if (due === 0n) return { toInvoice: 0n, toSuspense: amount, reason: 'INVOICE_CLOSED' };
  const toInvoice = amount < due ? amount : due;
  return { toInvoice, toSuspense: amount - toInvoice, reason: toInvoice < amount ? 'OVERPAID' : null };
}

/** Takes a credit off invoices one after another; answers how much of each, none below zero, never more than the credit. */
export function spreadCredit(credit: bigint, dues: readonly bigint[]): bigint[] {
  let left = credit;
  return dues.map((due) => {
    const taken = due < left ? due : left;
    left -= taken;
    return taken;
  });
}
