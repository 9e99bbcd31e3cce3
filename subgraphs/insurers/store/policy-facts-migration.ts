import type { QueryRunner } from 'typeorm';
import { trackChanges, untrackChanges } from '../../kit/change-tracking.ts';

/**
 * What else the rules are judged on: the terms of every policy, kept once however many policies share them, why a
 * cover ended and what was given back for it. Of covers that ended before this nobody kept the two.
 */
export class PolicyFactsFollowed1790000000040 {
  name = 'PolicyFactsFollowed1790000000040';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE coverage_version DROP COLUMN end_reason, DROP COLUMN refunded');
    await runner.query('ALTER TABLE policy DROP COLUMN terms_id');
    for (const statement of untrackChanges('policy_terms')) await runner.query(statement);
    await runner.query('DROP TABLE policy_terms');
    await runner.query('DROP FUNCTION terms_id_of');
  }
}

/** What the bid offered; the network stands beside its benefits there and is one of them in the minimum schedule. */
const OFFERED = `(SELECT jsonb_agg(benefit ORDER BY benefit ->> 'code') FROM (
    SELECT jsonb_array_elements(b.body -> 'benefits') AS benefit
    UNION ALL SELECT jsonb_build_object('code', 'NETWORK_SIZE', 'kind', 'NETWORK_SIZE', 'value', (b.body -> 'networkSize')::text)
    WHERE NOT jsonb_path_exists(b.body, '$.benefits[*] ? (@.code == "NETWORK_SIZE")')
  ) t)`;

const STATEMENTS = [
  'ALTER TABLE coverage_version ADD COLUMN end_reason text, ADD COLUMN refunded bigint',
  'CREATE TABLE policy_terms (id uuid PRIMARY KEY, rates jsonb NOT NULL, benefits jsonb)',
  ...trackChanges('policy_terms', ['id']),
  // The same terms have the same identifier, whoever writes them first.
  `CREATE FUNCTION terms_id_of(rates jsonb, benefits jsonb) RETURNS uuid LANGUAGE sql IMMUTABLE AS $$ SELECT md5(rates::text || coalesce(benefits::text, '-'))::uuid $$`,
  'ALTER TABLE policy ADD COLUMN terms_id uuid',
  `CREATE TEMPORARY TABLE terms_before ON COMMIT DROP AS
     SELECT p.id, p.rates, ${OFFERED} AS benefits FROM policy p LEFT JOIN bid_body b ON b.bid_id = p.bid_id`,
  'INSERT INTO policy_terms (id, rates, benefits) SELECT DISTINCT terms_id_of(rates, benefits), rates, benefits FROM terms_before ON CONFLICT DO NOTHING',
  'UPDATE policy p SET terms_id = terms_id_of(t.rates, t.benefits) FROM terms_before t WHERE t.id = p.id',
  'ALTER TABLE policy ALTER COLUMN terms_id SET NOT NULL',
];
