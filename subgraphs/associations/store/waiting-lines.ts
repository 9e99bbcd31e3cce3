import type { EntityManager } from 'typeorm';
import type { FieldCipher } from '../../kit/field-cipher.ts';
import type { RosterLine } from '../domain/roster/roster-line.ts';
import type { ImportKey } from './import-progress.ts';
import type { GoodLine } from './prepare-lines.ts';

/** Keeps lines, encrypted, until their employees are met: in the database, because a file may hold nothing else. */
export async function keepWaiting(tx: EntityManager, cipher: FieldCipher, key: ImportKey, lines: readonly GoodLine[]): Promise<void> {
  if (lines.length === 0) return;
  const sealed = await cipher.sealMany(lines.map(({ roster }) => JSON.stringify(roster)));
  await tx.query(
    `INSERT INTO roster_waiting_line (association_id, import_id, line, sealed) SELECT $1, $2, * FROM unnest($3::int[], $4::bytea[])`,
    [key.associationId, key.id, lines.map(({ line }) => line), sealed],
  );
}

/** The first lines that wait, by their place in the file; none when none is left. */
export async function readWaiting(manager: EntityManager, cipher: FieldCipher, key: ImportKey, limit: number): Promise<GoodLine[]> {
  const rows = await manager.query<{ line: number; sealed: Buffer }[]>(
    'SELECT line, sealed FROM roster_waiting_line WHERE association_id = $1 AND import_id = $2 ORDER BY line LIMIT $3',
    [key.associationId, key.id, limit],
  );
  return rows.map(({ line, sealed }) => ({ line, roster: JSON.parse(cipher.open(sealed)) as RosterLine }));
}

/** These lines wait no longer; all of the import's when none are named. */
export async function dropWaiting(tx: EntityManager, key: ImportKey, lines: readonly number[] | null = null): Promise<void> {
  await tx.query(
    'DELETE FROM roster_waiting_line WHERE association_id = $1 AND import_id = $2 AND ($3::int[] IS NULL OR line = ANY($3::int[]))',
    [key.associationId, key.id, lines],
  );
}
