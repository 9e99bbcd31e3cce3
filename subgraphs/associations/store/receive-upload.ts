import type { IncomingMessage, ServerResponse } from 'node:http';
import { bilingualOf } from '../../../schema/contracts/errors.ts';
import type { ErrorCode, ErrorValues } from '../../../schema/contracts/errors.ts';
import { TOLD_LATER } from '../../kit/change-tracking.ts';
import { framesOf } from '../../kit/mask-errors.ts';
import type { HouseServices } from '../../kit/request-context.ts';
import { riyadhDateOf } from '../../kit/riyadh-date.ts';
import { rosterContext } from '../domain/roster/roster-context.ts';
import { DEFAULT_ROSTER_RULES } from '../domain/roster/roster-rules.ts';
import { stepImport } from './end-import.ts';
import { tryLockRoster, unlockRoster } from './import-lock.ts';
import { addProgress } from './import-progress.ts';
import { interruptOthers } from './interrupted-imports.ts';
import { receiveRoster } from './receive-roster.ts';
import type { Reception } from './receive-roster.ts';
import { readRosterImports } from './roster-imports.ts';
import type { RosterImportRow } from './roster-import-tables.ts';
import { untilIdle } from './until-idle.ts';
import { readUploadAddress } from './upload-address.ts';

/** Each upload keeps one of the pool's connections for as long as its sender takes. */
const UPLOADS_AT_ONCE = 4;

const SILENCE_MS = 30_000;

/** How long a sender who is refused may go on sending before the line is cut. */
const REFUSED_SENDER_MS = 2_000;

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/**
 * Answers PUT of a roster file to a signed address. The file is checked and put on the roster while it arrives; the
 * answer comes when all is done, and meanwhile the import can be queried. False for paths that are not an upload's.
 */
export function handleUpload(services: HouseServices): (request: IncomingMessage, response: ServerResponse) => Promise<boolean> {
  let running = 0;
  return async (request, response) => {
    const address = readUploadAddress(services.cipher, request.url ?? '/');
    if (address.kind === 'foreign') return false;
    let answer: Answer;
    if (request.method !== 'PUT') answer = refusal(405, 'UPLOAD_METHOD');
    else if (address.kind === 'forged') answer = refusal(403, 'UPLOAD_ADDRESS_INVALID');
    else if (address.expiresAt <= services.now()) answer = refusal(410, 'UPLOAD_ADDRESS_EXPIRED');
    else if (running >= UPLOADS_AT_ONCE) answer = refusal(503, 'UPLOADS_BUSY');
    else {
      running += 1;
      answer = await receive(services, address.importId, request).finally(() => (running -= 1));
    }
    send(request, response, answer);
    return true;
  };
}

async function receive(services: HouseServices, importId: string, request: IncomingMessage): Promise<Answer> {
  const { database, now } = services;
  const [waiting] = await readRosterImports(database.manager, [importId]);
  if (waiting === undefined) return refusal(403, 'UPLOAD_ADDRESS_INVALID');
  if (waiting.state !== 'AWAITING_UPLOAD') return refusal(409, 'UPLOAD_ADDRESS_USED', { state: waiting.state });
  const runner = database.createQueryRunner();
  try {
    if (!(await tryLockRoster(runner, waiting.associationId))) return refusal(409, 'ROSTER_IMPORT_RUNNING');
    try {
      await interruptOthers(services, runner, waiting.associationId);
      // Chunks need not wait for the disk: the last step of the import does, and with it all before it is safe.
      await runner.query('SET synchronous_commit = off');
      // Nor are they told one by one: the step that ends the import tells of them all.
      await runner.query(`SET ${TOLD_LATER} = 'on'`);
      const receiving = await stepImport(database, waiting, 'RECEIVE', now());
      if (receiving === null) return refusal(409, 'UPLOAD_ADDRESS_USED', { state: 'RECEIVING' });
      const reception = await receiveRoster(
        { runner, manager: database.manager, cipher: services.cipher, key: receiving, context: rosterContext(riyadhDateOf(now()), DEFAULT_ROSTER_RULES) },
        untilIdle(request as AsyncIterable<Uint8Array>, SILENCE_MS),
      ).catch((error: unknown) => brokenOff(services, receiving, request, error));
      return await end(services, receiving, reception);
    } finally {
      await runner.query('RESET synchronous_commit').catch(() => undefined);
      await runner.query(`RESET ${TOLD_LATER}`).catch(() => undefined);
      await unlockRoster(runner, waiting.associationId).catch(() => undefined);
    }
  } finally {
    await runner.release();
  }
}

/** The sender went away, or the house failed; the difference is in the log, and for the sender there is none. */
function brokenOff({ log }: HouseServices, row: RosterImportRow, request: IncomingMessage, error: unknown): null {
  const { name, code } = error as { name?: string; code?: string };
  const entry = { importId: row.id, error: name, code };
  if (request.destroyed && !request.complete) log.info(entry, 'a roster broke off');
  else log.error({ ...entry, stack: error instanceof Error ? framesOf(error) : [] }, 'a roster could not be received');
  return null;
}

/** Ends the import by what came of its file; null for one that broke off. */
async function end(services: HouseServices, row: RosterImportRow, reception: Reception | null): Promise<Answer> {
  const { database, now } = services;
  if (reception === null) {
    await stepImport(database, row, 'INTERRUPT', now(), { code: 'IMPORT_INTERRUPTED', values: {} });
    return imported(await readAgain(services, row), 500);
  }
  if (reception.kind === 'complete') {
    await stepImport(database, row, 'COMPLETE', now());
    return imported(await readAgain(services, row), 200);
  }
  const [first] = reception.findings;
  if (first === undefined) throw new Error('a file was refused for nothing');
  await addProgress(database.manager, row, { linesRead: 0, added: 0, changed: 0, unchanged: 0, rejected: reception.findings });
  // A file of which something was kept was not refused as a whole, whatever stopped it.
  const { linesRead } = await readAgain(services, row);
  await stepImport(database, row, linesRead === 0 ? 'REFUSE' : 'INTERRUPT', now(), { code: first.code, values: first.values });
  return imported(await readAgain(services, row), 422);
}

async function readAgain({ database }: HouseServices, { id }: RosterImportRow): Promise<RosterImportRow> {
  const [row] = await readRosterImports(database.manager, [id]);
  if (row === undefined) throw new Error('an import disappeared');
  return row;
}

function refusal(status: number, code: ErrorCode, values: ErrorValues = {}): Answer {
  return { status, body: { problem: { code, message: bilingualOf(code, values) } } };
}

function imported(row: RosterImportRow, status: number): Answer {
  const { id, state, linesRead, added, changed, unchanged, rejected, problemCode, problemValues } = row;
  const problem = problemCode === null ? null : { code: problemCode, message: bilingualOf(problemCode, problemValues ?? {}) };
  return { status, body: { id, state, linesRead, added, changed, unchanged, rejected, problem } };
}

function send(request: IncomingMessage, response: ServerResponse, { status, body }: Answer): void {
  const unread = !request.readableEnded && !request.destroyed;
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    ...(status === 405 ? { allow: 'PUT' } : {}),
    ...(status === 503 ? { 'retry-after': '60' } : {}),
    ...(unread ? { connection: 'close' } : {}),
  });
  response.end(JSON.stringify(body));
  if (!unread) return;
  // The rest of the body is let run out for a moment: cut at once, the sender would see a broken line and no answer.
  request.on('error', () => undefined);
  request.resume();
  setTimeout(() => request.destroy(), REFUSED_SENDER_MS).unref();
}
