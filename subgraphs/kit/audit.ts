import { createHash } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import type { Fact } from '../../schema/contracts/fact.ts';

/** One line of the audit trail: who did what to what, and on which facts. */
export interface AuditEntry {
  readonly entity: string;
  readonly entityId: string;
  readonly action: string;
  readonly from: string | null;
  readonly to: string;
  readonly reason?: string | null;
  readonly facts?: readonly Fact<unknown>[];
}

/** On whose behalf an entry is written. */
export interface AuditAuthor {
  readonly subject: string;
  readonly organisation: string | null;
  readonly purpose: string | null;
}

/** A house's entries are one chain, so two writers must take turns; the lock is held from here to the commit. */
const AUDIT_LOCK = 7_241_993_102;

const FIRST = Buffer.alloc(32);

interface LastRow {
  readonly seq: string;
  readonly hash: Buffer;
}

/**
 * Appends entries to the house's chain. Call it last in the transaction: whoever writes next waits for the commit.
 * Each hash covers the entry and the hash before it, so a changed, removed or inserted entry breaks the chain there.
 */
export async function writeAudit(
  tx: EntityManager,
  author: AuditAuthor,
  at: Date,
  entries: readonly AuditEntry[],
): Promise<void> {
  if (entries.length === 0) return;
  await tx.query('SELECT pg_advisory_xact_lock($1)', [AUDIT_LOCK]);
  const last = await tx.query<LastRow[]>('SELECT seq, hash FROM audit_entry ORDER BY seq DESC LIMIT 1');
  let seq = BigInt(last[0]?.seq ?? 0);
  let previous = last[0]?.hash ?? FIRST;
  for (const entry of entries) {
    seq += 1n;
    const hash = hashOf(seq, previous, author, at, entry);
    await tx.query(
      `INSERT INTO audit_entry (seq, at, subject, organisation, purpose, entity, entity_id, action, from_state, to_state, reason, facts, previous_hash, hash)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
      [
        seq.toString(), at, author.subject, author.organisation, author.purpose, entry.entity, entry.entityId, entry.action,
        entry.from, entry.to, entry.reason ?? null, JSON.stringify(entry.facts ?? []), previous, hash,
      ],
    );
    previous = hash;
  }
}

/** SHA-256 over the previous hash and the entry in a fixed order of fields. */
export function hashOf(seq: bigint, previous: Buffer, author: AuditAuthor, at: Date, entry: AuditEntry): Buffer {
  const body = JSON.stringify([
    seq.toString(), at.toISOString(), author.subject, author.organisation, author.purpose, entry.entity, entry.entityId,
    entry.action, entry.from, entry.to, entry.reason ?? null,
    (entry.facts ?? []).map((fact) => [fact.name, fact.value, fact.source, fact.asOf, fact.verifiedBy, fact.documentReason ?? null]),
  ]);
  return createHash('sha256').update(previous).update(body).digest();
}

/** One step in the life of something, as the graph shows it. */
export interface TransitionRow {
  readonly action: string;
  readonly from: string | null;
  readonly to: string;
  readonly by: string;
  readonly at: string;
  readonly reason: string | null;
}

/** Histories of many things of one kind in one statement, each oldest first. */
export async function readHistories(
  manager: EntityManager,
  entity: string,
  ids: readonly string[],
): Promise<TransitionRow[][]> {
  const rows = await manager.query<(Omit<TransitionRow, 'at'> & { entity_id: string; at: Date })[]>(
    `SELECT entity_id, action, from_state AS "from", to_state AS "to", subject AS "by", at, reason
     FROM audit_entry WHERE entity = $1 AND entity_id = ANY($2) ORDER BY seq`,
    [entity, ids],
  );
  const byId = new Map<string, TransitionRow[]>(ids.map((id) => [id, []]));
  for (const { entity_id, at, ...row } of rows) byId.get(entity_id)?.push({ ...row, at: at.toISOString() });
  return ids.map((id) => byId.get(id) ?? []);
}
