import { newId } from '../../../../subgraphs/kit/identifier.ts';
import type { ProcurementHouse } from './procurement-house.ts';

/** Associations with so many lives each, of ages, classes and sexes that differ: every third a child, every fourth of class A. */
export async function addAssociations({ database }: Pick<ProcurementHouse, 'database'>, lives: readonly number[]): Promise<string[]> {
  const ids: string[] = [];
  for (const [order, count] of lives.entries()) {
    const id = newId();
    ids.push(id);
    await database.query(
      `INSERT INTO association (id, license_number, name_ar, name_en, region, city) VALUES ($1, $2, 'جمعية', $3, 'SA-01', 'Riyadh')`,
      [id, `NCNP-${id}`, `Association ${order + 1}`],
    );
    await database.query(
      `WITH life AS (SELECT n, gen_random_uuid() AS id FROM generate_series(0, $2::int - 1) AS n)
       INSERT INTO member (association_id, fingerprint, id, subscriber_id, digest, person, id_tail, relationship, birth_date, sex, nationality, policy_class, region, cover_from)
       SELECT $1, uuid_send(id), id, id, uuid_send(id), uuid_send(id), '000',
         CASE n % 3 WHEN 2 THEN 'CHILD' ELSE 'SELF' END,
         CASE n % 3 WHEN 2 THEN date '2020-05-05' ELSE make_date(1965 + (n * 7 + $3) % 38, 3, 15) END,
         CASE n % 2 WHEN 0 THEN 'MALE' ELSE 'FEMALE' END, 'SA', CASE n % 4 WHEN 0 THEN 'A' ELSE 'B' END, 'SA-01', date '2030-02-01'
       FROM life`,
      [id, count, order],
    );
  }
  return ids;
}
