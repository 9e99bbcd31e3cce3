import type { QueryRunner } from 'typeorm';

/** Open-contracting releases, which nobody can change or take away, what they add up to, and the red flags they raise. */
export class OpenContracting1700000000700 {
  name = 'OpenContracting1700000000700';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE red_flag, ocds_compiled, ocds_release');
    await runner.query('DROP FUNCTION refuse_change_of_release');
  }
}

const STATEMENTS = [
  // The body is text and not jsonb: what was published is given again to the last byte.
  `CREATE TABLE ocds_release (
    tender_id text NOT NULL,
    number integer NOT NULL,
    id text NOT NULL CONSTRAINT ocds_release_id UNIQUE,
    ocid text NOT NULL,
    tag text[] NOT NULL,
    date timestamptz NOT NULL,
    body text NOT NULL,
    made_at timestamptz NOT NULL,
    PRIMARY KEY (tender_id, number)
  )`,
  'CREATE INDEX ocds_release_of_process ON ocds_release (ocid, number)',
  `CREATE FUNCTION refuse_change_of_release() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'a release is never changed or deleted' USING ERRCODE = 'restrict_violation'; END $$`,
  'CREATE TRIGGER ocds_release_stays BEFORE UPDATE OR DELETE ON ocds_release FOR EACH ROW EXECUTE FUNCTION refuse_change_of_release()',
  'CREATE TRIGGER ocds_release_stays_whole BEFORE TRUNCATE ON ocds_release FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_release()',
  `CREATE TABLE ocds_compiled (
    tender_id text PRIMARY KEY,
    ocid text NOT NULL CONSTRAINT ocds_compiled_ocid UNIQUE,
    body text NOT NULL
  )`,
  `CREATE TABLE red_flag (
    tender_id text NOT NULL,
    number integer NOT NULL,
    code text NOT NULL,
    flag_group text NOT NULL,
    subject text NOT NULL,
    value double precision NOT NULL,
    threshold double precision,
    settings text NOT NULL,
    inputs jsonb NOT NULL,
    steps jsonb NOT NULL,
    computed_at timestamptz NOT NULL,
    over_releases text[] NOT NULL,
    tenders_compared integer NOT NULL,
    PRIMARY KEY (tender_id, number)
  )`,
];
