import type { QueryRunner } from 'typeorm';

/** Heads of the houses' audit chains, which nobody changes either. */
export class AuditAnchors1760000000050 {
  name = 'AuditAnchors1760000000050';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE audit_anchor (
      house text NOT NULL,
      seq bigint NOT NULL,
      hash bytea NOT NULL,
      at timestamptz NOT NULL,
      CONSTRAINT audit_anchor_pkey PRIMARY KEY (house, seq)
    )`);
    await runner.query('CREATE INDEX audit_anchor_by_time ON audit_anchor (at, house)');
    await runner.query(`CREATE TRIGGER audit_anchor_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_anchor
      FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_record()`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE audit_anchor');
  }
}
