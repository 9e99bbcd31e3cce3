import type { QueryRunner } from 'typeorm';

/** A lot may be awarded again when its award was set aside: only one award of a lot stands at a time. */
export class ReEvaluation1760000000060 {
  name = 'ReEvaluation1760000000060';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE award DROP CONSTRAINT award_of_lot');
    await runner.query(`CREATE UNIQUE INDEX award_of_lot ON award (lot_id) WHERE state IN ('PENDING', 'ACTIVE')`);
    await runner.query('CREATE INDEX award_by_lot ON award (lot_id, id)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX award_by_lot, award_of_lot');
    await runner.query('ALTER TABLE award ADD CONSTRAINT award_of_lot UNIQUE (lot_id)');
  }
}
