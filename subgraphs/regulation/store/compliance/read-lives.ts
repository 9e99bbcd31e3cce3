import type { EntityManager } from 'typeorm';
import type { PageRequest } from '../../../kit/connection.ts';
import type { ComplianceScope, LifeMatter } from '../../domain/compliance/figure.ts';
import { FIGURE_SQL, Parameters, standingsOn } from './overview-sql.ts';
import type { Statement } from './read-overview.ts';
import { MATTER_OF_LIFE } from './standing-pieces.ts';

/** A life that something is the matter with: identifiers alone. */
export interface LifeRow {
  readonly associationId: string;
  readonly memberId: string;
  /** First day of it, and the day after the last one that is known; null while open. */
  readonly since: string;
  readonly until: string | null;
  /** Covers in force on the day, suspended ones left out. */
  readonly covers: readonly { readonly insurerId: string; readonly id: string }[];
}

/** Without counting those beyond. */
export async function areMoreLivesThan(manager: EntityManager, few: number): Promise<boolean> {
  return (await manager.query<unknown[]>('SELECT 1 FROM compliance_life ORDER BY id OFFSET $1 LIMIT 1', [few])).length > 0;
}

const COUNT_OF: Readonly<Record<LifeMatter, string>> = {
  IN_GAP: FIGURE_SQL.IN_GAP, IN_OVERLAP: 'overlap', COVERED_WITHOUT_DUTY: 'beyond', NEWBORN_DUE: 'newborn_due', NEWBORN_LATE: 'newborn_late',
  AGE_OUT_60: 'age_out_60', AGE_OUT_30: 'age_out_30', AGE_OUT_7: 'age_out_7', AGED_OUT_COVERED: 'aged_out',
};

/**
 * A page of them by association and life. The standings say in which associations they are, so that no other is looked
 * into, and no more of these than the page needs.
 */
export async function readLives(manager: EntityManager, scope: ComplianceScope, day: string, matter: LifeMatter, { first, after }: PageRequest): Promise<LifeRow[]> {
  const found = looksForLives(scope, day, matter, first, after?.[0] ?? null);
  const look = await manager.query<{ id: string }[]>(found.sql, found.values);
  if (look.length === 0) return [];
  const { sql, values } = livesStatement(matter, look.map(({ id }) => id), day, { first, after });
  return manager.query(sql, values);
}

export function livesStatement(matter: LifeMatter, associationIds: readonly string[], day: string, { first, after }: PageRequest): Statement {
  return { sql: LIVES_ON[matter], values: [associationIds, day, after?.[0] ?? null, after?.[1] ?? null, first + 1] };
}

/** The cursor's own association may be read to its end already, so it is one more than the page needs. */
export function looksForLives(scope: ComplianceScope, day: string, matter: LifeMatter, first: number, from: string | null): Statement {
  const parameters = new Parameters();
  const standings = standingsOn(parameters.add(day, 'date'), scope, false, parameters);
  const behind = from === null ? '' : `AND association_id >= ${parameters.add(from, 'uuid')}`;
  const sql = `SELECT id FROM (
      SELECT association_id AS id, coalesce(sum(${COUNT_OF[matter]}) OVER (ORDER BY association_id ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS before,
        row_number() OVER (ORDER BY association_id) AS place, first_value(${COUNT_OF[matter]}) OVER (ORDER BY association_id) AS of_first
      FROM (${standings}) s WHERE ${COUNT_OF[matter]} > 0 ${behind}
    ) t WHERE before - ${from === null ? '0' : 'of_first'} <= ${parameters.add(first, 'int')}`;
  return { sql, values: parameters.values };
}

const LIVES_ON = Object.fromEntries(Object.entries(MATTER_OF_LIFE).map(([matter, { ctes, days, from }]) => [matter, `WITH ${ctes}
  SELECT h.association_id AS "associationId", h.id AS "memberId", lower(piece)::text AS since, upper(piece)::text AS until,
    coalesce((SELECT json_agg(json_build_object('insurerId', c.insurer_id, 'id', c.coverage_id) ORDER BY c.coverage_id) FROM cover c
      WHERE c.life_id = h.id AND c.days @> $2::date), '[]') AS covers
  FROM ${from} h CROSS JOIN LATERAL unnest(${days}) AS piece
  WHERE piece @> $2::date AND ($3::uuid IS NULL OR (h.association_id, h.id) > ($3::uuid, $4::uuid))
  ORDER BY h.association_id, h.id LIMIT $5`])) as Readonly<Record<LifeMatter, string>>;
