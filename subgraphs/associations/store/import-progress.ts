import type { EntityManager } from 'typeorm';
import type { LineFinding } from '../domain/roster/finding.ts';

/** Which import something belongs to. */
export interface ImportKey {
  readonly associationId: string;
  readonly id: string;
}

/** What one chunk adds to the counts an officer can read meanwhile. */
export interface Progress {
  readonly linesRead: number;
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly rejected: readonly LineFinding[];
}

/** Adds to the counts and keeps the findings, in the transaction of the lines they are about. */
export async function addProgress(tx: EntityManager, key: ImportKey, progress: Progress): Promise<void> {
  const { rejected } = progress;
  const lines = new Map<number, number>();
  const numbers = rejected.map(({ line }) => {
    const number = (lines.get(line) ?? 0) + 1;
    lines.set(line, number);
    return number;
  });
  if (rejected.length > 0) {
    await tx.query(
      `INSERT INTO roster_rejection (association_id, import_id, line, number, column_name, code, values)
       SELECT $1, $2, * FROM unnest($3::int[], $4::int[], $5::text[], $6::text[], $7::jsonb[])`,
      [
        key.associationId, key.id, rejected.map(({ line }) => line), numbers, rejected.map(({ column }) => column),
        rejected.map(({ code }) => code), rejected.map(({ values }) => JSON.stringify(values)),
      ],
    );
  }
  await tx.query(
    `UPDATE roster_import SET lines_read = lines_read + $3, added = added + $4, changed = changed + $5,
       unchanged = unchanged + $6, rejected = rejected + $7
     WHERE association_id = $1 AND id = $2`,
    [key.associationId, key.id, progress.linesRead, progress.added, progress.changed, progress.unchanged, lines.size],
  );
}
