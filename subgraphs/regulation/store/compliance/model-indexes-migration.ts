import type { QueryRunner } from 'typeorm';
import { SHADOW } from './compliance-migration.ts';

/** Of the two tables with a row a life or a cover: what only those who read the model need, and nobody who fills it. */
const INDEXES: readonly (readonly [name: string, table: string, columns: string])[] = [
  ['compliance_life_family', 'compliance_life', 'association_id, employee_id'],
  ['compliance_life_person', 'compliance_life', 'person_id'],
  ['compliance_cover_life', 'compliance_cover', 'life_id'],
  ['compliance_cover_policy', 'compliance_cover', 'policy_id'],
];

const inEach = (statement: (schema: string, index: (typeof INDEXES)[number]) => string, schema: string): string =>
  INDEXES.map((index) => statement(schema, index)).join('; ');

/** Two million rows are read in faster without these indexes, which are then built in one go. The role that answers may do neither itself. */
function indexing(name: string, statement: (schema: string, index: (typeof INDEXES)[number]) => string): string {
  return `CREATE FUNCTION ${name}(shadow boolean) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog AS $$
  BEGIN
    IF shadow THEN ${inEach(statement, SHADOW)};
    ELSE ${inEach(statement, 'public')}; END IF;
  END $$`;
}

export class ModelIndexes1764460000010 {
  name = 'ModelIndexes1764460000010';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(indexing('unindex_compliance', (schema, [index]) => `DROP INDEX IF EXISTS ${schema}.${index}`));
    await runner.query(indexing('index_compliance', (schema, [index, table, columns]) => `CREATE INDEX IF NOT EXISTS ${index} ON ${schema}.${table} (${columns})`));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('SELECT index_compliance(false), index_compliance(true)');
    await runner.query('DROP FUNCTION unindex_compliance, index_compliance');
  }
}
