import { EntitySchema } from 'typeorm';
import { TRACKED_COLUMN } from '../../../kit/change-tracking.ts';
import type { Tracked } from '../../../kit/change-tracking.ts';

export interface InvoiceRecord {
  id: string; insurer_id: string; policy_id: string; association_id: string; endorsement_id: string | null; number: string; state: string; version: number;
  net: string; vat: string; paid: string; credited: string; issued_on: string; due_date: string; settled_on: string | null; issued_at: Date;
}

/** What is due is net + vat - paid - credited; a check of the table keeps it from falling below zero. */
export const invoiceTable = new EntitySchema<InvoiceRecord & Tracked>({
  name: 'invoice',
  columns: {
    id: { type: 'uuid', primary: true, primaryKeyConstraintName: 'invoice_pkey' },
    insurer_id: { type: 'uuid' },
    policy_id: { type: 'uuid' },
    association_id: { type: 'uuid' },
    endorsement_id: { type: 'uuid', nullable: true },
    number: { type: 'text' },
    state: { type: 'text' },
    version: { type: 'integer' },
    net: { type: 'bigint' },
    vat: { type: 'bigint' },
    paid: { type: 'bigint' },
    credited: { type: 'bigint' },
    issued_on: { type: 'date' },
    due_date: { type: 'date' },
    settled_on: { type: 'date', nullable: true },
    issued_at: { type: 'timestamptz' },
    changedIn: TRACKED_COLUMN,
  },
  uniques: [
    { name: 'invoice_number_once', columns: ['number'] },
    { name: 'invoice_of_endorsement', columns: ['endorsement_id'] },
  ],
  indices: [
    { name: 'invoice_changes', columns: ['changedIn', 'id'] },
    { name: 'invoice_of_issue', columns: ['policy_id'], unique: true, where: 'endorsement_id IS NULL' },
    { name: 'invoice_of_policy', columns: ['policy_id', 'issued_at', 'id'] },
    { name: 'invoice_of_association', columns: ['association_id', 'issued_at', 'id'] },
    { name: 'invoice_owed_by', columns: ['association_id', 'due_date', 'id'], where: 'settled_on IS NULL' },
    { name: 'invoice_owed_to', columns: ['insurer_id', 'due_date', 'id'], where: 'settled_on IS NULL' },
  ],
  checks: [
    { name: 'invoice_adds', expression: 'net + vat > 0' },
    { name: 'invoice_never_overpaid', expression: 'paid >= 0 AND credited >= 0 AND paid + credited <= net + vat' },
  ],
});

export interface BillingLineRecord { document_id: string; number: number; kind: string; policy_class: string | null; lives: number; net: string; vat: string }

/** Lines of invoices and of credit notes. */
export const billingLineTable = new EntitySchema<BillingLineRecord>({
  name: 'billing_line',
  columns: {
    document_id: { type: 'uuid', primary: true, primaryKeyConstraintName: 'billing_line_pkey' },
    number: { type: 'integer', primary: true, primaryKeyConstraintName: 'billing_line_pkey' },
    kind: { type: 'text' },
    policy_class: { type: 'text', nullable: true },
    lives: { type: 'integer' },
    net: { type: 'bigint' },
    vat: { type: 'bigint' },
  },
});

export interface CreditNoteRecord {
  id: string; insurer_id: string; policy_id: string; association_id: string; endorsement_id: string | null; invoice_id: string | null; number: string;
  state: string; version: number; net: string; vat: string; applied: string; refunded: string; issued_on: string; issued_at: Date;
}

export const creditNoteTable = new EntitySchema<CreditNoteRecord>({
  name: 'credit_note',
  columns: {
    id: { type: 'uuid', primary: true, primaryKeyConstraintName: 'credit_note_pkey' },
    insurer_id: { type: 'uuid' },
    policy_id: { type: 'uuid' },
    association_id: { type: 'uuid' },
    endorsement_id: { type: 'uuid', nullable: true },
    invoice_id: { type: 'uuid', nullable: true },
    number: { type: 'text' },
    state: { type: 'text' },
    version: { type: 'integer' },
    net: { type: 'bigint' },
    vat: { type: 'bigint' },
    applied: { type: 'bigint' },
    refunded: { type: 'bigint' },
    issued_on: { type: 'date' },
    issued_at: { type: 'timestamptz' },
  },
  uniques: [
    { name: 'credit_note_number_once', columns: ['number'] },
    { name: 'credit_note_of_endorsement', columns: ['endorsement_id'] },
    { name: 'credit_note_of_invoice', columns: ['invoice_id'] },
  ],
  indices: [{ name: 'credit_note_of_policy', columns: ['policy_id', 'issued_at', 'id'] }],
  checks: [{ name: 'credit_note_never_overspent', expression: 'applied >= 0 AND refunded >= 0 AND applied + refunded <= -(net + vat)' }],
});

export interface CreditApplicationRecord { credit_note_id: string; invoice_id: string; amount: string; at: Date }

export const creditApplicationTable = new EntitySchema<CreditApplicationRecord>({
  name: 'credit_application',
  columns: {
    credit_note_id: { type: 'uuid', primary: true, primaryKeyConstraintName: 'credit_application_pkey' },
    invoice_id: { type: 'uuid', primary: true, primaryKeyConstraintName: 'credit_application_pkey' },
    amount: { type: 'bigint' },
    at: { type: 'timestamptz' },
  },
});
