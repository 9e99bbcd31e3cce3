import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { sweepImports } from '../../../../subgraphs/associations/store/interrupted-imports.ts';
import { readRosterImports } from '../../../../subgraphs/associations/store/roster-imports.ts';
import { createDatabase } from '../../../kit/database.ts';
import type { TestDatabase } from '../../../kit/database.ts';
import { startProcess } from '../../../kit/process.ts';
import { openRosterDesk } from '../roster-desk.ts';
import type { RosterDesk } from '../roster-desk.ts';
import { TODAY, child, fileOf, sampleLines } from '../roster-file.ts';
import { slowSender } from '../slow-sender.ts';

const fieldKey = randomBytes(32);
let fresh: TestDatabase;
let desk: RosterDesk;

beforeAll(async () => {
  fresh = await createDatabase();
  desk = await openRosterDesk({ databaseUrl: fresh.url, fieldKey, now: () => TODAY });
});

afterAll(async () => {
  await desk.close();
  await fresh.drop();
});

it('a process killed in the middle of an import loses nothing it said it kept, and the file sent again doubles nothing', async () => {
  const process = startProcess(['test/subgraphs/associations/import-process.ts'], { DATABASE_URL: fresh.url, FIELD_KEY: fieldKey.toString('base64') });
  const [, url = ''] = await process.says(/open at (\S+)/);
  const associationId = await desk.addAssociation();
  const lines = [child(1, 2), ...sampleLines(4_000)];
  const { id, url: signed } = await desk.address(associationId);
  const sender = slowSender(signed.replace(desk.url, url));
  await sender.send(fileOf(...lines.slice(0, 8_000)));
  const read = async () => (await readRosterImports(desk.database.manager, [id]))[0];
  while (((await read())?.linesRead ?? 0) === 0) await new Promise((resolve) => setTimeout(resolve, 20));
  await process.end('SIGKILL');

  // The server notices that the connection is gone, and frees what it held.
  for (let state: string | undefined = 'RECEIVING'; state === 'RECEIVING'; state = (await read())?.state) await sweepImports(desk.services);
  const cut = await read();
  expect(cut).toMatchObject({ state: 'INTERRUPTED', problemCode: 'IMPORT_INTERRUPTED' });
  const lives = async () => (await desk.database.query<unknown[]>('SELECT 1 FROM member WHERE association_id = $1', [associationId])).length;
  expect(await lives()).toBe(cut?.added);
  expect(cut?.added).toBeGreaterThan(0);
  expect(await desk.database.query('SELECT 1 FROM roster_waiting_line')).toEqual([]);

  const { body } = await desk.send(associationId, fileOf(...lines));
  expect(body).toMatchObject({ state: 'COMPLETE', unchanged: cut?.added, rejected: 1 });
  expect(body.added + body.unchanged).toBe(lines.length - 1);
  expect(await lives()).toBe(lines.length - 1);
}, 60_000);
