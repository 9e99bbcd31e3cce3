import { isId } from '../../kit/identifier.ts';

/** A row by its identifier; null when there is none, or when it is another insurer's or not the viewer's to see. */
export async function ofInsurer<Row extends { readonly insurerId: string }>(
  rows: { load(id: string): Promise<Row | null> }, insurerId: string, id: string,
): Promise<Row | null> {
  const row = isId(id) ? await rows.load(id) : null;
  return row?.insurerId === insurerId ? row : null;
}
