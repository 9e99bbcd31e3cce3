import type { AnyFact } from '../../schema/contracts/fact.ts';
import { hashOf } from './audit.ts';

/** One stored entry of the chain. */
export interface AuditRow {
  readonly seq: string;
  readonly at: Date;
  readonly subject: string;
  readonly organisation: string | null;
  readonly purpose: string | null;
  /** Null for an entry from before roles were kept. */
  readonly roles: readonly string[] | null;
  readonly on_behalf_of: string | null;
  readonly entity: string;
  readonly entity_id: string;
  readonly action: string;
  readonly from_state: string | null;
  readonly to_state: string;
  readonly reason: string | null;
  readonly facts: readonly AnyFact[];
  readonly previous_hash: Buffer;
  readonly hash: Buffer;
  /** False for a time finer than any that is written; JavaScript's clock would not show the difference. */
  readonly whole: boolean;
}

/** Reads rows as AuditRow. */
export const AUDIT_ROWS = `SELECT seq, at, subject, organisation, purpose, roles, on_behalf_of, entity, entity_id, action, from_state, to_state,
  reason, facts, previous_hash, hash, date_trunc('milliseconds', at) = at AS whole FROM audit_entry`;

/** The hash this row would have at this place. Null for a row that no writer of entries makes. */
export function rowHash(row: AuditRow, seq: bigint): Buffer | null {
  if (!row.whole || !Array.isArray(row.facts)) return null;
  const { entity, entity_id: entityId, action, from_state: from, to_state: to, reason, facts } = row;
  const author = { ...row, onBehalfOf: row.on_behalf_of, ...(row.roles === null ? { roles: undefined } : {}) };
  try {
    return hashOf(seq, row.previous_hash, author as never, row.at, { entity, entityId, action, from, to, reason, facts });
  } catch {
    // A fact without its parts, a time outside the calendar: written by hand.
    return null;
  }
}
