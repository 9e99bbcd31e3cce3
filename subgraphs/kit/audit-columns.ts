import type { QueryRunner } from 'typeorm';

/**
 * Whose roles and on whose behalf, beside who; and nobody changes an entry, whatever its rights on the table: REVOKE
 * holds for the app role alone, and an owner is a role too. Whoever takes the trigger away still breaks the chain.
 */
export class AuditColumns1700000000002 {
  name = 'AuditColumns1700000000002';

  async up(runner: QueryRunner): Promise<void> {
    // Entries written before have no roles, and their hash is computed without: null, not an empty list.
    await runner.query('ALTER TABLE audit_entry ADD COLUMN roles jsonb, ADD COLUMN on_behalf_of text');
    await runner.query('CREATE INDEX audit_entry_of_subject ON audit_entry (subject, seq)');
    await runner.query('CREATE INDEX audit_entry_of_entity_id ON audit_entry (entity_id)');
    await runner.query('CREATE INDEX audit_entry_by_time ON audit_entry (at)');
    await runner.query(`CREATE INDEX audit_entry_of_read ON audit_entry USING gin (facts jsonb_path_ops) WHERE action = 'READ'`);
    await runner.query(`CREATE FUNCTION refuse_change_of_record() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        RAISE EXCEPTION 'rows of % are added and never changed', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
      END $$`);
    await runner.query(`CREATE TRIGGER audit_entry_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entry
      FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_record()`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TRIGGER audit_entry_stays ON audit_entry');
    await runner.query('DROP FUNCTION refuse_change_of_record()');
    await runner.query('DROP INDEX audit_entry_of_read, audit_entry_by_time, audit_entry_of_entity_id, audit_entry_of_subject');
    await runner.query('ALTER TABLE audit_entry DROP COLUMN on_behalf_of, DROP COLUMN roles');
  }
}
