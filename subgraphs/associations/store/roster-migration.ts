import type { QueryRunner } from 'typeorm';

/** Associations, their rosters, and the enrollment of their lives. */
export class RosterTables1760000000000 {
  name = 'RosterTables1760000000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE association (
      id uuid PRIMARY KEY,
      license_number text NOT NULL CONSTRAINT association_license_number UNIQUE,
      name_ar text NOT NULL,
      name_en text NOT NULL,
      region text NOT NULL,
      city text NOT NULL,
      version integer NOT NULL DEFAULT 1,
      iban_sealed bytea,
      iban_tail text,
      bank_state text,
      bank_fact jsonb
    )`);
    await runner.query(`CREATE TABLE member (
      association_id uuid NOT NULL,
      fingerprint bytea NOT NULL,
      id uuid NOT NULL,
      subscriber_id uuid NOT NULL,
      digest bytea NOT NULL,
      person bytea NOT NULL,
      id_tail text NOT NULL,
      relationship text NOT NULL,
      birth_date date NOT NULL,
      sex text NOT NULL,
      nationality text NOT NULL,
      policy_class text NOT NULL,
      region text NOT NULL,
      marital_status text,
      works boolean,
      employment_start date,
      cover_from date NOT NULL,
      left_on date,
      CONSTRAINT member_pkey PRIMARY KEY (association_id, fingerprint)
    )`);
    await runner.query('CREATE INDEX member_family ON member (association_id, subscriber_id)');
    await runner.query('CREATE INDEX member_id ON member (id)');
    await runner.query(`CREATE TABLE roster_import (
      association_id uuid NOT NULL,
      id uuid NOT NULL,
      state text NOT NULL,
      requested_by text NOT NULL,
      requested_at timestamptz NOT NULL,
      expires_at timestamptz NOT NULL,
      ended_at timestamptz,
      lines_read integer NOT NULL DEFAULT 0,
      added integer NOT NULL DEFAULT 0,
      changed integer NOT NULL DEFAULT 0,
      unchanged integer NOT NULL DEFAULT 0,
      rejected integer NOT NULL DEFAULT 0,
      problem_code text,
      problem_values jsonb,
      CONSTRAINT roster_import_pkey PRIMARY KEY (association_id, id)
    )`);
    await runner.query('CREATE INDEX roster_import_id ON roster_import (id)');
    await runner.query(`CREATE TABLE roster_rejection (
      association_id uuid NOT NULL,
      import_id uuid NOT NULL,
      line integer NOT NULL,
      number integer NOT NULL,
      column_name text,
      code text NOT NULL,
      values jsonb NOT NULL,
      CONSTRAINT roster_rejection_pkey PRIMARY KEY (association_id, import_id, line, number)
    )`);
    await runner.query(`CREATE TABLE roster_waiting_line (
      association_id uuid NOT NULL,
      import_id uuid NOT NULL,
      line integer NOT NULL,
      sealed bytea NOT NULL,
      CONSTRAINT roster_waiting_line_pkey PRIMARY KEY (association_id, import_id, line)
    )`);
    await runner.query(`CREATE TABLE enrollment_batch (
      association_id uuid NOT NULL,
      id uuid NOT NULL,
      call_off_id uuid NOT NULL,
      insurer_id text NOT NULL,
      policy_id text NOT NULL,
      state text NOT NULL,
      version integer NOT NULL DEFAULT 1,
      line_count integer NOT NULL,
      automatic boolean NOT NULL DEFAULT false,
      waiting_code text,
      waiting_values jsonb,
      telling_since timestamptz,
      premium_delta bigint,
      created_at timestamptz NOT NULL,
      CONSTRAINT enrollment_batch_pkey PRIMARY KEY (association_id, id)
    )`);
    await runner.query('CREATE INDEX enrollment_batch_id ON enrollment_batch (id)');
    await runner.query(`CREATE TABLE enrollment_line (
      association_id uuid NOT NULL,
      batch_id uuid NOT NULL,
      number integer NOT NULL,
      id uuid NOT NULL,
      member_id uuid NOT NULL,
      maintenance_type text NOT NULL,
      effective_date date NOT NULL,
      termination_reason text,
      policy_class text NOT NULL,
      state text NOT NULL,
      problem_code text,
      problem_values jsonb,
      problem_rule text,
      decision_id text,
      decided_by_person boolean,
      part integer,
      coverage_id text,
      CONSTRAINT enrollment_line_pkey PRIMARY KEY (association_id, batch_id, number)
    )`);
    await runner.query('CREATE INDEX enrollment_line_id ON enrollment_line (id)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE enrollment_line, enrollment_batch, roster_waiting_line, roster_rejection, roster_import,
      member, association`);
  }
}
