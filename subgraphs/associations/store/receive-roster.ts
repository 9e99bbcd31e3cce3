import { setImmediate } from 'node:timers/promises';
import type { EntityManager, QueryRunner } from 'typeorm';
import type { FieldCipher } from '../../kit/field-cipher.ts';
import { checkRosterLine } from '../domain/roster/check-roster-line.ts';
import type { ColumnIndex } from '../domain/roster/csv-header.ts';
import { readRoster } from '../domain/roster/csv-roster.ts';
import type { Finding, LineFinding } from '../domain/roster/finding.ts';
import { missingEmployee } from '../domain/roster/missing-employee.ts';
import type { RosterContext } from '../domain/roster/roster-context.ts';
import type { ImportKey } from './import-progress.ts';
import { prepareLines } from './prepare-lines.ts';
import type { GoodLine, LinesToPrepare } from './prepare-lines.ts';
import { recentEmployees } from './recent-employees.ts';
import { rosterChunk } from './roster-chunk.ts';
import { readWaiting } from './waiting-lines.ts';
import { writeChunk } from './write-chunk.ts';

/** Lines a transaction holds: enough that its commit costs little, few enough that progress shows. */
const CHUNK = 5_000;

/** Lines compared with the roster together: few, so that their objects die young. */
const PART = 250;

/** The same where each comparison is a statement: enough for it to pay. */
const PART_LOOKED_UP = 1_000;

export interface RosterReceiver {
  /** A connection that nobody else uses, and that holds the association's lock. */
  readonly runner: QueryRunner;
  /** The pool: what is looked up while a chunk is being written on the runner. */
  readonly manager: EntityManager;
  readonly cipher: FieldCipher;
  readonly key: ImportKey;
  readonly context: RosterContext;
}

/** How a file ended: read to its end, or refused as a whole by what was found in it. */
export type Reception = { readonly kind: 'complete' } | { readonly kind: 'refused'; readonly findings: readonly LineFinding[] };

/**
 * Reads a roster file as it arrives and puts its good lines on the roster, chunk by chunk. One chunk is checked while
 * the one before is written; a third is not begun, which holds the sender back and bounds the memory.
 * @throws whatever the body or the database throws; the chunks committed by then stay.
 */
export async function receiveRoster(receiver: RosterReceiver, body: AsyncIterable<Uint8Array>): Promise<Reception> {
  const { runner, manager, cipher, key, context } = receiver;
  const recent = recentEmployees();
  const toPrepare: LinesToPrepare = { manager, cipher, associationId: key.associationId, rosterWasEmpty: await isEmpty(runner, key.associationId), recent };
  const partSize = toPrepare.rosterWasEmpty ? PART : PART_LOOKED_UP;
  let columns: ColumnIndex | null = null;
  let chunk = rosterChunk(cipher);
  let part: GoodLine[] = [];
  let writing: Promise<void> = Promise.resolve();

  async function prepare(): Promise<void> {
    if (part.length === 0) return;
    const lines = part;
    part = [];
    chunk.take(await prepareLines(toPrepare, lines));
    // A file that has arrived is read without a pause; the database and everybody else get their turn here.
    await setImmediate();
  }

  async function write(): Promise<void> {
    await prepare();
    await writing;
    recent.turn();
    writing = chunk.ready().then((full) => writeChunk(receiver, full));
    // Its failure is met at the next await of `writing`; until then it must not count as nobody's.
    writing.catch(() => undefined);
    chunk = rosterChunk(cipher);
  }

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
      chunk.fault(reading.faults);
      chunk.read(new Set(reading.faults.map(({ line }) => line)).size);
      for (const { line, cells } of reading.rows) {
        const checked = checkRosterLine(cells, line, columns, context);
        if ('line' in checked) part.push({ line, roster: checked.line });
        else chunk.fault(checked.findings.map((finding) => ({ line, ...finding })));
        chunk.read(1);
        if (part.length >= partSize) await prepare();
        if (chunk.linesRead >= CHUNK) await write();
      }
    }
    if (chunk.linesRead > 0) await write();
    await writing;
    await settleWaiting(receiver);
    return { kind: 'complete' };
  } finally {
    await writing.catch(() => undefined);
  }
}

async function isEmpty(runner: QueryRunner, associationId: string): Promise<boolean> {
  const rows = (await runner.query('SELECT EXISTS (SELECT 1 FROM member WHERE association_id = $1) AS "some"', [associationId])) as { some: boolean }[];
  return rows[0]?.some !== true;
}

/** The whole file was read: whoever still waits for an employee finds one on the roster by now, or never will. */
async function settleWaiting(receiver: RosterReceiver): Promise<void> {
  const { manager, cipher, key, context } = receiver;
  for (;;) {
    const lines = await readWaiting(manager, cipher, key, CHUNK);
    if (lines.length === 0) return;
    const chunk = rosterChunk(cipher);
    const prepared = await prepareLines({ manager, cipher, associationId: key.associationId, rosterWasEmpty: false, recent: recentEmployees() }, lines);
    chunk.take(prepared);
    const orphans = prepared.waiting.map(({ line, roster }) => orphan(line, missingEmployee(context.seen, roster.subscriberNationalId)));
    await writeChunk(receiver, await chunk.ready(), { lines: lines.map(({ line }) => line), orphans });
  }
}

/** @throws Error when the file has the employee: its good line is on the roster by now, and the dependent found it there. */
function orphan(line: number, fault: Finding | null): LineFinding {
  if (fault === null) throw new Error('an employee of the file is not on the roster');
  return { line, ...fault };
}
