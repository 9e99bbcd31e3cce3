import type { QueryRunner } from 'typeorm';

/** What was read from end to end: accreditations of insurers, cases of others than associations, and open findings of one severity. */
export class StatementsIndexed1764460000030 {
  name = 'StatementsIndexed1764460000030';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE INDEX accreditation_of_kind ON accreditation (kind, id)');
    await runner.query(`CREATE INDEX inspection_of_others ON inspection (organisation, id) WHERE owner <> 'ASSOCIATIONS'`);
    await runner.query('CREATE INDEX inspection_on_finding ON inspection (finding_id)');
    await runner.query(`CREATE INDEX finding_open ON finding (severity, id) WHERE state = 'OPEN'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX accreditation_of_kind, inspection_of_others, inspection_on_finding, finding_open');
  }
}
