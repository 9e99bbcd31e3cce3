import type { EntityManager } from 'typeorm';
import type { BidBody } from '../../../schema/contracts/bid-body.ts';
import { conflict } from '../../kit/refusal.ts';
import type { Refusal, Refused } from '../../kit/refusal.ts';
import type { BidState } from '../domain/bid-life.ts';
import type { BidSeat } from './sealing.ts';

/** A bid without its body. */
export interface BidRow extends BidSeat {
  readonly id: string;
  readonly state: BidState;
  readonly version: number;
  readonly commitment: string;
  /** Number of the tender's last amendment when it was sealed. */
  readonly amendment: number;
  readonly sealedAt: Date;
  readonly revealedAt: Date | null;
  readonly commitmentHeld: boolean | null;
  readonly reasons: readonly Refusal[];
}

export const BID_COLUMNS = `b.id, b.insurer_id AS "insurerId", b.tender_id AS "tenderId", b.lot_id AS "lotId", b.state, b.version, b.commitment,
  b.amendment, b.sealed_at AS "sealedAt", b.revealed_at AS "revealedAt", b.commitment_held AS "commitmentHeld", b.reasons`;

export async function findBid(manager: EntityManager, id: string): Promise<BidRow | null> {
  const rows = await manager.query<BidRow[]>(`SELECT ${BID_COLUMNS} FROM bid b WHERE b.id = $1`, [id]);
  return rows[0] ?? null;
}

/** Bids of a seat that a new one takes the place of: the live one, or those an amendment voided. */
export function bidsToReplace(tx: EntityManager, seat: BidSeat): Promise<BidRow[]> {
  return tx.query(
    `SELECT ${BID_COLUMNS} FROM bid b WHERE b.insurer_id = $1 AND b.tender_id = $2 AND b.lot_id = $3 AND b.state IN ('SEALED', 'INVALIDATED')
     ORDER BY b.id FOR UPDATE`,
    [seat.insurerId, seat.tenderId, seat.lotId],
  );
}

export function bidsOfTender(manager: EntityManager, tenderId: string): Promise<BidRow[]> {
  return manager.query(`SELECT ${BID_COLUMNS} FROM bid b WHERE b.tender_id = $1 ORDER BY b.sealed_at, b.id`, [tenderId]);
}

export async function insertSealedBid(
  tx: EntityManager,
  bid: Pick<BidRow, 'id' | 'insurerId' | 'tenderId' | 'lotId' | 'commitment' | 'amendment' | 'sealedAt'>,
  sealedBody: string,
): Promise<void> {
  await tx.query(
    `INSERT INTO bid (id, insurer_id, tender_id, lot_id, state, version, commitment, amendment, sealed_at, reasons)
     VALUES ($1, $2, $3, $4, 'SEALED', 1, $5, $6, $7, '[]')`,
    [bid.id, bid.insurerId, bid.tenderId, bid.lotId, bid.commitment, bid.amendment, bid.sealedAt],
  );
  await tx.query('INSERT INTO bid_envelope (bid_id, insurer_id, sealed_body) VALUES ($1, $2, $3)', [bid.id, bid.insurerId, sealedBody]);
}

/** One bid's step to another state, on the version that was decided on. */
export interface BidMove {
  readonly bid: Pick<BidRow, 'id' | 'version' | 'state'>;
  readonly to: BidState;
  readonly reasons?: readonly Refusal[];
}

/** Moves bids in one statement, all or none. @throws Refused CONFLICT when one of them was moved by someone else. */
export async function moveBids(tx: EntityManager, moves: readonly BidMove[]): Promise<void> {
  if (moves.length === 0) return;
  const [, moved] = await tx.query<[unknown[], number]>(
    `UPDATE bid SET state = m.to_state, version = bid.version + 1, reasons = m.reasons
     FROM unnest($1::uuid[], $2::int[], $3::text[], $4::text[], $5::jsonb[]) AS m (id, version, from_state, to_state, reasons)
     WHERE bid.id = m.id AND bid.version = m.version AND bid.state = m.from_state`,
    [
      moves.map(({ bid }) => bid.id), moves.map(({ bid }) => bid.version), moves.map(({ bid }) => bid.state),
      moves.map(({ to }) => to), moves.map(({ reasons }) => JSON.stringify(reasons ?? [])),
    ],
  );
  if (moved !== moves.length) throw await conflictOf(tx, moves);
}

async function conflictOf(tx: EntityManager, moves: readonly BidMove[]): Promise<Refused> {
  const now = await tx.query<{ id: string; state: string; version: number }[]>('SELECT id, state, version FROM bid WHERE id = ANY($1::uuid[])', [moves.map(({ bid }) => bid.id)]);
  const other = now.find(({ id, version }) => moves.some(({ bid }) => bid.id === id && bid.version !== version));
  return conflict(other?.state ?? 'UNKNOWN');
}

/** What the opening found of one bid. */
export interface BidOpening extends BidMove {
  readonly commitmentHeld: boolean;
  readonly body: BidBody | null;
}

/** Writes the outcome of an opening; the bodies become readable with the commit of the caller's transaction, together. */
export async function writeOpening(tx: EntityManager, openings: readonly BidOpening[], at: Date): Promise<void> {
  await moveBids(tx, openings);
  const ids = openings.map(({ bid }) => bid.id);
  await tx.query(
    `UPDATE bid SET revealed_at = $2, commitment_held = o.held
     FROM unnest($1::uuid[], $3::boolean[]) AS o (id, held) WHERE bid.id = o.id`,
    [ids, at, openings.map(({ commitmentHeld }) => commitmentHeld)],
  );
  const readable = openings.filter(({ body }) => body !== null);
  await tx.query(
    `INSERT INTO bid_body (bid_id, insurer_id, body)
     SELECT o.id, bid.insurer_id, o.body FROM unnest($1::uuid[], $2::jsonb[]) AS o (id, body) JOIN bid ON bid.id = o.id`,
    [readable.map(({ bid }) => bid.id), readable.map(({ body }) => JSON.stringify(body))],
  );
}

/** Ciphertexts of the tender's sealed bids. */
export function envelopesOf(manager: EntityManager, tenderId: string): Promise<{ readonly bidId: string; readonly sealedBody: string }[]> {
  return manager.query(
    `SELECT e.bid_id AS "bidId", e.sealed_body AS "sealedBody" FROM bid b JOIN bid_envelope e ON e.bid_id = b.id
     WHERE b.tender_id = $1 AND b.state = 'SEALED'`,
    [tenderId],
  );
}
