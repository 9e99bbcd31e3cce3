import type { QueryRunner } from 'typeorm';

/** Counts over time of one association, region or insurer read its own periods and no other's. */
export class FindingsNarrowed1792000000020 {
  name = 'FindingsNarrowed1792000000020';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE INDEX finding_period_association ON finding_period (association_id, rule)');
    await runner.query('CREATE INDEX finding_period_insurer ON finding_period (insurer_id, rule)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX finding_period_association, finding_period_insurer');
  }
}
