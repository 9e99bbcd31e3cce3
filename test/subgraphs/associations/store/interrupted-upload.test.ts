import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sweepImports } from '../../../../subgraphs/associations/store/interrupted-imports.ts';
import { readRosterImports } from '../../../../subgraphs/associations/store/roster-imports.ts';
import type { RosterImportRow } from '../../../../subgraphs/associations/store/roster-import-tables.ts';
import { createDatabase } from '../../../kit/database.ts';
import type { TestDatabase } from '../../../kit/database.ts';
import { openRosterDesk } from '../roster-desk.ts';
import type { RosterDesk } from '../roster-desk.ts';
import { HEADER, TODAY, employee, fileOf, sampleLines } from '../roster-file.ts';
import { slowSender } from '../slow-sender.ts';

let fresh: TestDatabase;
let desk: RosterDesk;

beforeAll(async () => {
  fresh = await createDatabase();
  desk = await openRosterDesk({ databaseUrl: fresh.url, now: () => TODAY });
});

afterAll(async () => {
  await desk.close();
  await fresh.drop();
});

async function importRow(id: string): Promise<RosterImportRow | undefined> {
  return (await readRosterImports(desk.database.manager, [id]))[0];
}

async function until(id: string, holds: (row: RosterImportRow | undefined) => boolean): Promise<void> {
  while (!holds(await importRow(id))) await new Promise((resolve) => setTimeout(resolve, 20));
}

async function livesOf(associationId: string): Promise<number> {
  return (await desk.database.query<unknown[]>('SELECT 1 FROM member WHERE association_id = $1', [associationId])).length;
}

describe('a sender who goes away', () => {
  it('leaves the import interrupted; the file sent again finishes it without doubles', async () => {
    const associationId = await desk.addAssociation();
    const lines = sampleLines(3_000);
    const { id, url } = await desk.address(associationId);
    const sender = slowSender(url);
    await sender.send(fileOf(...lines.slice(0, 6_000)));
    await until(id, (row) => (row?.linesRead ?? 0) > 0);
    sender.cut();
    await until(id, (row) => row?.state === 'INTERRUPTED');
    const cut = await importRow(id);
    expect(cut?.problemCode).toBe('IMPORT_INTERRUPTED');
    expect(await livesOf(associationId)).toBe(cut?.added);
    expect(await desk.database.query('SELECT 1 FROM roster_waiting_line')).toEqual([]);

    const { body } = await desk.send(associationId, fileOf(...lines));
    expect(body).toMatchObject({ state: 'COMPLETE', unchanged: cut?.added, added: lines.length - (cut?.added ?? 0), rejected: 0 });
    expect(await livesOf(associationId)).toBe(lines.length);
  });

  it('can be followed while the file arrives', async () => {
    const { id, url } = await desk.address(await desk.addAssociation());
    const sender = slowSender(url);
    await sender.send(`${HEADER}\n`);
    await until(id, (row) => row?.state === 'RECEIVING');
    const lines = sampleLines(3_000);
    await sender.send(lines.map((line) => `${line}\n`).join(''));
    await until(id, (row) => (row?.added ?? 0) >= 2_500);
    expect((await importRow(id))?.state).toBe('RECEIVING');
    expect((await sender.end()).body).toMatchObject({ state: 'COMPLETE', added: lines.length });
  });
});

describe('many senders', () => {
  it('take turns within one association: the second is told to wait and its address stays good', async () => {
    const associationId = await desk.addAssociation();
    const [first, second] = [await desk.address(associationId), await desk.address(associationId)];
    const sender = slowSender(first.url);
    await sender.send(`${HEADER}\n`);
    await until(first.id, (row) => row?.state === 'RECEIVING');
    const early = slowSender(second.url);
    expect(await early.end()).toMatchObject({ status: 409, body: { problem: { code: 'ROSTER_IMPORT_RUNNING' } } });
    await sender.send(`${employee(1)}\n`);
    expect((await sender.end()).body).toMatchObject({ state: 'COMPLETE', added: 1 });
    const late = slowSender(second.url);
    await late.send(fileOf(employee(1), employee(2)));
    expect((await late.end()).body).toMatchObject({ state: 'COMPLETE', added: 1, unchanged: 1 });
  });

  it('are four at once, of different associations; the fifth is told to wait', async () => {
    const addresses = await Promise.all(Array.from({ length: 5 }, async () => desk.address(await desk.addAssociation())));
    const senders = addresses.slice(0, 4).map(({ url }) => slowSender(url));
    await Promise.all(senders.map((sender) => sender.send(`${HEADER}\n${employee(1)}\n`)));
    await Promise.all(addresses.slice(0, 4).map(({ id }) => until(id, (row) => row?.state === 'RECEIVING')));
    const fifth = addresses[4]?.url ?? '';
    expect(await slowSender(fifth).end()).toMatchObject({ status: 503, body: { problem: { code: 'UPLOADS_BUSY' } } });
    for (const sender of senders) expect((await sender.end()).body).toMatchObject({ state: 'COMPLETE', added: 1 });
    const late = slowSender(fifth);
    await late.send(fileOf(employee(1)));
    expect((await late.end()).body).toMatchObject({ state: 'COMPLETE' });
  });
});

describe('the timer', () => {
  it('interrupts an import nobody receives, lets one alone that is being received, and expires old addresses', async () => {
    const [dead, alive, old] = await Promise.all([1, 2, 3].map(() => desk.addAssociation()));
    const gone = await desk.address(dead ?? '');
    await desk.database.query(`UPDATE roster_import SET state = 'RECEIVING' WHERE id = $1`, [gone.id]);
    const running = await desk.address(alive ?? '');
    const sender = slowSender(running.url);
    await sender.send(`${HEADER}\n${employee(1)}\n`);
    await until(running.id, (row) => row?.state === 'RECEIVING');
    const expired = await desk.address(old ?? '', { expiresAt: new Date(TODAY.getTime() - 1) });

    await sweepImports(desk.services);
    await sweepImports(desk.services);

    expect(await importRow(gone.id)).toMatchObject({ state: 'INTERRUPTED', problemCode: 'IMPORT_INTERRUPTED' });
    expect(await importRow(running.id)).toMatchObject({ state: 'RECEIVING' });
    expect(await importRow(expired.id)).toMatchObject({ state: 'EXPIRED' });
    expect((await sender.end()).body).toMatchObject({ state: 'COMPLETE', added: 1 });
    const steps = await desk.database.query<unknown[]>('SELECT 1 FROM audit_entry WHERE entity_id = $1', [gone.id]);
    expect(steps).toHaveLength(1);
  });
});
