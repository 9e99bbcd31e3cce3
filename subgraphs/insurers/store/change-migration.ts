import type { QueryRunner } from 'typeorm';
import { NO_TRACKING, TRACKING, trackChanges, untrackChanges } from '../../kit/change-tracking.ts';

const TRACKED: readonly (readonly [table: string, key: readonly string[]])[] = [
  ['insurer', ['id']], ['policy', ['id']], ['coverage_version', ['coverage_id', 'effective_from', 'recorded_from']],
];

/** What others follow of this house: insurers, policies, every version of cover. */
export class ChangesFollowed1760000000010 {
  name = 'ChangesFollowed1760000000010';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...TRACKING, ...TRACKED.flatMap(([table, key]) => trackChanges(table, key))]) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of TRACKED.flatMap(([table]) => untrackChanges(table))) await runner.query(statement);
    await runner.query(NO_TRACKING);
  }
}
