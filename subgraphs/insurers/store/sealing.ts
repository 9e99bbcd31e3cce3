import type { EntityManager } from 'typeorm';

/** The place in a tender where an insurer has one live bid. */
export interface BidSeat {
  readonly insurerId: string;
  readonly tenderId: string;
  readonly lotId: string;
}

/** Longer than any ask may take, so that nobody takes the seat from a seal that is still under way. */
const HELD_MS = 120_000;

/**
 * Takes the seat for one bid before its hash is told to the associations house; false when another bid holds it.
 * The same bid may take it again, as when its command is repeated after a crash.
 */
export async function takeSeat(manager: EntityManager, seat: BidSeat, bidId: string, now: Date): Promise<boolean> {
  const rows = await manager.query<unknown[]>(
    `INSERT INTO sealing (insurer_id, tender_id, lot_id, bid_id, until) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (insurer_id, tender_id, lot_id) DO UPDATE SET bid_id = EXCLUDED.bid_id, until = EXCLUDED.until
       WHERE sealing.bid_id = EXCLUDED.bid_id OR sealing.until < $6
     RETURNING true AS taken`,
    [seat.insurerId, seat.tenderId, seat.lotId, bidId, new Date(now.getTime() + HELD_MS), now],
  );
  return rows.length === 1;
}

/** Leaves the seat; false when the bid no longer held it. */
export async function leaveSeat(manager: EntityManager, seat: BidSeat, bidId: string): Promise<boolean> {
  const [, left] = await manager.query<[unknown[], number]>(
    'DELETE FROM sealing WHERE insurer_id = $1 AND tender_id = $2 AND lot_id = $3 AND bid_id = $4',
    [seat.insurerId, seat.tenderId, seat.lotId, bidId],
  );
  return left === 1;
}
