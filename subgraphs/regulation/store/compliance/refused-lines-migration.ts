import type { QueryRunner } from 'typeorm';
import { SHADOW } from './compliance-migration.ts';

/** How many lines of a batch the insurer itself refused, in both copies of the read model, which is read again for it. */
export class RefusedLinesJudged1792000000130 {
  name = 'RefusedLinesJudged1792000000130';

  async up(runner: QueryRunner): Promise<void> {
    for (const schema of ['public', SHADOW]) await runner.query(`ALTER TABLE ${schema}.compliance_batch ADD COLUMN refused_lines integer NOT NULL DEFAULT 0`);
    for (const shadow of [false, true]) await runner.query('SELECT empty_compliance($1)', [shadow]);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const schema of ['public', SHADOW]) await runner.query(`ALTER TABLE ${schema}.compliance_batch DROP COLUMN refused_lines`);
  }
}
