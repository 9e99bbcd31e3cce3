import type { EntityManager } from 'typeorm';
import type { PageRequest } from '../../kit/connection.ts';
import { Refused } from '../../kit/refusal.ts';

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

/** Waits for whoever registers the same number right now. @throws Refused CR_NUMBER_TAKEN. */
export async function insertInsurer(tx: EntityManager, { id, crNumber, nameAr, nameEn }: InsurerRow): Promise<void> {
  const added = await tx.query<unknown[]>(
    `INSERT INTO insurer (id, cr_number, name_ar, name_en) VALUES ($1, $2, $3, $4)
     ON CONFLICT ON CONSTRAINT insurer_cr_number DO NOTHING RETURNING id`,
    [id, crNumber, nameAr, nameEn],
  );
  if (added.length === 0) throw new Refused({ code: 'CR_NUMBER_TAKEN', path: ['input', 'crNumber'] });
}
