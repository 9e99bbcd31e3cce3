import type { QueryRunner } from 'typeorm';

/** First tables of the insurers house. */
export class InsurersTables1700000000400 {
  name = 'InsurersTables1700000000400';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE endorsement, enrollment_line, enrollment_batch, coverage_version, coverage, policy, sealing,
      bid_body, bid_envelope, bid, tender_round, insurance_plan, insurer`);
    await runner.query('DROP SEQUENCE policy_serial, card_serial');
  }
}

const STATEMENTS = [
  `CREATE TABLE insurer (
    id uuid PRIMARY KEY,
    cr_number text NOT NULL,
    name_ar text NOT NULL,
    name_en text NOT NULL,
    CONSTRAINT insurer_cr_number UNIQUE (cr_number)
  )`,
  `CREATE TABLE insurance_plan (
    id uuid PRIMARY KEY,
    insurer_id uuid NOT NULL,
    policy_class text NOT NULL,
    name_ar text NOT NULL,
    name_en text NOT NULL,
    benefits jsonb NOT NULL,
    version integer NOT NULL,
    CONSTRAINT insurance_plan_of_class UNIQUE (insurer_id, policy_class)
  )`,
  `CREATE TABLE tender_round (
    tender_id uuid PRIMARY KEY,
    amendment integer NOT NULL,
    opened_at timestamptz
  )`,
  `CREATE TABLE bid (
    id uuid PRIMARY KEY,
    insurer_id uuid NOT NULL,
    tender_id uuid NOT NULL,
    lot_id text NOT NULL,
    state text NOT NULL,
    version integer NOT NULL,
    commitment text NOT NULL,
    amendment integer NOT NULL,
    sealed_at timestamptz NOT NULL,
    revealed_at timestamptz,
    commitment_held boolean,
    reasons jsonb NOT NULL
  )`,
  'CREATE INDEX bid_of_tender ON bid (tender_id, sealed_at, id)',
  'CREATE INDEX bid_of_insurer ON bid (insurer_id, sealed_at, id)',
  `CREATE UNIQUE INDEX bid_live ON bid (insurer_id, tender_id, lot_id) WHERE state NOT IN ('WITHDRAWN', 'INVALIDATED')`,
  'CREATE TABLE bid_envelope (bid_id uuid PRIMARY KEY, insurer_id uuid NOT NULL, sealed_body text NOT NULL)',
  'CREATE TABLE bid_body (bid_id uuid PRIMARY KEY, insurer_id uuid NOT NULL, body jsonb NOT NULL)',
  `CREATE TABLE sealing (
    insurer_id uuid NOT NULL,
    tender_id uuid NOT NULL,
    lot_id text NOT NULL,
    bid_id uuid NOT NULL,
    until timestamptz NOT NULL,
    PRIMARY KEY (insurer_id, tender_id, lot_id)
  )`,
  `CREATE TABLE policy (
    id uuid PRIMARY KEY,
    insurer_id uuid NOT NULL,
    association_id uuid NOT NULL,
    framework_agreement_id uuid NOT NULL,
    bid_id uuid,
    policy_number text NOT NULL,
    state text NOT NULL,
    version integer NOT NULL,
    inception_date date NOT NULL,
    expiry_date date NOT NULL,
    ended_on date,
    rates jsonb NOT NULL,
    issued_at timestamptz NOT NULL,
    CONSTRAINT policy_number_once UNIQUE (policy_number),
    CONSTRAINT policy_of_call_off UNIQUE (bid_id, association_id, inception_date)
  )`,
  'CREATE INDEX policy_of_association ON policy (association_id, issued_at, id)',
  `CREATE TABLE coverage (
    id uuid PRIMARY KEY,
    insurer_id uuid NOT NULL,
    policy_id uuid NOT NULL,
    association_id uuid NOT NULL,
    member_id uuid NOT NULL,
    card_number text NOT NULL,
    accepted_at timestamptz NOT NULL,
    CONSTRAINT coverage_of_life UNIQUE (member_id, policy_id),
    CONSTRAINT coverage_card_once UNIQUE (card_number)
  )`,
  `CREATE TABLE coverage_version (
    coverage_id uuid NOT NULL,
    effective_from date NOT NULL,
    recorded_from timestamptz NOT NULL,
    policy_id uuid NOT NULL,
    effective_to date,
    recorded_to timestamptz,
    policy_class text NOT NULL,
    annual_premium bigint NOT NULL,
    maintenance_type text NOT NULL,
    PRIMARY KEY (coverage_id, effective_from, recorded_from),
    CONSTRAINT coverage_version_days CHECK (effective_to >= effective_from - 1),
    CONSTRAINT coverage_version_recorded CHECK (recorded_to > recorded_from)
  )`,
  'CREATE UNIQUE INDEX coverage_version_believed ON coverage_version (coverage_id, effective_from) WHERE recorded_to IS NULL',
  'CREATE INDEX coverage_version_of_policy ON coverage_version (policy_id, coverage_id)',
  `CREATE TABLE enrollment_batch (
    policy_id uuid NOT NULL,
    batch_id uuid NOT NULL,
    insurer_id uuid NOT NULL,
    complete boolean NOT NULL,
    begun_at timestamptz NOT NULL,
    PRIMARY KEY (policy_id, batch_id)
  )`,
  `CREATE TABLE enrollment_line (
    policy_id uuid NOT NULL,
    batch_id uuid NOT NULL,
    line_id uuid NOT NULL,
    accepted boolean NOT NULL,
    code text NOT NULL,
    details jsonb NOT NULL,
    coverage_id uuid,
    counted boolean NOT NULL,
    premium_delta bigint NOT NULL,
    vat bigint NOT NULL,
    answered_at timestamptz NOT NULL,
    PRIMARY KEY (policy_id, batch_id, line_id)
  )`,
  `CREATE TABLE endorsement (
    id uuid PRIMARY KEY,
    insurer_id uuid NOT NULL,
    policy_id uuid NOT NULL,
    number integer NOT NULL,
    batch_id uuid NOT NULL,
    lines integer NOT NULL,
    premium_delta bigint NOT NULL,
    vat bigint NOT NULL,
    created_at timestamptz NOT NULL,
    CONSTRAINT endorsement_number UNIQUE (policy_id, number),
    CONSTRAINT endorsement_of_batch UNIQUE (policy_id, batch_id)
  )`,
  'CREATE SEQUENCE policy_serial',
  'CREATE SEQUENCE card_serial',
];
