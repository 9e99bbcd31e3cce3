import type { EntityManager } from 'typeorm';
import type { AccreditationKind } from '../domain/accreditation-life.ts';
import { ACCREDITATION_TABLE } from './accreditation-table.ts';
import type { AccreditationRow } from './accreditation-table.ts';

/** Accreditations whose last day is over and which nobody has ended yet, oldest end first. */
export function readOverdue(manager: EntityManager, today: string, limit: number): Promise<AccreditationRow[]> {
  return manager.getRepository(ACCREDITATION_TABLE).createQueryBuilder('accreditation')
    .where(`accreditation.state IN ('ACCREDITED', 'CONDITIONAL', 'SUSPENDED') AND accreditation.validTo < :today`, { today })
    .orderBy('accreditation.validTo').addOrderBy('accreditation.id').limit(limit)
    .getMany();
}

/** Accreditations that rest on a licence now, by identifier. `after` is the last one seen. */
export function readStanding(manager: EntityManager, kind: AccreditationKind, after: string | null, limit: number): Promise<AccreditationRow[]> {
  const query = manager.getRepository(ACCREDITATION_TABLE).createQueryBuilder('accreditation')
    .where(`accreditation.kind = :kind AND accreditation.state IN ('ACCREDITED', 'CONDITIONAL')`, { kind })
    .orderBy('accreditation.id').limit(limit);
  if (after !== null) query.andWhere('accreditation.id > :after', { after });
  return query.getMany();
}

/** True when some standing accreditation has no number to ask the registers with. */
export async function lacksNumbers(manager: EntityManager, kind: AccreditationKind): Promise<boolean> {
  const rows = await manager.query<unknown[]>(
    `SELECT 1 FROM accreditation WHERE kind = $1 AND subject_number IS NULL AND state IN ('ACCREDITED', 'CONDITIONAL') LIMIT 1`,
    [kind],
  );
  return rows.length > 0;
}

/** Keeps the numbers of subjects, as their own house says them. */
export async function keepNumbers(manager: EntityManager, kind: AccreditationKind, numbers: ReadonlyMap<string, string>): Promise<void> {
  await manager.query(
    `UPDATE accreditation SET subject_number = said.number FROM unnest($2::text[], $3::text[]) AS said (id, number)
     WHERE kind = $1 AND subject_id = said.id AND subject_number IS NULL`,
    [kind, [...numbers.keys()], [...numbers.values()]],
  );
}
