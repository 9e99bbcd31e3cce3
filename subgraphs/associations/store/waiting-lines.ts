import type { EntityManager } from 'typeorm';
import type { FieldCipher } from '../../kit/field-cipher.ts';
import type { RosterLine } from '../domain/roster/roster-line.ts';
import type { ImportKey } from './import-progress.ts';
import type { GoodLine } from './merge-lines.ts';

/** Keeps lines, encrypted, until their employees are met: in the database, because a file may hold nothing else. */
export async function keepWaiting(tx: EntityManager, cipher: FieldCipher, key: ImportKey, lines: readonly GoodLine[]): Promise<void> {
  if (lines.length === 0) return;
  await tx.query(
    `INSERT INTO roster_waiting_line (association_id, import_id, line, sealed) SELECT $1, $2, * FROM unnest($3::int[], $4::bytea[])`,
    [key.associationId, key.id, lines.map(({ line }) => line), lines.map(({ roster }) => cipher.seal(JSON.stringify(roster)))],
  );
}

/** Takes the first lines that wait, by their place in the file; an empty answer says that none is left. */
export async function takeWaiting(tx: EntityManager, cipher: FieldCipher, key: ImportKey, limit: number): Promise<GoodLine[]> {
  const [rows] = await tx.query<[{ line: number; sealed: Buffer }[], number]>(
    `DELETE FROM roster_waiting_line WHERE association_id = $1 AND import_id = $2 AND line IN (
       SELECT line FROM roster_waiting_line WHERE association_id = $1 AND import_id = $2 ORDER BY line LIMIT $3
     ) RETURNING line, sealed`,
    [key.associationId, key.id, limit],
  );
  return rows
    .map(({ line, sealed }) => ({ line, roster: JSON.parse(cipher.open(sealed)) as RosterLine }))
    .sort((a, b) => a.line - b.line);
}

export async function dropWaiting(tx: EntityManager, key: ImportKey): Promise<void> {
  await tx.query('DELETE FROM roster_waiting_line WHERE association_id = $1 AND import_id = $2', [key.associationId, key.id]);
}
