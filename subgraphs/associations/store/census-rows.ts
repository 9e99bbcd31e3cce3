import type { EntityManager } from 'typeorm';
import { AGE_BANDS, boundsOf } from '../domain/procurement/age-band.ts';
import type { CensusRow } from '../domain/procurement/census.ts';

/** The bands as SQL, made from the domain's own list so that the two cannot part. */
const BAND_OF_AGE = `CASE ${AGE_BANDS.slice(0, -1)
  .map((band) => `WHEN age <= ${boundsOf(band).ageTo} THEN '${band}'`)
  .join(' ')} ELSE '${AGE_BANDS.at(-1)}' END`;

/** 29 February turns a year older on 1 March of a common year, as the domain counts and PostgreSQL's age() does not. */
const AGE_ON_DAY = `(extract(year FROM $2::date) - extract(year FROM birth_date))::int
  - CASE WHEN (extract(month FROM $2::date), extract(day FROM $2::date)) < (extract(month FROM birth_date), extract(day FROM birth_date)) THEN 1 ELSE 0 END`;

/**
 * Lives on the rosters of these associations on a day ('YYYY-MM-DD'), counted in exact cells by the database: what
 * crosses the wire is cells, never people. Whoever is born after the day, or has left by then, is not counted.
 */
export async function readCensusRows(manager: EntityManager, associationIds: readonly string[], onDate: string): Promise<CensusRow[]> {
  return manager.query<CensusRow[]>(
    `SELECT association_id AS "associationId", policy_class AS "policyClass", region,
       CASE relationship WHEN 'SELF' THEN 'EMPLOYEE' ELSE relationship END AS status,
       sex, ${BAND_OF_AGE} AS "ageBand", count(*)::int AS lives
     FROM (
       SELECT association_id, policy_class, region, relationship, sex, ${AGE_ON_DAY} AS age
       FROM member
       WHERE association_id = ANY($1::uuid[]) AND birth_date <= $2::date AND (left_on IS NULL OR left_on > $2::date)
     ) AS life
     GROUP BY 1, 2, 3, 4, 5, 6
     ORDER BY 1, 2, 3, 4, 5, 6`,
    [associationIds, onDate],
  );
}
