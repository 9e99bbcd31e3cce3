import type { DataSource } from 'typeorm';
import { settleStandings } from '../../../../subgraphs/regulation/store/compliance/settle-standings.ts';
import { STANDING_COLUMNS } from '../../../../subgraphs/regulation/store/compliance/standing-columns.ts';

/** The nth of these identifiers, in SQL. */
const id = (n: string): string => `('00000000-0000-4000-8000-' || lpad(to_hex(${n}), 12, '0'))::uuid`;

/**
 * A read model with findings, large enough that reading a table by an index is cheaper than reading all of it: a tenth of
 * a nation. Associations and insurers have the first of these identifiers, and their lives and covers lie together as they do
 * where they come from.
 */
export async function fillLargeModel(database: DataSource): Promise<void> {
  for (const fill of [
    `INSERT INTO compliance_association (id, region) SELECT ${id('a')}, 'SA-0' || (1 + a % 9) FROM generate_series(1, 500) a`,
    `INSERT INTO compliance_insurer (id, cr_number) SELECT ${id('i')}, '1010' FROM generate_series(1, 30) i`,
    `INSERT INTO compliance_life (id, person_id, association_id, employee_id, relationship, birth_date, sex, citizen, policy_class, region, cover_from)
     SELECT ${id('n')}, ${id('n')}, ${id('1 + n / 100')}, ${id('n')}, 'SELF', '1990-01-01', 'MALE', true, 'B', 'SA-01', '2024-01-01' FROM generate_series(0, 49999) n`,
    `INSERT INTO compliance_policy (id, insurer_id, association_id, state, inception_date, expiry_date, suspended, issued_at)
     SELECT ${id('p')}, ${id('1 + p % 30')}, ${id('1 + p / 3')}, 'ACTIVE', '2024-01-01', '2026-12-31', '{}', now() FROM generate_series(0, 1499) p`,
    `INSERT INTO compliance_cover (coverage_id, effective_from, recorded_from, insurer_id, policy_id, association_id, life_id, policy_class, annual_premium, maintenance_type, accepted_at)
     SELECT ${id('n')}, '2024-01-01', now(), ${id('1 + n / 34 % 30')}, ${id('n / 34')}, ${id('1 + n / 34 / 3')}, ${id('n / 34 / 3 * 100 + n % 100')}, 'B', 1, 'ADD', now() FROM generate_series(0, 49999) n`,
    `INSERT INTO compliance_batch (id, association_id, insurer_id, policy_id, state, line_count, created_at, settled_at)
     SELECT ${id('n')}, ${id('1 + n % 500')}, ${id('1')}, ${id('1')}, 'APPLIED', 1, '2026-01-01', CASE WHEN n % 50 > 0 THEN '2026-01-09'::timestamptz END FROM generate_series(1, 25000) n`,
    `INSERT INTO compliance_pre_authorization (id, insurer_id, association_id, requested, state, deemed, asked_at, decided_at)
     SELECT ${id('n')}, ${id('1 + n % 30')}, ${id('1 + n % 500')}, true, 'APPROVED', false, '2026-01-01', '2026-01-02' FROM generate_series(1, 25000) n`,
    `INSERT INTO finding (id, rule, rule_from, rule_value, applies_on, subject_kind, subject_id, owner_sector, association_id, insurer_id, state, kind, severity, observed, facts, opened_at, changed_at, times_opened, version)
     SELECT ${id('n')}, 'E0' || 1 + n / 500 % 9, '2020-01-01', '1', '2026-01-01', 'MEMBER', ${id('n')}::text, 'ASSOCIATION', ${id('1 + n % 500')}::text, CASE WHEN n % 3 = 0 THEN ${id('1 + n % 30')}::text END,
       CASE WHEN n % 4 = 0 THEN 'OPEN' WHEN n % 4 = 1 THEN 'ANSWERED' ELSE 'CLOSED' END, 'BREACH', n / 4500 % 4, 'seen', '[]', '2025-01-01'::timestamptz + n * interval '10 minutes', now(), 1, 1 FROM generate_series(1, 50000) n`,
    `INSERT INTO finding_period (finding_id, number, rule, association_id, insurer_id, opened_at) SELECT id, 1, rule, association_id, insurer_id, opened_at FROM finding`,
    `INSERT INTO compliance_touched (association_id) SELECT id FROM compliance_association`,
  ]) await database.query(fill);
  await settleStandings(database, 'live', () => false);
  await database.query(`INSERT INTO compliance_standing (association_id, from_day, ${STANDING_COLUMNS.join(', ')}, oldest_batch)
    SELECT s.association_id, s.from_day + n, ${STANDING_COLUMNS.map((column) => `s.${column}`).join(', ')}, s.oldest_batch
    FROM compliance_standing s, generate_series(1, 30) n ON CONFLICT DO NOTHING`);
  await database.query('ANALYZE');
}
