import type { EntityManager } from 'typeorm';
import { READ, READ_IDS } from './audit.ts';
import { AUDIT_ROWS } from './audit-row.ts';
import type { AuditRow } from './audit-row.ts';
import type { PageRequest } from './connection.ts';

/** Which entries. A part that is left out does not narrow. */
export interface AuditFilter {
  readonly entity?: string | null;
  /** Finds what was done to it, and who was shown it as one of many. */
  readonly entityId?: string | null;
  readonly subject?: string | null;
  readonly action?: string | null;
  /** Instants, from the first and before the second. */
  readonly from?: string | null;
  readonly to?: string | null;
  /** Places in the chain. */
  readonly seqs?: readonly string[] | null;
}

const MOST_SEQS = 100;

/** False for what is no place in a chain, or for more of them than are looked up at once. */
export function areSeqs(seqs: readonly string[]): boolean {
  return seqs.length <= MOST_SEQS && seqs.every((seq) => /^\d{1,18}$/.test(seq));
}

/** One page of the house's entries, newest first, and one more when there are more. */
export async function readAuditTrail(manager: EntityManager, filter: AuditFilter, { first, after }: PageRequest): Promise<AuditRow[]> {
  const values: unknown[] = [first + 1];
  const given = (value: unknown): string => `$${values.push(value)}`;
  const conditions: string[] = [];
  if (after !== null) conditions.push(`seq < ${given(after[0])}::bigint`);
  if (filter.entity != null) conditions.push(`entity = ${given(filter.entity)}`);
  if (filter.entityId != null) conditions.push(ofEntity(filter.entityId, filter.entity ?? null, given));
  if (filter.subject != null) conditions.push(`subject = ${given(filter.subject)}`);
  if (filter.action != null) conditions.push(`action = ${given(filter.action)}`);
  if (filter.from != null) conditions.push(`at >= ${given(filter.from)}::timestamptz`);
  if (filter.to != null) conditions.push(`at < ${given(filter.to)}::timestamptz`);
  if (filter.seqs != null) conditions.push(`seq = ANY(${given(filter.seqs)}::bigint[])`);
  const where = conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`;
  return manager.query<AuditRow[]>(`${AUDIT_ROWS} ${where} ORDER BY seq DESC LIMIT $1`, values);
}

/** By seq, so that each half is one look into its own index. */
function ofEntity(id: string, entity: string | null, given: (value: unknown) => string): string {
  const named = `SELECT seq FROM audit_entry WHERE entity_id = ${given(id)}${entity === null ? '' : ` AND entity = ${given(entity)}`}`;
  const shown = `SELECT seq FROM audit_entry WHERE action = '${READ}' AND facts @> ${given(JSON.stringify([{ name: READ_IDS, value: [id] }]))}::jsonb`;
  return `seq IN (${named} UNION ALL ${shown})`;
}

export interface AuditHead {
  readonly seq: string;
  readonly hash: Buffer;
  readonly at: Date;
}

/** The last entry; null while there is none. */
export async function readAuditHead(manager: EntityManager): Promise<AuditHead | null> {
  const [head] = await manager.query<AuditHead[]>('SELECT seq, hash, at FROM audit_entry ORDER BY seq DESC LIMIT 1');
  return head ?? null;
}
