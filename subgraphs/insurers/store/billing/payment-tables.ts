import { EntitySchema } from 'typeorm';

export interface PaymentRecord {
  id: string; insurer_id: string; association_id: string | null; channel: string; reference: string; channel_reference: string | null; state: string;
  version: number; amount: string; matched: string; initiated_at: Date; confirmed_at: Date | null; matched_at: Date | null;
}

/** `matched_at` says that its money has been placed: on invoices, or in a suspense case. */
export const paymentTable = new EntitySchema<PaymentRecord>({
  name: 'payment',
  columns: {
    id: { type: 'uuid', primary: true, primaryKeyConstraintName: 'payment_pkey' },
    insurer_id: { type: 'uuid' },
    association_id: { type: 'uuid', nullable: true },
    channel: { type: 'text' },
    reference: { type: 'text' },
    channel_reference: { type: 'text', nullable: true },
    state: { type: 'text' },
    version: { type: 'integer' },
    amount: { type: 'bigint' },
    matched: { type: 'bigint' },
    initiated_at: { type: 'timestamptz' },
    confirmed_at: { type: 'timestamptz', nullable: true },
    matched_at: { type: 'timestamptz', nullable: true },
  },
  uniques: [{ name: 'payment_of_channel', columns: ['insurer_id', 'channel', 'channel_reference'] }],
  indices: [
    { name: 'payment_to', columns: ['insurer_id', 'initiated_at', 'id'] },
    { name: 'payment_by', columns: ['association_id', 'initiated_at', 'id'] },
    { name: 'payment_awaited', columns: ['insurer_id', 'reference'], where: `state IN ('INITIATED', 'AUTHORISED')` },
  ],
  checks: [{ name: 'payment_never_overmatched', expression: 'amount > 0 AND matched >= 0 AND matched <= amount' }],
});

export interface PaymentAllocationRecord { payment_id: string; invoice_id: string; amount: string; at: Date }

export const paymentAllocationTable = new EntitySchema<PaymentAllocationRecord>({
  name: 'payment_allocation',
  columns: {
    payment_id: { type: 'uuid', primary: true, primaryKeyConstraintName: 'payment_allocation_pkey' },
    invoice_id: { type: 'uuid', primary: true, primaryKeyConstraintName: 'payment_allocation_pkey' },
    amount: { type: 'bigint' },
    at: { type: 'timestamptz' },
  },
  indices: [{ name: 'payment_allocation_of_invoice', columns: ['invoice_id'] }],
});

export interface SuspenseCaseRecord {
  id: string; insurer_id: string; association_id: string | null; payment_id: string; reason: string; state: string; version: number; amount: string;
  remaining: string; opened_at: Date;
}

export const suspenseCaseTable = new EntitySchema<SuspenseCaseRecord>({
  name: 'suspense_case',
  columns: {
    id: { type: 'uuid', primary: true, primaryKeyConstraintName: 'suspense_case_pkey' },
    insurer_id: { type: 'uuid' },
    association_id: { type: 'uuid', nullable: true },
    payment_id: { type: 'uuid' },
    reason: { type: 'text' },
    state: { type: 'text' },
    version: { type: 'integer' },
    amount: { type: 'bigint' },
    remaining: { type: 'bigint' },
    opened_at: { type: 'timestamptz' },
  },
  uniques: [{ name: 'suspense_case_of_payment', columns: ['payment_id'] }],
  indices: [{ name: 'suspense_case_open', columns: ['insurer_id', 'opened_at', 'id'], where: `state = 'OPEN'` }],
  checks: [{ name: 'suspense_case_remaining', expression: 'remaining >= 0 AND remaining <= amount' }],
});

export interface RefundRecord {
  id: string; insurer_id: string; association_id: string; credit_note_id: string | null; suspense_case_id: string | null; amount: string; account: string; at: Date;
}

/** Money paid out, and to which account: its number masked, as the associations house told it. */
export const refundTable = new EntitySchema<RefundRecord>({
  name: 'refund',
  columns: {
    id: { type: 'uuid', primary: true, primaryKeyConstraintName: 'refund_pkey' },
    insurer_id: { type: 'uuid' },
    association_id: { type: 'uuid' },
    credit_note_id: { type: 'uuid', nullable: true },
    suspense_case_id: { type: 'uuid', nullable: true },
    amount: { type: 'bigint' },
    account: { type: 'text' },
    at: { type: 'timestamptz' },
  },
  uniques: [
    { name: 'refund_of_credit_note', columns: ['credit_note_id'] },
    { name: 'refund_of_suspense_case', columns: ['suspense_case_id'] },
  ],
});
