import type { QueryRunner } from 'typeorm';

/** Tables of the regulation house. Identifiers of other houses are text: their shape is their owner's affair. */
export class RegulationTables1700000000100 {
  name = 'RegulationTables1700000000100';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE eligibility_decision, complaint, sealing_key, no_objection, accreditation,
      minimum_benefit, benefit_schedule, rule`);
  }
}

const STATEMENTS = [
  `CREATE TABLE rule (
    id text NOT NULL,
    effective_from date NOT NULL,
    effective_to date,
    category text NOT NULL,
    title_ar text NOT NULL,
    title_en text NOT NULL,
    value text NOT NULL,
    unit text NOT NULL,
    source text NOT NULL,
    verified_on date,
    PRIMARY KEY (id, effective_from)
  )`,
  `CREATE TABLE benefit_schedule (
    id uuid PRIMARY KEY,
    version text NOT NULL CONSTRAINT benefit_schedule_version UNIQUE,
    effective_from date NOT NULL,
    effective_to date
  )`,
  `CREATE TABLE minimum_benefit (
    schedule_id uuid NOT NULL,
    code text NOT NULL,
    kind text NOT NULL,
    title_ar text NOT NULL,
    title_en text NOT NULL,
    value text NOT NULL,
    source text NOT NULL,
    verified_on date,
    PRIMARY KEY (schedule_id, code)
  )`,
  `CREATE TABLE accreditation (
    id uuid PRIMARY KEY,
    kind text NOT NULL,
    subject_id text NOT NULL,
    subject_number text,
    state text NOT NULL,
    level smallint,
    valid_from date,
    valid_to date,
    decision_mode text,
    decision_reason text,
    facts jsonb NOT NULL,
    rules_evaluated jsonb NOT NULL,
    version integer NOT NULL
  )`,
  'CREATE INDEX accreditation_of_subject ON accreditation (subject_id, kind, id)',
  // Two applications of one subject at once: the second finds this and is told the state of the first.
  `CREATE UNIQUE INDEX accreditation_current ON accreditation (kind, subject_id)
    WHERE state NOT IN ('DENIED', 'REVOKED', 'EXPIRED')`,
  `CREATE INDEX accreditation_by_end ON accreditation (valid_to, id)
    WHERE state IN ('ACCREDITED', 'CONDITIONAL', 'SUSPENDED')`,
  `CREATE TABLE no_objection (
    tender_id text PRIMARY KEY,
    state text NOT NULL,
    note text,
    said_by text NOT NULL,
    said_at timestamptz NOT NULL,
    version integer NOT NULL
  )`,
  `CREATE TABLE sealing_key (
    tender_id text PRIMARY KEY,
    kid uuid NOT NULL CONSTRAINT sealing_key_kid UNIQUE,
    public_key text NOT NULL,
    sealed_private_key bytea NOT NULL,
    issued_at timestamptz NOT NULL,
    released_at timestamptz,
    requested_by text,
    witnessed_by text
  )`,
  `CREATE TABLE complaint (
    id uuid PRIMARY KEY,
    tender_id text NOT NULL,
    lot_id text,
    complainant text NOT NULL,
    grounds text NOT NULL,
    state text NOT NULL,
    decision_reason text,
    remedy text,
    filed_at timestamptz NOT NULL,
    version integer NOT NULL
  )`,
  'CREATE INDEX complaint_of_tender ON complaint (tender_id, id)',
  `CREATE TABLE eligibility_decision (
    id uuid PRIMARY KEY,
    association_id text NOT NULL,
    batch_id text NOT NULL,
    line_id text NOT NULL,
    member_id text NOT NULL,
    maintenance_type text NOT NULL,
    outcome text NOT NULL,
    decision_mode text,
    applies_on date NOT NULL,
    rules_evaluated jsonb NOT NULL,
    facts jsonb NOT NULL,
    reason text,
    decided_at timestamptz,
    told_at timestamptz,
    tell_problems text[] NOT NULL,
    version integer NOT NULL,
    CONSTRAINT eligibility_decision_of_line UNIQUE (batch_id, line_id)
  )`,
  'CREATE INDEX eligibility_decision_of_member ON eligibility_decision (member_id, id)',
  `CREATE INDEX eligibility_decision_queue ON eligibility_decision (id) WHERE outcome = 'NEEDS_PERSON'`,
];
