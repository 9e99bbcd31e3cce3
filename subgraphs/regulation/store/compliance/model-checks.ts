import type { EntityManager } from 'typeorm';
import { isId } from '../../../kit/identifier.ts';
import { SHADOW } from './compliance-migration.ts';
import { MODEL_TABLES_WITH_TERMS } from './policy-facts-migration.ts';

/** A table in which two copies differ, with how many rows stand in one alone. */
export interface ModelDifference {
  readonly table: string;
  readonly onlyGrown: number;
  readonly onlyRebuilt: number;
}

export interface ModelCheckRow {
  readonly id: string;
  readonly askedBy: string;
  readonly askedAt: Date;
  readonly endedAt: Date | null;
  readonly equal: boolean | null;
  readonly differences: readonly ModelDifference[];
}

const COLUMNS = 'id, asked_by AS "askedBy", asked_at AS "askedAt", ended_at AS "endedAt", equal, differences';

/** How each was read and what is still to be counted is not what the model says. */
const COMPARED = MODEL_TABLES_WITH_TERMS.filter((table) => table !== 'compliance_feed' && table !== 'compliance_touched');

export async function findCheck(manager: EntityManager, id: string): Promise<ModelCheckRow | null> {
  if (!isId(id)) return null;
  return (await manager.query<ModelCheckRow[]>(`SELECT ${COLUMNS} FROM compliance_check WHERE id = $1`, [id]))[0] ?? null;
}

/** The check that runs, if one does. */
export async function runningCheck(manager: EntityManager): Promise<ModelCheckRow | null> {
  return (await manager.query<ModelCheckRow[]>(`SELECT ${COLUMNS} FROM compliance_check WHERE ended_at IS NULL ORDER BY asked_at LIMIT 1`))[0] ?? null;
}

export async function insertCheck(manager: EntityManager, { id, askedBy, askedAt }: Pick<ModelCheckRow, 'id' | 'askedBy' | 'askedAt'>): Promise<void> {
  await manager.query(`INSERT INTO compliance_check (id, asked_by, asked_at, differences) VALUES ($1, $2, $3, '[]')`, [id, askedBy, askedAt]);
}

export async function endCheck(manager: EntityManager, id: string, differences: readonly ModelDifference[], at: Date): Promise<void> {
  await manager.query('UPDATE compliance_check SET ended_at = $2, equal = $3, differences = $4 WHERE id = $1', [id, at, differences.length === 0, JSON.stringify(differences)]);
}

/** Compares the copies, table by table, in one snapshot; null when they were not read equally far and nothing can be said. */
export async function compareCopies(manager: EntityManager): Promise<ModelDifference[] | null> {
  return manager.transaction('REPEATABLE READ', async (tx) => {
    const apart = await tx.query<unknown[]>(
      `SELECT 1 FROM public.compliance_feed grown FULL JOIN ${SHADOW}.compliance_feed rebuilt USING (feed)
       WHERE grown.cursor IS DISTINCT FROM rebuilt.cursor
       UNION ALL SELECT 1 FROM public.compliance_touched UNION ALL SELECT 1 FROM ${SHADOW}.compliance_touched LIMIT 1`,
    );
    if (apart.length > 0) return null;
    const differences: ModelDifference[] = [];
    for (const table of COMPARED) {
      const [counts] = await tx.query<{ onlyGrown: number; onlyRebuilt: number }[]>(
        `SELECT (SELECT count(*)::int FROM (TABLE public.${table} EXCEPT TABLE ${SHADOW}.${table}) t) AS "onlyGrown",
           (SELECT count(*)::int FROM (TABLE ${SHADOW}.${table} EXCEPT TABLE public.${table}) t) AS "onlyRebuilt"`,
      );
      if (counts !== undefined && counts.onlyGrown + counts.onlyRebuilt > 0) differences.push({ table, ...counts });
    }
    return differences;
  });
}
