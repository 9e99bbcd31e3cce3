import type { ClientBase } from 'pg';

/** Taken one by one, since the app role may draw from a sequence and not set it. */
export async function nextSerials(client: ClientBase, sequence: 'policy_serial' | 'card_serial' | 'invoice_serial', count: number): Promise<bigint[]> {
  const { rows } = await client.query<{ serial: string }>('SELECT nextval($1::regclass) AS serial FROM generate_series(1, $2::int)', [sequence, count]);
  return rows.map(({ serial }) => BigInt(serial));
}
