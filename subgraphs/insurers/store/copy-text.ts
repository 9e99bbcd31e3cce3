import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ClientBase } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';

/** A column of a row; null is NULL. Texts may hold no tab, backslash or line end: identifiers, dates, codes and numbers only. */
export type CopyValue = string | bigint | null;

/** Loads rows by COPY, in the caller's transaction. `columns` is the table with its columns, as COPY takes them. */
export async function copyText(client: ClientBase, columns: string, rows: readonly (readonly CopyValue[])[]): Promise<void> {
  const text = rows.map((row) => `${row.map((value) => value ?? '\\N').join('\t')}\n`).join('');
  await pipeline(Readable.from([text]), client.query(copyFrom(`COPY ${columns} FROM STDIN`)));
}
