import type { EntityManager } from 'typeorm';
import type { BidBody } from '../../../schema/contracts/bid-body.ts';
import type { PageRequest } from '../../kit/connection.ts';
import type { BidSight } from '../domain/bid-sight.ts';
import { BID_COLUMNS } from './bids.ts';
import type { BidRow } from './bids.ts';
import { groupByParent } from './group-by-parent.ts';

/** Rows a viewer may see; $1 to $3 are taken by the sight. */
const VISIBLE = `($1::boolean OR b.insurer_id = $3::uuid OR (
  EXISTS (SELECT FROM tender_round r WHERE r.tender_id = b.tender_id AND r.opened_at IS NOT NULL)
  AND ($2::boolean OR EXISTS (
    SELECT FROM bid own WHERE own.tender_id = b.tender_id AND own.insurer_id = $3::uuid AND own.state NOT IN ('WITHDRAWN', 'INVALIDATED')))))`;

function sightOf({ always, afterOpening, insurerId }: BidSight): unknown[] {
  return [always, afterOpening, insurerId];
}

export function visibleBids(manager: EntityManager, sight: BidSight, ids: readonly string[]): Promise<BidRow[]> {
  return manager.query(`SELECT ${BID_COLUMNS} FROM bid b WHERE ${VISIBLE} AND b.id = ANY($4::uuid[])`, [...sightOf(sight), ids]);
}

/** Bids of many tenders in the order of sealing. */
export function visibleBidsOfTenders(manager: EntityManager, sight: BidSight, tenderIds: readonly string[]): Promise<BidRow[]> {
  return manager.query(
    `SELECT ${BID_COLUMNS} FROM bid b WHERE ${VISIBLE} AND b.tender_id = ANY($4::uuid[]) ORDER BY b.tender_id, b.sealed_at, b.id`,
    [...sightOf(sight), tenderIds],
  );
}

/** A page of each insurer's bids, newest first. */
export async function pagesOfInsurerBids(
  manager: EntityManager,
  sight: BidSight,
  insurerIds: readonly string[],
  { first, after }: PageRequest,
): Promise<BidRow[][]> {
  const rows = await manager.query<(BidRow & { parent: string })[]>(
    `SELECT p.id AS parent, x.* FROM unnest($4::uuid[]) AS p (id)
     CROSS JOIN LATERAL (
       SELECT ${BID_COLUMNS} FROM bid b WHERE ${VISIBLE} AND b.insurer_id = p.id
         AND ($5::timestamptz IS NULL OR (b.sealed_at, b.id) < ($5, $6::uuid))
       ORDER BY b.sealed_at DESC, b.id DESC LIMIT $7
     ) x`,
    [...sightOf(sight), insurerIds, after?.[0] ?? null, after?.[1] ?? null, first + 1],
  );
  return groupByParent(insurerIds, rows, ({ parent }) => parent);
}

/** Opened bodies; a bid that is still sealed has none. */
export function bodiesOf(manager: EntityManager, bidIds: readonly string[]): Promise<{ readonly bidId: string; readonly body: BidBody }[]> {
  return manager.query('SELECT bid_id AS "bidId", body FROM bid_body WHERE bid_id = ANY($1::uuid[])', [bidIds]);
}
