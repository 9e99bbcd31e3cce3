import type { FieldCipher } from '../../kit/field-cipher.ts';
import type { LineFinding } from '../domain/roster/finding.ts';
import { binaryRows } from './binary-copy.ts';
import { encodeMember } from './copy-members.ts';
import type { GoodLine, PreparedLines } from './prepare-lines.ts';
import { sealMembers } from './sealed-members.ts';
import type { Sealable } from './sealed-members.ts';

/** Lines that will be written in one transaction. What is new is kept as the bytes that will be copied, and nothing else of it. */
export interface RosterChunk {
  readonly linesRead: number;
  /** Takes in lines that were compared with the roster; they are sealed beside the event loop. */
  take(lines: PreparedLines): void;
  fault(findings: readonly LineFinding[]): void;
  read(lines: number): void;
  /** All there is to write, once everything is sealed. */
  ready(): Promise<ReadyChunk>;
}

export interface ReadyChunk {
  readonly linesRead: number;
  readonly added: number;
  readonly unchanged: number;
  readonly rows: Buffer;
  readonly changed: readonly Sealable[];
  readonly demoted: PreparedLines['demoted'];
  readonly waiting: readonly GoodLine[];
  readonly faults: readonly LineFinding[];
}

/** Bytes a chunk's rows take, roughly. */
const CHUNK_BYTES = 1024 * 1024;

export function rosterChunk(cipher: FieldCipher): RosterChunk {
  const rows = binaryRows(CHUNK_BYTES);
  const sealing: Promise<void>[] = [];
  const changed: Sealable[] = [];
  const demoted: PreparedLines['demoted'][number][] = [];
  const waiting: GoodLine[] = [];
  const faults: LineFinding[] = [];
  let [linesRead, added, unchanged] = [0, 0, 0];

  async function seal(sealables: readonly Sealable[]): Promise<void> {
    for (const member of await sealMembers(cipher, sealables)) encodeMember(rows, member);
  }

  return {
    get linesRead() { return linesRead; },
    take(lines) {
      if (lines.added.length > 0) sealing.push(seal(lines.added));
      added += lines.added.length;
      unchanged += lines.unchanged;
      changed.push(...lines.changed);
      demoted.push(...lines.demoted);
      waiting.push(...lines.waiting);
    },
    fault: (findings) => void faults.push(...findings),
    read: (lines) => void (linesRead += lines),
    async ready() {
      await Promise.all(sealing);
      return { linesRead, added, unchanged, rows: rows.take(true), changed, demoted, waiting, faults };
    },
  };
}
