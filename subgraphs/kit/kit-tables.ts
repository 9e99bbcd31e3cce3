import type { QueryRunner } from 'typeorm';

/** The tables every house has: mode stamp, audit chain, answers kept for repeated commands. */
export class KitTables1700000000000 {
  name = 'KitTables1700000000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE programme_mode (
      only_row boolean PRIMARY KEY CHECK (only_row),
      mode text NOT NULL CHECK (mode IN ('SANDBOX', 'PILOT', 'LIVE'))
    )`);
    await runner.query(`CREATE TABLE audit_entry (
      seq bigint PRIMARY KEY,
      at timestamptz NOT NULL,
      subject text NOT NULL,
      organisation text,
      purpose text,
      entity text NOT NULL,
      entity_id text NOT NULL,
      action text NOT NULL,
      from_state text,
      to_state text NOT NULL,
      reason text,
      facts jsonb NOT NULL DEFAULT '[]',
      previous_hash bytea NOT NULL,
      hash bytea NOT NULL
    )`);
    await runner.query('CREATE INDEX audit_entry_of_entity ON audit_entry (entity, entity_id, seq)');
    await runner.query(`CREATE TABLE command_answer (
      caller text NOT NULL,
      command text NOT NULL,
      idempotency_key text NOT NULL,
      input_hash bytea NOT NULL,
      answer jsonb,
      at timestamptz NOT NULL,
      PRIMARY KEY (caller, command, idempotency_key)
    )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE command_answer, audit_entry, programme_mode');
  }
}
