import type { EntityManager } from 'typeorm';
import type { PageRequest } from '../../kit/connection.ts';

export interface InsurerRow {
  readonly id: string;
  readonly crNumber: string;
  readonly nameAr: string;
  readonly nameEn: string;
}

const COLUMNS = 'id, cr_number AS "crNumber", name_ar AS "nameAr", name_en AS "nameEn"';

export function insurersById(manager: EntityManager, ids: readonly string[]): Promise<InsurerRow[]> {
  return manager.query(`SELECT ${COLUMNS} FROM insurer WHERE id = ANY($1::uuid[])`, [ids]);
}

export function insurersByCrNumber(manager: EntityManager, crNumbers: readonly string[]): Promise<InsurerRow[]> {
  return manager.query(`SELECT ${COLUMNS} FROM insurer WHERE cr_number = ANY($1::text[])`, [crNumbers]);
}

/** A page of all insurers by commercial registration number; one more than asked when more follow. */
export function pageOfInsurers(manager: EntityManager, { first, after }: PageRequest): Promise<InsurerRow[]> {
  return manager.query(
    `SELECT ${COLUMNS} FROM insurer WHERE $1::text IS NULL OR cr_number > $1 ORDER BY cr_number LIMIT $2`,
    [after?.[0] ?? null, first + 1],
  );
}
