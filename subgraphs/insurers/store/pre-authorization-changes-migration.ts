import type { QueryRunner } from 'typeorm';
import { trackChanges, untrackChanges } from '../../kit/change-tracking.ts';

/** The clocks of pre-authorisations are followed by others. */
export class PreAuthorizationsFollowed1790000000020 {
  name = 'PreAuthorizationsFollowed1790000000020';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of trackChanges('pre_authorization', ['id'])) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const statement of untrackChanges('pre_authorization')) await runner.query(statement);
  }
}
