import type { QueryRunner } from 'typeorm';

/** When a life was first put on its roster. Of those that are on it already nobody kept it. */
export class LivesEntered1760000000110 {
  name = 'LivesEntered1760000000110';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE member ADD COLUMN entered_at timestamptz');
    // By itself, or it would be written into every row there is.
    await runner.query('ALTER TABLE member ALTER COLUMN entered_at SET DEFAULT now()');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE member DROP COLUMN entered_at');
  }
}
