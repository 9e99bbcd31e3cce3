import type { QueryRunner } from 'typeorm';
import { NO_TRACKING, TRACKING, tellChanges, trackChanges, untrackChanges } from '../../kit/change-tracking.ts';

const TRACKED: readonly (readonly [table: string, key: readonly string[]])[] = [
  ['association', ['id']], ['member', ['id']], ['enrollment_batch', ['id']],
];

/** What others follow of this house: associations, lives, batches. The end of an import tells for all its chunks. */
export class ChangesFollowed1760000000010 {
  name = 'ChangesFollowed1760000000010';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...TRACKING, ...TRACKED.flatMap(([table, key]) => trackChanges(table, key)), ...tellChanges('roster_import')]) {
      await runner.query(statement);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TRIGGER roster_import_tell ON roster_import');
    for (const statement of TRACKED.flatMap(([table]) => untrackChanges(table))) await runner.query(statement);
    await runner.query(NO_TRACKING);
  }
}
