import type { QueryRunner } from 'typeorm';
import { MODEL_TABLES, SHADOW, emptyCompliance } from './compliance-migration.ts';

const TABLE = 'compliance_pre_authorization';

/** Every table of the model since. */
export const ALL_MODEL_TABLES: readonly string[] = [...MODEL_TABLES, TABLE];

/** The clocks of pre-authorisations, in both copies of the read model. */
export class PreAuthorizationsJudged1760000000070 {
  name = 'PreAuthorizationsJudged1760000000070';

  async up(runner: QueryRunner): Promise<void> {
    for (const schema of ['public', SHADOW]) {
      await runner.query(`CREATE TABLE ${schema}.${TABLE} (
        id uuid PRIMARY KEY,
        insurer_id uuid NOT NULL,
        association_id uuid NOT NULL,
        requested boolean NOT NULL,
        state text NOT NULL,
        deemed boolean NOT NULL,
        asked_at timestamptz NOT NULL,
        decided_at timestamptz
      )`);
      await runner.query(`CREATE INDEX ${TABLE}_association ON ${schema}.${TABLE} (association_id, id)`);
    }
    await runner.query(emptyCompliance(ALL_MODEL_TABLES));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(emptyCompliance(MODEL_TABLES));
    await runner.query(`DROP TABLE ${TABLE}, ${SHADOW}.${TABLE}`);
  }
}
