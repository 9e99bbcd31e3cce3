import type { QueryRunner } from 'typeorm';

/** What the house answers as the network's default: pre-authorisations and the providers of a plan. */
export class InsurerNetwork1770000000010 {
  name = 'InsurerNetwork1770000000010';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE network_provider, plan_network, pre_authorization');
  }
}

const STATEMENTS = [
  `CREATE TABLE pre_authorization (
    id uuid PRIMARY KEY,
    insurer_id uuid NOT NULL,
    coverage_id uuid NOT NULL,
    policy_id uuid NOT NULL,
    state text NOT NULL,
    version integer NOT NULL,
    requested boolean NOT NULL,
    submitted_at timestamptz NOT NULL,
    deadline timestamptz NOT NULL,
    decided_at timestamptz,
    deemed boolean NOT NULL
  )`,
  'CREATE INDEX pre_authorization_of_cover ON pre_authorization (coverage_id, submitted_at, id)',
  'CREATE INDEX pre_authorization_of_policy ON pre_authorization (policy_id, submitted_at)',
  `CREATE TABLE plan_network (
    plan_id uuid PRIMARY KEY,
    insurer_id uuid NOT NULL,
    name_ar text NOT NULL,
    name_en text NOT NULL,
    version integer NOT NULL
  )`,
  `CREATE TABLE network_provider (
    plan_id uuid NOT NULL,
    licence_number text NOT NULL,
    name_ar text NOT NULL,
    name_en text NOT NULL,
    type text NOT NULL,
    region_code text NOT NULL,
    city_ar text NOT NULL,
    city_en text NOT NULL,
    PRIMARY KEY (plan_id, licence_number)
  )`,
];
