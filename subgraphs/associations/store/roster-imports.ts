import type { EntityManager } from 'typeorm';
import { Any } from 'typeorm';
import type { ErrorCode, ErrorValues } from '../../../schema/contracts/errors.ts';
import type { PageRequest } from '../../kit/connection.ts';
import type { RosterImportState } from '../domain/roster/import-life.ts';
import { groupRows } from './group-rows.ts';
import { rosterImportTable } from './roster-import-tables.ts';
import type { RosterImportRow, RosterRejectionRow } from './roster-import-tables.ts';

const COLUMNS = `i.association_id AS "associationId", i.id, i.state, i.requested_by AS "requestedBy", i.requested_at AS "requestedAt",
  i.expires_at AS "expiresAt", i.ended_at AS "endedAt", i.lines_read AS "linesRead", i.added, i.changed, i.unchanged, i.rejected,
  i.problem_code AS "problemCode", i.problem_values AS "problemValues"`;

export async function insertRosterImport(
  tx: EntityManager,
  row: Pick<RosterImportRow, 'associationId' | 'id' | 'requestedBy' | 'requestedAt' | 'expiresAt'>,
): Promise<void> {
  await tx.getRepository(rosterImportTable).insert({ ...row, state: 'AWAITING_UPLOAD' });
}

export function readRosterImports(manager: EntityManager, ids: readonly string[]): Promise<RosterImportRow[]> {
  return manager.getRepository(rosterImportTable).findBy({ id: Any([...ids]) });
}

/** Newest first: identifiers grow with time. */
export async function readImportPages(manager: EntityManager, associationIds: readonly string[], page: PageRequest): Promise<RosterImportRow[][]> {
  const rows = await manager.query<RosterImportRow[]>(
    `SELECT i.* FROM unnest($1::uuid[]) AS a(id) CROSS JOIN LATERAL (
       SELECT ${COLUMNS} FROM roster_import i
       WHERE i.association_id = a.id ${page.after === null ? '' : 'AND i.id < $3::uuid'}
       ORDER BY i.id DESC LIMIT $2
     ) AS i`,
    [associationIds, page.first + 1, ...(page.after === null ? [] : [page.after[0]])],
  );
  return groupRows(associationIds, rows, (row) => row.associationId);
}

/** Rejections of many imports, by line; a key is `<association>/<import>`. */
export async function readRejectionPages(manager: EntityManager, keys: readonly string[], page: PageRequest): Promise<RosterRejectionRow[][]> {
  const pairs = keys.map((key) => key.split('/'));
  const rows = await manager.query<RosterRejectionRow[]>(
    `SELECT r.* FROM unnest($1::uuid[], $2::uuid[]) AS k(association_id, import_id) CROSS JOIN LATERAL (
       SELECT association_id AS "associationId", import_id AS "importId", line, number, column_name AS "column", code, values
       FROM roster_rejection
       WHERE association_id = k.association_id AND import_id = k.import_id
         ${page.after === null ? '' : 'AND (line, number) > ($4::int, $5::int)'}
       ORDER BY line, number LIMIT $3
     ) AS r`,
    [pairs.map(([association]) => association), pairs.map(([, id]) => id), page.first + 1, ...(page.after ?? [])],
  );
  return groupRows(keys, rows, (row) => `${row.associationId}/${row.importId}`);
}

export interface ImportEnd {
  readonly state: RosterImportState;
  readonly at: Date;
  readonly problem: { readonly code: ErrorCode; readonly values: ErrorValues } | null;
}

/** Moves an import on, and answers it; null when it is not in the state it should move from, and nothing changed. */
export async function moveImport(
  tx: EntityManager,
  row: Pick<RosterImportRow, 'associationId' | 'id'>,
  from: RosterImportState,
  end: ImportEnd,
): Promise<RosterImportRow | null> {
  const rows = await tx.query<[RosterImportRow[], number]>(
    `UPDATE roster_import i SET state = $4, ended_at = CASE WHEN $4 = 'RECEIVING' THEN NULL ELSE $5::timestamptz END,
       problem_code = $6, problem_values = $7
     WHERE i.association_id = $1 AND i.id = $2 AND i.state = $3 RETURNING ${COLUMNS}`,
    [row.associationId, row.id, from, end.state, end.at, end.problem?.code ?? null, end.problem === null ? null : JSON.stringify(end.problem.values)],
  );
  return rows[0][0] ?? null;
}

/** Imports of all associations in one state, oldest first, for the timer that looks after them. */
export function readImportsInState(manager: EntityManager, state: RosterImportState, expiredBy: Date | null): Promise<RosterImportRow[]> {
  return manager.query<RosterImportRow[]>(
    `SELECT ${COLUMNS} FROM roster_import i WHERE i.state = $1 AND ($2::timestamptz IS NULL OR i.expires_at < $2) ORDER BY i.id LIMIT 1000`,
    [state, expiredBy],
  );
}
