import type { QueryRunner } from 'typeorm';

/** Another address than the one that was proved, until it is proved as well. */
export class MovedAddress1700000000200 {
  name = 'MovedAddress1700000000200';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE subgraph_registration ADD COLUMN next_url text, ADD COLUMN next_challenge_token text');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE subgraph_registration DROP COLUMN next_url, DROP COLUMN next_challenge_token');
  }
}
