import type { EntityManager } from 'typeorm';
import { writeAudit } from '../../../kit/audit.ts';
import type { AuditAuthor } from '../../../kit/audit.ts';
import type { PageRequest } from '../../../kit/connection.ts';
import type { AnchorRow } from './anchor-table.ts';

/** Kind of the entries that putting down an anchor leaves. */
export const AUDIT_ANCHOR = 'AuditAnchor';

export async function lastAnchor(manager: EntityManager, house: string): Promise<AnchorRow | null> {
  const [row] = await manager.query<AnchorRow[]>('SELECT house, seq, hash, at FROM audit_anchor WHERE house = $1 ORDER BY seq DESC LIMIT 1', [house]);
  return row ?? null;
}

/**
 * The house's own last entry that is not about an anchor: otherwise every anchor would call for the next.
 * Null while there is none.
 */
export async function ownHead(manager: EntityManager): Promise<Pick<AnchorRow, 'seq' | 'hash'> | null> {
  const [row] = await manager.query<Pick<AnchorRow, 'seq' | 'hash'>[]>(
    'SELECT seq, hash FROM audit_entry WHERE entity <> $1 ORDER BY seq DESC LIMIT 1', [AUDIT_ANCHOR],
  );
  return row ?? null;
}

/**
 * Puts heads down, each with an audit entry that repeats it, so that an anchor changed afterwards shows too. One that
 * stands at this place already is left; several replicas may try at once.
 */
export async function putDownAnchors(tx: EntityManager, author: AuditAuthor, now: Date, heads: readonly Omit<AnchorRow, 'at'>[]): Promise<void> {
  const put = await tx.query<Pick<AnchorRow, 'house' | 'seq' | 'hash'>[]>(
    `INSERT INTO audit_anchor (house, seq, hash, at) SELECT *, $4::timestamptz FROM unnest($1::text[], $2::bigint[], $3::bytea[])
     ON CONFLICT DO NOTHING RETURNING house, seq, hash`,
    [heads.map(({ house }) => house), heads.map(({ seq }) => seq), heads.map(({ hash }) => hash), now],
  );
  await writeAudit(tx, author, now, put.map(({ house, seq, hash }) => ({
    entity: AUDIT_ANCHOR, entityId: house, action: 'PUT_DOWN', from: null, to: 'STANDING',
    facts: [{ name: 'audit.head', value: { seq, hash: hash.toString('hex') }, source: `graph:${house}`, asOf: now.toISOString(), verifiedBy: 'regulation' }],
  })));
}

/** One page, newest first, and one more when there are more. */
export async function readAnchors(manager: EntityManager, house: string | null, { first, after }: PageRequest): Promise<AnchorRow[]> {
  return manager.query<AnchorRow[]>(
    `SELECT house, seq, hash, at FROM audit_anchor
     WHERE ($2::text IS NULL OR house = $2) AND ($3::timestamptz IS NULL OR (at, house) < ($3::timestamptz, $4::text))
     ORDER BY at DESC, house DESC LIMIT $1`,
    [first + 1, house, after?.[0] ?? null, after?.[1] ?? null],
  );
}
