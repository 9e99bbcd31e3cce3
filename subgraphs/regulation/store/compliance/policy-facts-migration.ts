import type { QueryRunner } from 'typeorm';
import { SHADOW, emptyCompliance } from './compliance-migration.ts';
import { ALL_MODEL_TABLES } from './pre-authorizations-migration.ts';

const TABLE = 'compliance_policy_terms';

/** Every table of the model since. */
export const MODEL_TABLES_WITH_TERMS: readonly string[] = [...ALL_MODEL_TABLES, TABLE];

/**
 * When lives were entered, how covers ended and what policies were issued with, in both copies of the read model. What
 * was read before has none of it, so the model is emptied and read again.
 */
export class PolicyFactsJudged1760000000130 {
  name = 'PolicyFactsJudged1760000000130';

  async up(runner: QueryRunner): Promise<void> {
    for (const schema of ['public', SHADOW]) {
      await runner.query(`CREATE TABLE ${schema}.${TABLE} (id uuid PRIMARY KEY, rates jsonb NOT NULL, benefits jsonb)`);
      await runner.query(`ALTER TABLE ${schema}.compliance_policy ADD COLUMN terms_id uuid`);
      await runner.query(`CREATE INDEX compliance_policy_of_terms ON ${schema}.compliance_policy (terms_id)`);
      await runner.query(`ALTER TABLE ${schema}.compliance_life ADD COLUMN entered_at timestamptz`);
      await runner.query(`ALTER TABLE ${schema}.compliance_cover ADD COLUMN end_reason text, ADD COLUMN refunded bigint`);
    }
    await runner.query(emptyCompliance(MODEL_TABLES_WITH_TERMS));
    for (const shadow of [false, true]) await runner.query('SELECT empty_compliance($1)', [shadow]);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(emptyCompliance(ALL_MODEL_TABLES));
    for (const schema of ['public', SHADOW]) {
      await runner.query(`ALTER TABLE ${schema}.compliance_cover DROP COLUMN end_reason, DROP COLUMN refunded`);
      await runner.query(`ALTER TABLE ${schema}.compliance_life DROP COLUMN entered_at`);
      await runner.query(`ALTER TABLE ${schema}.compliance_policy DROP COLUMN terms_id`);
      await runner.query(`DROP TABLE ${schema}.${TABLE}`);
    }
  }
}
