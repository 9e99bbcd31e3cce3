import type { QueryRunner } from 'typeorm';
import { INSURER_COLUMNS, STANDING_COLUMNS } from './standing-columns.ts';

/**
 * The read model of the overview. It holds nothing that its sources do not: it can be emptied and read again. The
 * second copy is for the check, which builds it anew beside the first.
 */
export class ComplianceModel1760000000020 {
  name = 'ComplianceModel1760000000020';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE SCHEMA ${SHADOW}`);
    for (const schema of ['public', SHADOW]) for (const statement of tablesIn(schema)) await runner.query(statement);
    for (const statement of AROUND) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['accreditation', 'eligibility_decision']) {
      for (const when of ['insert', 'update']) await runner.query(`DROP TRIGGER ${table}_touches_${when} ON ${table}`);
    }
    await runner.query('DROP INDEX eligibility_decision_of_association');
    await runner.query(`DROP FUNCTION touch_association, empty_compliance, analyse_compliance`);
    await runner.query('DROP VIEW accreditation_term');
    await runner.query(`DROP SCHEMA ${SHADOW} CASCADE`);
    await runner.query(`DROP TABLE compliance_check, ${MODEL_TABLES.join(', ')}`);
  }
}

export const SHADOW = 'compliance_shadow';

export const SETTLE_STANDINGS = 'settle-standings';

/** Every table of the model, as often as there are copies of it. */
export const MODEL_TABLES = [
  'compliance_feed', 'compliance_association', 'compliance_insurer', 'compliance_life', 'compliance_policy', 'compliance_cover',
  'compliance_batch', 'compliance_invoice', 'compliance_touched', 'compliance_standing', 'compliance_insurer_standing',
] as const;

/** The role that answers may not truncate, and deleting two million rows one by one takes longer than reading them. */
export function emptyCompliance(tables: readonly string[]): string {
  return `CREATE OR REPLACE FUNCTION empty_compliance(shadow boolean) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
  BEGIN
    IF shadow THEN TRUNCATE ${tables.map((table) => `${SHADOW}.${table}`).join(', ')};
    ELSE TRUNCATE ${tables.map((table) => `public.${table}`).join(', ')}; END IF;
  END $$`;
}

function tablesIn(schema: string): string[] {
  return [
    `CREATE TABLE ${schema}.compliance_feed (
      feed text PRIMARY KEY,
      cursor text,
      as_of timestamptz NOT NULL,
      recorded_at timestamptz NOT NULL,
      up_to_date boolean NOT NULL,
      completed boolean NOT NULL,
      in_bulk boolean NOT NULL DEFAULT false
    )`,
    `CREATE TABLE ${schema}.compliance_association (
      id uuid PRIMARY KEY,
      region text NOT NULL,
      bank_state text,
      bank_asked_at timestamptz
    )`,
    `CREATE TABLE ${schema}.compliance_insurer (id uuid PRIMARY KEY, cr_number text NOT NULL)`,
    `CREATE TABLE ${schema}.compliance_life (
      id uuid PRIMARY KEY,
      person_id uuid NOT NULL,
      association_id uuid NOT NULL,
      employee_id uuid NOT NULL,
      relationship text NOT NULL,
      birth_date date NOT NULL,
      sex text NOT NULL,
      citizen boolean NOT NULL,
      marital_status text,
      works boolean,
      policy_class text NOT NULL,
      region text NOT NULL,
      employment_start date,
      cover_from date NOT NULL,
      left_on date
    )`,
    `CREATE INDEX compliance_life_family ON ${schema}.compliance_life (association_id, employee_id)`,
    `CREATE INDEX compliance_life_person ON ${schema}.compliance_life (person_id)`,
    `CREATE TABLE ${schema}.compliance_policy (
      id uuid PRIMARY KEY,
      insurer_id uuid NOT NULL,
      association_id uuid NOT NULL,
      state text NOT NULL,
      inception_date date NOT NULL,
      expiry_date date NOT NULL,
      ended_on date,
      suspended datemultirange NOT NULL,
      issued_at timestamptz NOT NULL
    )`,
    `CREATE INDEX compliance_policy_association ON ${schema}.compliance_policy (association_id)`,
    `CREATE INDEX compliance_policy_insurer ON ${schema}.compliance_policy (insurer_id)`,
    `CREATE TABLE ${schema}.compliance_cover (
      coverage_id uuid NOT NULL,
      effective_from date NOT NULL,
      recorded_from timestamptz NOT NULL,
      insurer_id uuid NOT NULL,
      policy_id uuid NOT NULL,
      association_id uuid NOT NULL,
      life_id uuid NOT NULL,
      effective_to date,
      recorded_to timestamptz,
      policy_class text NOT NULL,
      annual_premium bigint NOT NULL,
      maintenance_type text NOT NULL,
      accepted_at timestamptz NOT NULL,
      PRIMARY KEY (coverage_id, effective_from, recorded_from)
    )`,
    `CREATE INDEX compliance_cover_life ON ${schema}.compliance_cover (life_id)`,
    `CREATE INDEX compliance_cover_policy ON ${schema}.compliance_cover (policy_id)`,
    `CREATE TABLE ${schema}.compliance_batch (
      id uuid PRIMARY KEY,
      association_id uuid NOT NULL,
      insurer_id uuid NOT NULL,
      policy_id uuid NOT NULL,
      state text NOT NULL,
      line_count integer NOT NULL,
      created_at timestamptz NOT NULL,
      submitted_at timestamptz,
      answered_at timestamptz,
      applied_at timestamptz,
      settled_at timestamptz
    )`,
    `CREATE INDEX compliance_batch_association ON ${schema}.compliance_batch (association_id)`,
    `CREATE TABLE ${schema}.compliance_invoice (
      id uuid PRIMARY KEY,
      insurer_id uuid NOT NULL,
      policy_id uuid NOT NULL,
      association_id uuid NOT NULL,
      amount bigint NOT NULL,
      vat bigint NOT NULL,
      paid bigint NOT NULL,
      state text NOT NULL,
      issued_on date NOT NULL,
      due_date date NOT NULL,
      settled_on date
    )`,
    `CREATE INDEX compliance_invoice_association ON ${schema}.compliance_invoice (association_id)`,
    // A log, so that two who touch the same association at once need not wait, nor one take away what the other left.
    `CREATE TABLE ${schema}.compliance_touched (seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, association_id uuid NOT NULL)`,
    `CREATE INDEX compliance_touched_association ON ${schema}.compliance_touched (association_id)`,
    `CREATE TABLE ${schema}.compliance_standing (
      association_id uuid NOT NULL,
      from_day date NOT NULL,
      ${STANDING_COLUMNS.map((column) => `${column} bigint NOT NULL`).join(', ')},
      oldest_batch date,
      PRIMARY KEY (association_id, from_day)
    )`,
    `CREATE TABLE ${schema}.compliance_insurer_standing (
      association_id uuid NOT NULL,
      insurer_id uuid NOT NULL,
      from_day date NOT NULL,
      ${INSURER_COLUMNS.map((column) => `${column} bigint NOT NULL`).join(', ')},
      PRIMARY KEY (association_id, insurer_id, from_day)
    )`,
    `CREATE INDEX compliance_insurer_standing_insurer ON ${schema}.compliance_insurer_standing (insurer_id, association_id, from_day)`,
  ];
}

const AROUND = [
  `CREATE TABLE compliance_check (
    id uuid PRIMARY KEY,
    asked_by text NOT NULL,
    asked_at timestamptz NOT NULL,
    ended_at timestamptz,
    equal boolean,
    differences jsonb NOT NULL
  )`,
  'CREATE INDEX eligibility_decision_of_association ON eligibility_decision (association_id, decided_at)',
  // Days on which an accreditation held: by the trail of its steps, or as it stands where it has none.
  `CREATE VIEW accreditation_term AS
    SELECT a.kind, a.subject_id, step.from_day, step.to_day
    FROM accreditation a CROSS JOIN LATERAL (
      SELECT CASE WHEN next_at IS NULL THEN greatest(day, a.valid_from) ELSE day END AS from_day,
        CASE WHEN next_at IS NULL THEN a.valid_to + 1 ELSE next_day END AS to_day
      FROM (
        SELECT to_state, (at AT TIME ZONE 'Asia/Riyadh')::date AS day, lead(at) OVER (ORDER BY seq) AS next_at,
          lead((at AT TIME ZONE 'Asia/Riyadh')::date) OVER (ORDER BY seq) AS next_day
        FROM audit_entry WHERE entity = 'Accreditation' AND entity_id = a.id::text
      ) s WHERE to_state IN ('ACCREDITED', 'CONDITIONAL')
      UNION ALL
      SELECT a.valid_from, a.valid_to + 1 WHERE a.state IN ('ACCREDITED', 'CONDITIONAL')
        AND NOT EXISTS (SELECT 1 FROM audit_entry WHERE entity = 'Accreditation' AND entity_id = a.id::text)
    ) step WHERE step.from_day < step.to_day`,
  `CREATE FUNCTION touch_association() RETURNS trigger LANGUAGE plpgsql AS $$
  DECLARE touched integer;
  BEGIN
    -- An identifier that is no uuid is of no association that could be followed.
    INSERT INTO compliance_touched (association_id) SELECT DISTINCT id::uuid FROM (
      SELECT to_jsonb(n) ->> TG_ARGV[0] AS id FROM new_rows n
    ) t WHERE id ~ '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$';
    GET DIAGNOSTICS touched = ROW_COUNT;
    IF touched > 0 AND to_regnamespace('graphile_worker') IS NOT NULL THEN
      PERFORM graphile_worker.add_job('${SETTLE_STANDINGS}', '{}'::json, job_key => '${SETTLE_STANDINGS}:' || pg_current_xact_id(), max_attempts => 32000);
    END IF;
    RETURN NULL;
  END $$`,
  ...(['insert', 'update'] as const).flatMap((when) => [
    `CREATE TRIGGER accreditation_touches_${when} AFTER ${when} ON accreditation REFERENCING NEW TABLE AS new_rows
      FOR EACH STATEMENT EXECUTE FUNCTION touch_association('subject_id')`,
    `CREATE TRIGGER eligibility_decision_touches_${when} AFTER ${when} ON eligibility_decision REFERENCING NEW TABLE AS new_rows
      FOR EACH STATEMENT EXECUTE FUNCTION touch_association('association_id')`,
  ]),
  emptyCompliance(MODEL_TABLES),
  `CREATE FUNCTION analyse_compliance(shadow boolean) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
  BEGIN
    IF shadow THEN ANALYZE ${['life', 'cover', 'policy', 'touched'].map((table) => `${SHADOW}.compliance_${table}`).join(', ')};
    ELSE ANALYZE ${['life', 'cover', 'policy', 'touched'].map((table) => `public.compliance_${table}`).join(', ')}; END IF;
  END $$`,
];
