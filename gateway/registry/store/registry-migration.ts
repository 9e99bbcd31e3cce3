import type { QueryRunner } from 'typeorm';

/** Tables of the registry. Identifiers of other houses are text: their shape is their owner's affair. */
export class RegistryTables1700000000100 {
  name = 'RegistryTables1700000000100';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE told_accreditation, subgraph_check, subgraph_version, subgraph_namespace, subgraph_registration');
  }
}

const STATEMENTS = [
  `CREATE TABLE subgraph_registration (
    id uuid PRIMARY KEY,
    insurer_id text NOT NULL,
    namespace text NOT NULL,
    url text NOT NULL,
    challenge_token text NOT NULL,
    state text NOT NULL,
    reason text,
    since timestamptz NOT NULL,
    paused_by text,
    active_version_id uuid,
    version integer NOT NULL
  )`,
  'CREATE INDEX subgraph_registration_of_insurer ON subgraph_registration (insurer_id, id)',
  // Two officers register at once: the second finds this and is told the state of the first.
  'CREATE UNIQUE INDEX subgraph_registration_current ON subgraph_registration (insurer_id) WHERE state <> \'WITHDRAWN\'',
  `CREATE TABLE subgraph_namespace (
    namespace text PRIMARY KEY,
    insurer_id text NOT NULL
  )`,
  `CREATE TABLE subgraph_version (
    id uuid PRIMARY KEY,
    insurer_id text NOT NULL,
    registration_id uuid NOT NULL,
    number integer NOT NULL,
    url text NOT NULL,
    sdl text,
    deadline_ms integer NOT NULL,
    state text NOT NULL,
    grade text,
    decision_reason text,
    submitted_at timestamptz NOT NULL,
    activated_at timestamptz,
    version integer NOT NULL
  )`,
  'CREATE UNIQUE INDEX subgraph_version_number ON subgraph_version (registration_id, number)',
  `CREATE TABLE subgraph_check (
    version_id uuid NOT NULL,
    stage text NOT NULL,
    position integer NOT NULL,
    name text NOT NULL,
    passed boolean NOT NULL,
    code text,
    reason_en text,
    reason_ar text,
    coordinate text,
    rule text,
    owner text,
    at timestamptz NOT NULL,
    PRIMARY KEY (version_id, stage, position)
  )`,
  `CREATE TABLE told_accreditation (
    insurer_id text PRIMARY KEY,
    accreditation_id text NOT NULL,
    version integer NOT NULL,
    standing text NOT NULL,
    reason text NOT NULL,
    told_at timestamptz NOT NULL
  )`,
];
