import { createHash } from 'node:crypto';
import type { DataSource, EntityManager } from 'typeorm';
import type { Fact } from '../../schema/contracts/fact.ts';
import { canonicalJson } from './canonical-json.ts';

/** One line of the audit trail: who did what to what, and on which facts. */
export interface AuditEntry {
  readonly entity: string;
  readonly entityId: string;
  readonly action: string;
  readonly from: string | null;
  readonly to: string;
  readonly reason?: string | null;
  readonly facts?: readonly Fact<unknown>[];
  /** Whose affair it is that the author does for another: `association:<id>`, `insurer:<id>`, `member:<id>`. */
  readonly onBehalfOf?: string | null;
}

/** Who does it, as what, and for whom. */
export interface AuditAuthor {
  readonly subject: string;
  readonly organisation: string | null;
  readonly purpose: string | null;
  /** Roles the caller had; none for a timer. */
  readonly roles?: readonly string[];
  /** For a house that was asked by somebody: by whom. Stands before what an entry says. */
  readonly onBehalfOf?: string | null;
}

/** A house's entries are one chain, so two writers must take turns; the lock is held from here to the commit. */
const AUDIT_LOCK = 7_241_993_102;

/** What the first entry follows. */
export const FIRST_HASH = Buffer.alloc(32);

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
  let previous = last[0]?.hash ?? FIRST_HASH;
  const rows: unknown[][] = COLUMNS.map(() => []);
  for (const entry of entries) {
    seq += 1n;
    const onBehalfOf = author.onBehalfOf ?? entry.onBehalfOf ?? null;
    const hash = hashOf(seq, previous, { ...author, roles: author.roles ?? [], onBehalfOf }, at, entry);
    const row = [
      seq.toString(), at, author.subject, author.organisation, author.purpose, entry.entity, entry.entityId, entry.action,
      entry.from, entry.to, entry.reason ?? null, JSON.stringify(entry.facts ?? []), previous, hash,
      JSON.stringify(author.roles ?? []), onBehalfOf,
    ];
    row.forEach((value, column) => rows[column]?.push(value));
    previous = hash;
  }
  // One statement whatever the number, since everybody else who writes waits for it.
  await tx.query(
    `INSERT INTO audit_entry (${COLUMNS.map(([name]) => name).join(', ')})
     SELECT * FROM unnest(${COLUMNS.map(([, type], index) => `$${index + 1}::${type}[]`).join(', ')})`,
    rows,
  );
}

const COLUMNS: readonly (readonly [name: string, type: string])[] = [
  ['seq', 'bigint'], ['at', 'timestamptz'], ['subject', 'text'], ['organisation', 'text'], ['purpose', 'text'],
  ['entity', 'text'], ['entity_id', 'text'], ['action', 'text'], ['from_state', 'text'], ['to_state', 'text'],
  ['reason', 'text'], ['facts', 'jsonb'], ['previous_hash', 'bytea'], ['hash', 'bytea'],
  ['roles', 'jsonb'], ['on_behalf_of', 'text'],
];

/** Personal data of some things of one kind was given out. Who reads and why comes from the request. */
export interface AuditRead {
  readonly entity: string;
  readonly ids: readonly string[];
  readonly fields: readonly string[];
}

/** The action of entries that changed nothing. They are in the chain, and no part of a thing's history. */
export const READ = 'READ';

/**
 * Writes down a read of personal data outside a command: one entry a set, however many are in it. Await it before the
 * data leaves: no entry, no data.
 */
export async function auditRead(
  context: { readonly database: DataSource; readonly principal: AuditAuthor; readonly now: () => Date },
  reads: readonly AuditRead[],
): Promise<void> {
  if (reads.length === 0) return;
  const at = context.now();
  const entries = reads.map(({ entity, ids, fields }): AuditEntry => ({
    entity, entityId: ids.length === 1 ? String(ids[0]) : `${ids.length} of them`, action: READ, from: null, to: READ, reason: fields.join(', '),
    facts: [{ name: READ_IDS, value: ids, source: 'request', asOf: at.toISOString(), verifiedBy: 'house' }],
  }));
  await context.database.transaction((tx) => writeAudit(tx, context.principal, at, entries));
}

/** Name of the fact that holds whom a reading was about. */
export const READ_IDS = 'read';

/** SHA-256 over the previous hash and the entry in a fixed order of fields, so that the stored row gives it again. */
export function hashOf(seq: bigint, previous: Buffer, author: AuditAuthor, at: Date, entry: AuditEntry): Buffer {
  const body = canonicalJson([
    seq.toString(), at.toISOString(), author.subject, author.organisation, author.purpose, entry.entity, entry.entityId,
    entry.action, entry.from, entry.to, entry.reason ?? null,
    (entry.facts ?? []).map((fact) => [fact.name, fact.value, fact.source, fact.asOf, fact.verifiedBy, fact.documentReason ?? null]),
    // Entries from before these were kept have neither, and keep the hash they were given.
    ...(author.roles === undefined ? [] : [author.roles, author.onBehalfOf ?? null]),
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

/** Histories of many things of one kind in one statement, each oldest first; who read them is not part of it. */
export async function readHistories(
  manager: EntityManager,
  entity: string,
  ids: readonly string[],
): Promise<TransitionRow[][]> {
  const rows = await manager.query<(Omit<TransitionRow, 'at'> & { entity_id: string; at: Date })[]>(
    `SELECT entity_id, action, from_state AS "from", to_state AS "to", subject AS "by", at, reason
     FROM audit_entry WHERE entity = $1 AND entity_id = ANY($2) AND action <> $3 ORDER BY seq`,
    [entity, ids, READ],
  );
  const byId = new Map<string, TransitionRow[]>(ids.map((id) => [id, []]));
  for (const { entity_id, at, ...row } of rows) byId.get(entity_id)?.push({ ...row, at: at.toISOString() });
  return ids.map((id) => byId.get(id) ?? []);
}
