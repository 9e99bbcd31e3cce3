import type { ClientBase } from 'pg';
import type { QueryRunner } from 'typeorm';
import type { FieldCipher } from '../../kit/field-cipher.ts';
import { checkRosterLine } from '../domain/roster/check-roster-line.ts';
import type { ColumnIndex } from '../domain/roster/csv-header.ts';
import { readRoster } from '../domain/roster/csv-roster.ts';
import type { Finding, LineFinding } from '../domain/roster/finding.ts';
import { missingEmployee } from '../domain/roster/missing-employee.ts';
import type { RosterContext } from '../domain/roster/roster-context.ts';
import { addProgress } from './import-progress.ts';
import type { ImportKey } from './import-progress.ts';
import { mergeLines } from './merge-lines.ts';
import type { GoodLine, Merged } from './merge-lines.ts';
import { keepWaiting, takeWaiting } from './waiting-lines.ts';

/** Lines a transaction holds: enough that its commit costs little, few enough that progress shows and memory stays small. */
const CHUNK = 2_500;

export interface RosterReceiver {
  /** A connection that nobody else uses, and that holds the association's lock. */
  readonly runner: QueryRunner;
  readonly cipher: FieldCipher;
  readonly key: ImportKey;
  readonly context: RosterContext;
}

/** How a file ended: read to its end, or refused as a whole by what was found in it. */
export type Reception = { readonly kind: 'complete' } | { readonly kind: 'refused'; readonly findings: readonly LineFinding[] };

interface Chunk {
  readonly good: GoodLine[];
  readonly faults: LineFinding[];
  linesRead: number;
}

const emptyChunk = (): Chunk => ({ good: [], faults: [], linesRead: 0 });

/**
 * Reads a roster file as it arrives and puts its good lines on the roster, chunk by chunk. One chunk is checked while
 * the one before is written; a third is not begun, which holds the sender back and bounds the memory.
 * @throws whatever the body or the database throws; the chunks committed by then stay.
 */
export async function receiveRoster(receiver: RosterReceiver, body: AsyncIterable<Uint8Array>): Promise<Reception> {
  const { runner, context, key } = receiver;
  const client = (await runner.connect()) as ClientBase;
  const rosterWasEmpty = await isEmpty(runner, key.associationId);
  let columns: ColumnIndex | null = null;
  let chunk = emptyChunk();
  let writing: Promise<void> = Promise.resolve();
  const write = async (): Promise<void> => {
    const full = chunk;
    chunk = emptyChunk();
    await writing;
    writing = writeChunk(receiver, client, rosterWasEmpty, full);
    // Its failure is met at the next await of `writing`; until then it must not count as nobody's.
    writing.catch(() => undefined);
  };
  try {
    for await (const reading of readRoster(body)) {
      if (reading.kind === 'refused') {
        await writing;
        return reading;
      }
      if (reading.kind === 'header') {
        columns = reading.columns;
        continue;
      }
      if (columns === null) throw new Error('rows came before the header');
      chunk.faults.push(...reading.faults);
      chunk.linesRead += new Set(reading.faults.map(({ line }) => line)).size;
      for (const { line, cells } of reading.rows) {
        const checked = checkRosterLine(cells, line, columns, context);
        if ('line' in checked) chunk.good.push({ line, roster: checked.line });
        else chunk.faults.push(...checked.findings.map((finding) => ({ line, ...finding })));
        chunk.linesRead += 1;
        if (chunk.linesRead >= CHUNK) await write();
      }
    }
    if (chunk.linesRead > 0) await write();
    await writing;
    await settleWaiting(receiver, client);
    return { kind: 'complete' };
  } finally {
    await writing.catch(() => undefined);
  }
}

async function isEmpty(runner: QueryRunner, associationId: string): Promise<boolean> {
  const rows = (await runner.query('SELECT EXISTS (SELECT 1 FROM member WHERE association_id = $1) AS "some"', [associationId])) as { some: boolean }[];
  return rows[0]?.some !== true;
}

async function writeChunk(receiver: RosterReceiver, client: ClientBase, rosterWasEmpty: boolean, chunk: Chunk): Promise<void> {
  const { runner, cipher, key } = receiver;
  await inTransaction(runner, async () => {
    const { manager } = runner;
    const merged: Merged = await mergeLines({ manager, client, cipher, associationId: key.associationId, rosterWasEmpty }, chunk.good);
    await keepWaiting(manager, cipher, key, merged.waiting);
    await addProgress(manager, key, { ...merged, linesRead: chunk.linesRead, rejected: [...chunk.faults, ...merged.rejected] });
  });
}

/** The whole file was read: whoever still waits for an employee finds one on the roster by now, or never will. */
async function settleWaiting(receiver: RosterReceiver, client: ClientBase): Promise<void> {
  const { runner, cipher, key, context } = receiver;
  for (let left = true; left; ) {
    await inTransaction(runner, async () => {
      const { manager } = runner;
      const lines = await takeWaiting(manager, cipher, key, CHUNK);
      left = lines.length > 0;
      if (!left) return;
      const merged = await mergeLines({ manager, client, cipher, associationId: key.associationId, rosterWasEmpty: false }, lines);
      const orphans = merged.waiting.map(({ line, roster }) => orphan(line, missingEmployee(context.seen, roster.subscriberNationalId)));
      await addProgress(manager, key, { ...merged, linesRead: 0, rejected: [...merged.rejected, ...orphans] });
    });
  }
}

/** @throws Error when the file has the employee: its good line is on the roster by now, and the dependent found it there. */
function orphan(line: number, fault: Finding | null): LineFinding {
  if (fault === null) throw new Error('an employee of the file is not on the roster');
  return { line, ...fault };
}

/**
 * Does not wait for the disk: the log is written in order, so the commit that ends the import, which waits, makes all
 * chunks before it last. Until then the file may be sent again, and what a power cut took is added again.
 */
async function inTransaction(runner: QueryRunner, work: () => Promise<void>): Promise<void> {
  await runner.startTransaction();
  try {
    await runner.query('SET LOCAL synchronous_commit = off');
    await work();
    await runner.commitTransaction();
  } catch (error) {
    // The connection itself may be what broke; then there is nothing left to roll back.
    await runner.rollbackTransaction().catch(() => undefined);
    throw error;
  }
}
