import type { QueryRunner } from 'typeorm';
import { COMPLIANCE_RULES } from '../domain/rules/compliance-rules.ts';

/**
 * The rest of the rule book, the law that no rule has two values on one day, and everything about findings. A database
 * made after the book grew has the new rules from the first migration already, so they are added where they lack.
 */
export class RulesAndFindings1700000000600 {
  name = 'RulesAndFindings1700000000600';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
    for (const { id, effectiveFrom, effectiveTo, category, title, value, unit, source, verifiedOn } of COMPLIANCE_RULES) {
      await runner.query(
        `INSERT INTO rule (id, effective_from, effective_to, category, title_ar, title_en, value, unit, source, verified_on)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT DO NOTHING`,
        [id, effectiveFrom, effectiveTo, category, title.ar, title.en, value, unit, source, verifiedOn],
      );
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE compliance_evaluation, touched_subject, finding_period, finding');
    await runner.query('ALTER TABLE rule DROP CONSTRAINT rule_one_value_a_day');
  }
}

const STATEMENTS = [
  'CREATE EXTENSION IF NOT EXISTS btree_gist',
  `ALTER TABLE rule ADD CONSTRAINT rule_one_value_a_day
    EXCLUDE USING gist (id WITH =, daterange(effective_from, effective_to, '[]') WITH &&)`,
  `CREATE TABLE finding (
    id uuid PRIMARY KEY,
    rule text NOT NULL,
    rule_from date NOT NULL,
    rule_value text NOT NULL,
    applies_on date NOT NULL,
    subject_kind text NOT NULL,
    subject_id text NOT NULL,
    owner_sector text NOT NULL,
    owner_id text,
    association_id text,
    insurer_id text,
    state text NOT NULL,
    kind text NOT NULL,
    severity smallint NOT NULL,
    observed text NOT NULL,
    facts jsonb NOT NULL,
    opened_at timestamptz NOT NULL,
    changed_at timestamptz NOT NULL,
    closed_at timestamptz,
    closed_because text,
    times_opened integer NOT NULL,
    answer text,
    answered_by text,
    answered_at timestamptz,
    version integer NOT NULL,
    CONSTRAINT finding_of_case UNIQUE (subject_kind, subject_id, rule)
  )`,
  'CREATE INDEX finding_by_time ON finding (opened_at, id)',
  'CREATE INDEX finding_by_severity ON finding (severity, opened_at, id)',
  'CREATE INDEX finding_by_rule ON finding (rule, opened_at, id)',
  'CREATE INDEX finding_by_state ON finding (state, opened_at, id)',
  'CREATE INDEX finding_by_owner ON finding (owner_sector, owner_id, opened_at, id)',
  'CREATE INDEX finding_by_association ON finding (association_id, opened_at, id)',
  'CREATE INDEX finding_by_insurer ON finding (insurer_id, opened_at, id)',
  `CREATE TABLE finding_period (
    finding_id uuid NOT NULL,
    number integer NOT NULL,
    rule text NOT NULL,
    association_id text,
    insurer_id text,
    opened_at timestamptz NOT NULL,
    closed_at timestamptz,
    PRIMARY KEY (finding_id, number)
  )`,
  'CREATE INDEX finding_period_opened ON finding_period (opened_at, rule)',
  'CREATE INDEX finding_period_closed ON finding_period (closed_at, rule) WHERE closed_at IS NOT NULL',
  `CREATE TABLE touched_subject (
    kind text NOT NULL,
    id text NOT NULL,
    PRIMARY KEY (kind, id)
  )`,
  `CREATE TABLE compliance_evaluation (
    id uuid PRIMARY KEY,
    asked_by text NOT NULL,
    kind text,
    association_id text,
    on_date date NOT NULL,
    state text NOT NULL,
    evaluated integer NOT NULL,
    opened integer NOT NULL,
    changed integer NOT NULL,
    closed integer NOT NULL,
    at_kind text,
    at_id text,
    asked_at timestamptz NOT NULL,
    ended_at timestamptz
  )`,
  'CREATE INDEX compliance_evaluation_by_time ON compliance_evaluation (asked_at, id)',
];
