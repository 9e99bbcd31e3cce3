import type { QueryRunner } from 'typeorm';

/** What kind of remedy the review body ordered, and what the tender's house made of it. */
export class ComplaintRemedy1760000000060 {
  name = 'ComplaintRemedy1760000000060';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE complaint ADD COLUMN remedy_kind text, ADD COLUMN ordered_at timestamptz, ADD COLUMN order_problems jsonb');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE complaint DROP COLUMN order_problems, DROP COLUMN ordered_at, DROP COLUMN remedy_kind');
  }
}
