import { FIRST_HASH } from './audit.ts';
import { AUDIT_ROWS, rowHash } from './audit-row.ts';
import type { AuditRow } from './audit-row.ts';

/** A head of the chain that was put down elsewhere. */
export interface AuditAnchor {
  readonly seq: string;
  readonly hash: Buffer;
  readonly at: Date;
}

/** What was done to the chain, as far as the chain itself and its anchors tell. */
export type AuditBreach =
  /** The entry is not what was written, or was written by hand. */
  | 'CHANGED'
  | 'REMOVED'
  | 'INSERTED'
  /** Two entries stand in each other's place. */
  | 'MOVED'
  /** The last entries are gone: an anchor has seen more. */
  | 'TRUNCATED'
  /** The chain fits itself, and not what an anchor has seen: it was hashed anew from here or a later entry. */
  | 'REWRITTEN';

export interface AuditFault {
  readonly breach: AuditBreach;
  readonly seq: bigint;
  /** Last entry it may be, where only an anchor tells. */
  readonly upTo: bigint | null;
  /** The entry as it stands now; null for one that is gone or not known. */
  readonly row: AuditRow | null;
}

export interface AuditVerdict {
  /** How many entries from the first on are whole. */
  readonly entries: bigint;
  /** How many anchors they answer to. */
  readonly anchored: number;
  /** The first entry that is wrong; null for a whole chain. */
  readonly fault: AuditFault | null;
}

/** Runs one statement. */
export type ReadRows = (sql: string, values: readonly unknown[]) => Promise<AuditRow[]>;

const PAGE = 2_000;

/**
 * Walks the chain from its first entry and holds it against the anchors. The first entry that was changed, removed,
 * inserted or moved is named; of a tail that was hashed anew, only an anchor knows, so the first entry after the last
 * anchor that still holds is named, with the last it may be. `anchors` in the order of seq.
 */
export async function verifyAudit(read: ReadRows, anchors: readonly AuditAnchor[]): Promise<AuditVerdict> {
  let entries = 0n;
  let anchored = 0;
  let before: Buffer = FIRST_HASH;
  let current: AuditRow | null = null;
  const found = (breach: AuditBreach, seq: bigint, row: AuditRow | null = null, upTo: bigint | null = null): AuditVerdict =>
    ({ entries, anchored, fault: { breach, seq, row, upTo } });
  for await (const next of withItsEnd(rowsOf(read))) {
    if (current !== null) {
      const seq = entries + 1n;
      const breach = judge(current, seq, before, next);
      if (breach === 'REMOVED') return found(breach, seq);
      if (breach !== null) return found(breach, BigInt(current.seq), current);
      const anchor = anchors[anchored];
      if (anchor !== undefined && BigInt(anchor.seq) === seq) {
        if (!anchor.hash.equals(current.hash)) return found('REWRITTEN', BigInt(anchors[anchored - 1]?.seq ?? 0) + 1n, null, seq);
        anchored += 1;
      }
      entries = seq;
      before = current.hash;
    }
    current = next;
  }
  return anchored < anchors.length ? found('TRUNCATED', entries + 1n) : { entries, anchored, fault: null };
}

/** What is wrong with a row at its place, seen with the hash before it and the row after it. */
function judge(row: AuditRow, seq: bigint, before: Buffer, next: AuditRow | null): AuditBreach | null {
  const stored = BigInt(row.seq);
  if (stored !== seq) return stored > seq ? 'REMOVED' : 'INSERTED';
  const linked = row.previous_hash.equals(before);
  /** True when the next row follows what this row should follow: one of the two stands where it did not. */
  const passedOver = next !== null && next.previous_hash.equals(before);
  if (linked && fits(row, seq)) {
    const follows = next === null || BigInt(next.seq) !== seq + 1n || next.previous_hash.equals(row.hash);
    if (follows) return null;
    if (passedOver) return fits(next, seq) ? 'INSERTED' : null;
    // The next one is what it was and follows another: this one was changed and hashed anew, by itself.
    return fits(next, seq + 1n) ? 'CHANGED' : null;
  }
  if (passedOver && fits(next, seq)) return fits(row, seq + 1n) ? 'MOVED' : 'INSERTED';
  return !linked && fits(row, seq + 1n) ? 'REMOVED' : 'CHANGED';
}

function fits(row: AuditRow, seq: bigint): boolean {
  return rowHash(row, seq)?.equals(row.hash) ?? false;
}

async function* rowsOf(read: ReadRows): AsyncGenerator<AuditRow> {
  for (let after = '-9223372036854775808'; ; ) {
    const rows = await read(`${AUDIT_ROWS} WHERE seq > $1 ORDER BY seq LIMIT ${PAGE}`, [after]);
    yield* rows;
    const last = rows.at(-1);
    if (last === undefined || rows.length < PAGE) return;
    after = last.seq;
  }
}

/** The rows, and null once at their end. */
async function* withItsEnd(rows: AsyncIterable<AuditRow>): AsyncGenerator<AuditRow | null> {
  yield* rows;
  yield null;
}
