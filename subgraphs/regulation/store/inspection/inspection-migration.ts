import type { QueryRunner } from 'typeorm';
import { SERVICE_LEVEL_RULES } from '../../domain/rules/service-level-rules.ts';
import { RULE_TABLE } from '../rule-tables.ts';

/** Inspection cases, their notes, and the rule that says how long an owner has. */
export class InspectionCases1760000000080 {
  name = 'InspectionCases1760000000080';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE inspection (
      id uuid CONSTRAINT inspection_pkey PRIMARY KEY,
      owner text NOT NULL,
      organisation text,
      finding_id uuid,
      title text NOT NULL,
      severity smallint NOT NULL,
      state text NOT NULL,
      assignee text,
      opened_at timestamptz NOT NULL,
      due_at timestamptz NOT NULL,
      answer text,
      answered_at timestamptz,
      closed_at timestamptz,
      version integer NOT NULL
    )`);
    await runner.query('CREATE INDEX inspection_of_owner ON inspection (owner, organisation, id)');
    await runner.query('CREATE INDEX inspection_by_due ON inspection (due_at, id)');
    await runner.query(`CREATE UNIQUE INDEX inspection_of_finding ON inspection (finding_id) WHERE state <> 'CLOSED'`);
    await runner.query(`CREATE TABLE inspection_note (
      id uuid CONSTRAINT inspection_note_pkey PRIMARY KEY,
      inspection_id uuid NOT NULL,
      at timestamptz NOT NULL,
      by text NOT NULL,
      text text NOT NULL,
      shared boolean NOT NULL
    )`);
    await runner.query('CREATE INDEX inspection_note_of_case ON inspection_note (inspection_id, id)');
    // A new house has it from its book already.
    const rules = SERVICE_LEVEL_RULES.filter(({ id }) => id === 'S07').map(({ title, ...rule }) => ({ ...rule, titleAr: title.ar, titleEn: title.en }));
    await runner.manager.createQueryBuilder().insert().into(RULE_TABLE).values(rules).orIgnore().execute();
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE inspection_note, inspection');
  }
}
