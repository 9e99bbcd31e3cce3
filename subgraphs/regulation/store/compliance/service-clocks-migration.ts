import type { QueryRunner } from 'typeorm';
import { SHADOW } from './compliance-migration.ts';

const SERVICE_COLUMNS = ['asked_waiting', 'asked_in_time', 'asked_late', 'asked_deemed'];

const NEW_COLUMNS: readonly (readonly [table: string, columns: readonly string[]])[] = [
  ['compliance_standing', [...SERVICE_COLUMNS, 'inspections', 'inspections_late']],
  ['compliance_insurer_standing', SERVICE_COLUMNS],
];

/**
 * The clocks that service levels are told by, day by day: answers to pre-authorisations and to inspection cases. A new
 * house has the columns from its first migration already. Every association is counted anew by the next pull.
 */
export class ServiceClocks1792000000010 {
  name = 'ServiceClocks1792000000010';

  async up(runner: QueryRunner): Promise<void> {
    for (const schema of ['public', SHADOW]) {
      for (const [table, columns] of NEW_COLUMNS) {
        await runner.query(`ALTER TABLE ${schema}.${table} ${columns.map((column) => `ADD COLUMN IF NOT EXISTS ${column} bigint NOT NULL DEFAULT 0`).join(', ')}`);
      }
    }
    await runner.query(INSPECTION_DAYS);
    for (const when of ['insert', 'update']) {
      await runner.query(`CREATE TRIGGER inspection_touches_${when} AFTER ${when} ON inspection REFERENCING NEW TABLE AS new_rows
        FOR EACH STATEMENT EXECUTE FUNCTION touch_association('organisation')`);
    }
    await runner.query('INSERT INTO compliance_touched (association_id) SELECT id FROM compliance_association');
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const when of ['insert', 'update']) await runner.query(`DROP TRIGGER inspection_touches_${when} ON inspection`);
    await runner.query('DROP VIEW inspection_days');
    for (const schema of ['public', SHADOW]) {
      for (const [table, columns] of NEW_COLUMNS) await runner.query(`ALTER TABLE ${schema}.${table} ${columns.map((column) => `DROP COLUMN ${column}`).join(', ')}`);
    }
  }
}

/** Days on which a case was open, and those of them on which its time was over without an answer: from escalated until the next step. */
const INSPECTION_DAYS = `CREATE VIEW inspection_days AS
  SELECT id, owner, organisation, false AS late,
    daterange((opened_at AT TIME ZONE 'Asia/Riyadh')::date, (closed_at AT TIME ZONE 'Asia/Riyadh')::date) AS days
  FROM inspection
  UNION ALL
  SELECT i.id, i.owner, i.organisation, true, daterange(step.from_day, step.to_day)
  FROM inspection i CROSS JOIN LATERAL (
    SELECT to_state, (at AT TIME ZONE 'Asia/Riyadh')::date AS from_day, lead((at AT TIME ZONE 'Asia/Riyadh')::date) OVER (ORDER BY seq) AS to_day
    FROM audit_entry WHERE entity = 'InspectionCase' AND entity_id = i.id::text
  ) step WHERE step.to_state = 'ESCALATED'`;
