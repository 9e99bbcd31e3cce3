import type { QueryRunner } from 'typeorm';
import { FOLLOW_TENDER } from './compliance/followed-tenders.ts';
import { JUDGE_TOUCHED } from './compliance/touched-subjects.ts';

/**
 * What compliance must know of tenders, and the triggers by which the house's own decisions and releases are judged at
 * once: whichever command makes them, now or later, none can forget to say so.
 */
export class FollowedTenders1760000000040 {
  name = 'FollowedTenders1760000000040';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const [table] of JUDGED) for (const when of WHEN) await runner.query(`DROP TRIGGER ${table}_is_judged_${when} ON ${table}`);
    for (const when of WHEN) await runner.query(`DROP TRIGGER ocds_compiled_is_followed_${when} ON ocds_compiled`);
    await runner.query('DROP FUNCTION touch_subjects, follow_tenders');
    await runner.query('DROP TABLE compliance_bid, compliance_tender');
  }
}

const WHEN = ['insert', 'update'] as const;

/** Table, and SQL for the subjects that its changed rows are facts about. */
const JUDGED = [
  ['accreditation', 'kind, subject_id'],
  ['eligibility_decision', `'MEMBER', member_id`],
] as const;

const STATEMENTS = [
  `CREATE TABLE compliance_tender (
    tender_id text PRIMARY KEY,
    facts jsonb NOT NULL,
    as_of timestamptz NOT NULL
  )`,
  'CREATE TABLE compliance_bid (bid_id text PRIMARY KEY, tender_id text NOT NULL)',
  'CREATE INDEX compliance_bid_of_tender ON compliance_bid (tender_id)',
  // Jobs have a key a transaction: one key for all would make every writer wait for every other.
  `CREATE FUNCTION touch_subjects() RETURNS trigger LANGUAGE plpgsql AS $$
  DECLARE touched integer;
  BEGIN
    EXECUTE format('INSERT INTO touched_subject (kind, id) SELECT DISTINCT %s FROM new_rows ORDER BY 1, 2 ON CONFLICT DO NOTHING', TG_ARGV[0]);
    GET DIAGNOSTICS touched = ROW_COUNT;
    IF touched > 0 AND to_regnamespace('graphile_worker') IS NOT NULL THEN
      PERFORM graphile_worker.add_job('${JUDGE_TOUCHED}', '{}'::json, job_key => '${JUDGE_TOUCHED}:' || pg_current_xact_id(), max_attempts => 32000);
    END IF;
    RETURN NULL;
  END $$`,
  ...JUDGED.flatMap(([table, subjects]) => WHEN.map((when) =>
    `CREATE TRIGGER ${table}_is_judged_${when} AFTER ${when} ON ${table} REFERENCING NEW TABLE AS new_rows
      FOR EACH STATEMENT EXECUTE FUNCTION touch_subjects(${quoted(subjects)})`)),
  `CREATE FUNCTION follow_tenders() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    IF to_regnamespace('graphile_worker') IS NOT NULL THEN
      PERFORM graphile_worker.add_job('${FOLLOW_TENDER}', json_build_object('tenderId', tender_id), job_key => '${FOLLOW_TENDER}:' || tender_id, max_attempts => 32000) FROM new_rows;
    END IF;
    RETURN NULL;
  END $$`,
  ...WHEN.map((when) => `CREATE TRIGGER ocds_compiled_is_followed_${when} AFTER ${when} ON ocds_compiled REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION follow_tenders()`),
];

function quoted(text: string): string {
  return `'${text.replaceAll(`'`, `''`)}'`;
}
