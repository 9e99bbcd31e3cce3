import type { EntityManager } from 'typeorm';

/** What this house knows of a tender. */
export interface TenderRound {
  /** Number of the last amendment told, 0 before the first. */
  readonly amendment: number;
  /** When its bids became readable; null before. */
  readonly openedAt: Date | null;
}

/** Reads the tender's round and keeps everyone else from moving its bids until the transaction ends. */
export async function lockRound(tx: EntityManager, tenderId: string): Promise<TenderRound> {
  await tx.query('INSERT INTO tender_round (tender_id, amendment) VALUES ($1, 0) ON CONFLICT DO NOTHING', [tenderId]);
  const rows = await tx.query<TenderRound[]>(
    'SELECT amendment, opened_at AS "openedAt" FROM tender_round WHERE tender_id = $1 FOR UPDATE',
    [tenderId],
  );
  return rows[0] as TenderRound;
}

/** Amendments may be told out of order; the highest number stays. */
export async function recordAmendment(tx: EntityManager, tenderId: string, amendment: number): Promise<void> {
  await tx.query('UPDATE tender_round SET amendment = greatest(amendment, $2) WHERE tender_id = $1', [tenderId, amendment]);
}

export async function recordOpening(tx: EntityManager, tenderId: string, at: Date): Promise<void> {
  await tx.query('UPDATE tender_round SET opened_at = $2 WHERE tender_id = $1 AND opened_at IS NULL', [tenderId, at]);
}
