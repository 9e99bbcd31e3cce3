import type { QueryRunner } from 'typeorm';
import { trackChanges, untrackChanges } from '../../../kit/change-tracking.ts';

/** Invoices, credit notes, payments and what could not be matched. */
export class Billing1790000000010 {
  name = 'Billing1790000000010';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...STATEMENTS, ...trackChanges('invoice', ['id'])]) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of untrackChanges('invoice')) await runner.query(statement);
    await runner.query('DROP TABLE refund, suspense_case, payment_allocation, payment, credit_application, credit_note, billing_line, invoice');
    await runner.query('DROP SEQUENCE invoice_serial, credit_note_serial');
  }
}

const STATEMENTS = [
  'CREATE SEQUENCE invoice_serial',
  'CREATE SEQUENCE credit_note_serial',
  `CREATE TABLE invoice (
    id uuid PRIMARY KEY,
    insurer_id uuid NOT NULL,
    policy_id uuid NOT NULL,
    association_id uuid NOT NULL,
    endorsement_id uuid,
    number text NOT NULL,
    state text NOT NULL,
    version integer NOT NULL,
    net bigint NOT NULL,
    vat bigint NOT NULL,
    paid bigint NOT NULL,
    credited bigint NOT NULL,
    issued_on date NOT NULL,
    due_date date NOT NULL,
    settled_on date,
    issued_at timestamptz NOT NULL,
    CONSTRAINT invoice_number_once UNIQUE (number),
    CONSTRAINT invoice_of_endorsement UNIQUE (endorsement_id),
    CONSTRAINT invoice_adds CHECK (net + vat > 0),
    CONSTRAINT invoice_never_overpaid CHECK (paid >= 0 AND credited >= 0 AND paid + credited <= net + vat)
  )`,
  'CREATE UNIQUE INDEX invoice_of_issue ON invoice (policy_id) WHERE endorsement_id IS NULL',
  'CREATE INDEX invoice_of_policy ON invoice (policy_id, issued_at, id)',
  'CREATE INDEX invoice_of_association ON invoice (association_id, issued_at, id)',
  'CREATE INDEX invoice_owed_by ON invoice (association_id, due_date, id) WHERE settled_on IS NULL',
  'CREATE INDEX invoice_owed_to ON invoice (insurer_id, due_date, id) WHERE settled_on IS NULL',
  `CREATE TABLE billing_line (
    document_id uuid NOT NULL,
    number integer NOT NULL,
    kind text NOT NULL,
    policy_class text,
    lives integer NOT NULL,
    net bigint NOT NULL,
    vat bigint NOT NULL,
    PRIMARY KEY (document_id, number)
  )`,
  `CREATE TABLE credit_note (
    id uuid PRIMARY KEY,
    insurer_id uuid NOT NULL,
    policy_id uuid NOT NULL,
    association_id uuid NOT NULL,
    endorsement_id uuid,
    invoice_id uuid,
    number text NOT NULL,
    state text NOT NULL,
    version integer NOT NULL,
    net bigint NOT NULL,
    vat bigint NOT NULL,
    applied bigint NOT NULL,
    refunded bigint NOT NULL,
    issued_on date NOT NULL,
    issued_at timestamptz NOT NULL,
    CONSTRAINT credit_note_number_once UNIQUE (number),
    CONSTRAINT credit_note_of_endorsement UNIQUE (endorsement_id),
    CONSTRAINT credit_note_of_invoice UNIQUE (invoice_id),
    CONSTRAINT credit_note_never_overspent CHECK (applied >= 0 AND refunded >= 0 AND applied + refunded <= -(net + vat))
  )`,
  'CREATE INDEX credit_note_of_policy ON credit_note (policy_id, issued_at, id)',
  `CREATE TABLE credit_application (
    credit_note_id uuid NOT NULL,
    invoice_id uuid NOT NULL,
    amount bigint NOT NULL,
    at timestamptz NOT NULL,
    PRIMARY KEY (credit_note_id, invoice_id)
  )`,
  `CREATE TABLE payment (
    id uuid PRIMARY KEY,
    insurer_id uuid NOT NULL,
    association_id uuid,
    channel text NOT NULL,
    reference text NOT NULL,
    channel_reference text,
    state text NOT NULL,
    version integer NOT NULL,
    amount bigint NOT NULL,
    matched bigint NOT NULL,
    initiated_at timestamptz NOT NULL,
    confirmed_at timestamptz,
    matched_at timestamptz,
    CONSTRAINT payment_of_channel UNIQUE (insurer_id, channel, channel_reference),
    CONSTRAINT payment_never_overmatched CHECK (amount > 0 AND matched >= 0 AND matched <= amount)
  )`,
  'CREATE INDEX payment_to ON payment (insurer_id, initiated_at, id)',
  'CREATE INDEX payment_by ON payment (association_id, initiated_at, id)',
  `CREATE INDEX payment_awaited ON payment (insurer_id, reference) WHERE state IN ('INITIATED', 'AUTHORISED')`,
  `CREATE TABLE payment_allocation (
    payment_id uuid NOT NULL,
    invoice_id uuid NOT NULL,
    amount bigint NOT NULL,
    at timestamptz NOT NULL,
    PRIMARY KEY (payment_id, invoice_id)
  )`,
  'CREATE INDEX payment_allocation_of_invoice ON payment_allocation (invoice_id)',
  `CREATE TABLE suspense_case (
    id uuid PRIMARY KEY,
    insurer_id uuid NOT NULL,
    association_id uuid,
    payment_id uuid NOT NULL,
    reason text NOT NULL,
    state text NOT NULL,
    version integer NOT NULL,
    amount bigint NOT NULL,
    remaining bigint NOT NULL,
    opened_at timestamptz NOT NULL,
    CONSTRAINT suspense_case_of_payment UNIQUE (payment_id),
    CONSTRAINT suspense_case_remaining CHECK (remaining >= 0 AND remaining <= amount)
  )`,
  `CREATE INDEX suspense_case_open ON suspense_case (insurer_id, opened_at, id) WHERE state = 'OPEN'`,
  `CREATE TABLE refund (
    id uuid PRIMARY KEY,
    insurer_id uuid NOT NULL,
    association_id uuid NOT NULL,
    credit_note_id uuid,
    suspense_case_id uuid,
    amount bigint NOT NULL,
    account text NOT NULL,
    at timestamptz NOT NULL,
    CONSTRAINT refund_of_credit_note UNIQUE (credit_note_id),
    CONSTRAINT refund_of_suspense_case UNIQUE (suspense_case_id)
  )`,
];
