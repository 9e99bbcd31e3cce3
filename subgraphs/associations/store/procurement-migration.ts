import type { QueryRunner } from 'typeorm';

/** Tenders from pooled demand to call-offs. Identifiers of other houses are text: their shape is theirs. */
export class ProcurementTables1760000000001 {
  name = 'ProcurementTables1760000000001';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...TENDER_TABLES, ...POOL_TABLES, ...AWARD_TABLES]) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE call_off, framework_agreement, award_share, award, bid_evaluation, census_row, demand_pool,
      procurement_plan, opening, bid_commitment, amendment, enquiry, lot, tender`);
  }
}

const TENDER_TABLES = [
  `CREATE TABLE tender (
    id uuid PRIMARY KEY,
    ocid text NOT NULL CONSTRAINT tender_ocid UNIQUE,
    title_ar text NOT NULL,
    title_en text NOT NULL,
    mode text NOT NULL,
    state text NOT NULL,
    version integer NOT NULL,
    pooling_ends_at timestamptz NOT NULL,
    enquiries_end_at timestamptz NOT NULL,
    bidding_ends_at timestamptz NOT NULL,
    standstill_seconds integer NOT NULL,
    standstill_ends_at timestamptz,
    next_check_at timestamptz,
    minimum_associations integer NOT NULL,
    minimum_lives integer NOT NULL,
    minimum_bids integer NOT NULL,
    cover_from date NOT NULL,
    cover_to date NOT NULL,
    complaint_body text NOT NULL,
    criteria jsonb NOT NULL,
    benefit_schedule_id text NOT NULL,
    evaluation_schedule_id text,
    cancellation_reason text
  )`,
  `CREATE TABLE lot (
    id uuid PRIMARY KEY,
    tender_id uuid NOT NULL,
    number integer NOT NULL,
    title_ar text NOT NULL,
    title_en text NOT NULL,
    policy_classes text[] NOT NULL,
    regions text[] NOT NULL,
    required_benefits jsonb NOT NULL,
    CONSTRAINT lot_of_tender UNIQUE (tender_id, number)
  )`,
  `CREATE TABLE enquiry (
    id uuid PRIMARY KEY,
    tender_id uuid NOT NULL,
    question text NOT NULL,
    asked_by text NOT NULL,
    asked_at timestamptz NOT NULL,
    answer text,
    answered_at timestamptz
  )`,
  'CREATE INDEX enquiry_of_tender ON enquiry (tender_id)',
  `CREATE TABLE amendment (
    tender_id uuid NOT NULL,
    number integer NOT NULL,
    note text NOT NULL,
    bidding_ends_at timestamptz NOT NULL,
    at timestamptz NOT NULL,
    CONSTRAINT amendment_pkey PRIMARY KEY (tender_id, number)
  )`,
  `CREATE TABLE bid_commitment (
    id uuid PRIMARY KEY,
    tender_id uuid NOT NULL,
    lot_id uuid NOT NULL,
    bid_id text NOT NULL,
    insurer_id text NOT NULL,
    commitment text NOT NULL,
    recorded_at timestamptz NOT NULL,
    voided_at timestamptz
  )`,
  'CREATE INDEX bid_commitment_of_tender ON bid_commitment (tender_id)',
  'CREATE UNIQUE INDEX bid_commitment_standing ON bid_commitment (lot_id, insurer_id) WHERE voided_at IS NULL',
  `CREATE TABLE opening (
    tender_id uuid PRIMARY KEY,
    requested_by text NOT NULL,
    requested_by_organisation text,
    requested_at timestamptz NOT NULL,
    witnessed_by text,
    witnessed_by_organisation text,
    witnessed_at timestamptz,
    opened_at timestamptz
  )`,
];

const POOL_TABLES = [
  `CREATE TABLE procurement_plan (
    association_id uuid NOT NULL,
    id uuid PRIMARY KEY,
    tender_id uuid NOT NULL,
    state text NOT NULL,
    version integer NOT NULL,
    consent_by text,
    consent_at timestamptz,
    accreditation_fact jsonb,
    lives integer,
    CONSTRAINT procurement_plan_of_association UNIQUE (tender_id, association_id)
  )`,
  'CREATE INDEX procurement_plan_association ON procurement_plan (association_id, id)',
  `CREATE TABLE demand_pool (
    id uuid PRIMARY KEY,
    tender_id uuid NOT NULL CONSTRAINT demand_pool_of_tender UNIQUE,
    frozen_at timestamptz,
    lives integer,
    census_hash text,
    census jsonb
  )`,
  `CREATE TABLE census_row (
    tender_id uuid NOT NULL,
    association_id uuid NOT NULL,
    policy_class text NOT NULL,
    region text NOT NULL,
    status text NOT NULL,
    sex text NOT NULL,
    age_band text NOT NULL,
    lives integer NOT NULL,
    CONSTRAINT census_row_pkey PRIMARY KEY (tender_id, association_id, policy_class, region, status, sex, age_band)
  )`,
];

const AWARD_TABLES = [
  `CREATE TABLE bid_evaluation (
    tender_id uuid NOT NULL,
    bid_id text NOT NULL,
    lot_id uuid NOT NULL,
    insurer_id text NOT NULL,
    sealed_at timestamptz NOT NULL,
    qualified boolean,
    reasons jsonb NOT NULL,
    list_bill bigint,
    abnormally_low boolean NOT NULL,
    benefit_delta jsonb NOT NULL,
    quality jsonb NOT NULL,
    terms jsonb,
    accreditation_fact jsonb,
    scores jsonb NOT NULL,
    total integer,
    rank integer,
    CONSTRAINT bid_evaluation_pkey PRIMARY KEY (tender_id, bid_id)
  )`,
  'CREATE INDEX bid_evaluation_of_lot ON bid_evaluation (lot_id)',
  `CREATE TABLE award (
    id uuid PRIMARY KEY,
    tender_id uuid NOT NULL,
    lot_id uuid NOT NULL CONSTRAINT award_of_lot UNIQUE,
    insurer_id text NOT NULL,
    bid_id text NOT NULL,
    amount bigint NOT NULL,
    state text NOT NULL,
    version integer NOT NULL,
    standstill_ends_at timestamptz,
    savings jsonb
  )`,
  'CREATE INDEX award_of_tender ON award (tender_id)',
  `CREATE TABLE award_share (
    award_id uuid NOT NULL,
    association_id uuid NOT NULL,
    lives integer NOT NULL,
    list_bill bigint NOT NULL,
    community_charge bigint NOT NULL,
    transfer bigint NOT NULL,
    stand_alone bigint,
    CONSTRAINT award_share_pkey PRIMARY KEY (award_id, association_id)
  )`,
  `CREATE TABLE framework_agreement (
    id uuid PRIMARY KEY,
    award_id uuid NOT NULL CONSTRAINT framework_agreement_of_award UNIQUE,
    tender_id uuid NOT NULL,
    lot_id uuid NOT NULL,
    insurer_id text NOT NULL,
    bid_id text NOT NULL,
    valid_from date NOT NULL,
    valid_to date NOT NULL,
    signed_by_council text,
    signed_by_council_at timestamptz,
    signed_by_insurer text,
    signed_by_insurer_at timestamptz
  )`,
  'CREATE INDEX framework_agreement_of_tender ON framework_agreement (tender_id)',
  `CREATE TABLE call_off (
    association_id uuid NOT NULL,
    id uuid PRIMARY KEY,
    framework_agreement_id uuid NOT NULL,
    insurer_id text NOT NULL,
    state text NOT NULL,
    version integer NOT NULL,
    inception_date date NOT NULL,
    expiry_date date NOT NULL,
    policy_id text,
    problem jsonb,
    ordered_at timestamptz NOT NULL
  )`,
  'CREATE INDEX call_off_association ON call_off (association_id, id)',
  `CREATE UNIQUE INDEX call_off_standing ON call_off (framework_agreement_id, association_id) WHERE state <> 'REFUSED'`,
];
