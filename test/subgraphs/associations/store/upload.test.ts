import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openPerson } from '../../../../subgraphs/associations/store/person-seal.ts';
import { createDatabase } from '../../../kit/database.ts';
import type { TestDatabase } from '../../../kit/database.ts';
import { openRosterDesk } from '../roster-desk.ts';
import type { RosterDesk } from '../roster-desk.ts';
import { HEADER, TODAY, child, employee, fileOf, idOf, sampleLines } from '../roster-file.ts';

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

interface Life { id: string; subscriber_id: string; relationship: string; policy_class: string; id_tail: string; person: Buffer }

/** The roster, by national id. */
async function rosterOf(associationId: string): Promise<Map<string, Life>> {
  const rows = await desk.database.query<Life[]>('SELECT * FROM member WHERE association_id = $1', [associationId]);
  return new Map(rows.map((row) => [openPerson(desk.services.cipher, row.person).nationalId, row]));
}

interface Rejection { line: number; column_name: string | null; code: string; values: object }

async function rejectionsOf(importId: string): Promise<string[]> {
  const rows = await desk.database.query<Rejection[]>('SELECT * FROM roster_rejection WHERE import_id = $1 ORDER BY line, number', [importId]);
  return rows.map(({ line, column_name: column, code }) => `${line} ${column ?? '-'} ${code}`);
}

describe('a good file', () => {
  it('is kept whole, families linked', async () => {
    const id = await desk.addAssociation();
    const { status, body } = await desk.send(id, fileOf(employee(1), child(2, 1), child(3, 1)));
    expect(status).toBe(200);
    expect(body).toMatchObject({ state: 'COMPLETE', linesRead: 3, added: 3, changed: 0, unchanged: 0, rejected: 0, problem: null });
    const roster = await rosterOf(id);
    const father = roster.get(idOf(1));
    expect(father).toMatchObject({ relationship: 'SELF', subscriber_id: father?.id, id_tail: idOf(1).slice(-3) });
    expect([roster.get(idOf(2))?.subscriber_id, roster.get(idOf(3))?.subscriber_id]).toEqual([father?.id, father?.id]);
  });

  it('adds nothing when it is sent again', async () => {
    const id = await desk.addAssociation();
    const file = fileOf(...sampleLines(200));
    const first = await desk.send(id, file);
    const second = await desk.send(id, file);
    expect(second.body).toMatchObject({ state: 'COMPLETE', added: 0, changed: 0, unchanged: first.body.added, rejected: 0 });
    expect((await rosterOf(id)).size).toBe(first.body.added);
  });

  it('leaves no name and no national id readable in the database or the log', async () => {
    const id = await desk.addAssociation();
    const { body } = await desk.send(id, fileOf(employee(1), employee(2, { sex: 'X' })));
    const tables = ['member', 'roster_import', 'roster_rejection', 'audit_entry'];
    const rows = await Promise.all(tables.map((table) => desk.database.query<{ row: string }[]>(`SELECT t::text AS row FROM ${table} AS t`)));
    const kept = rows.flat().map(({ row }) => row).join('\n') + desk.log.join('\n');
    expect(kept).toContain(body.id);
    const nameInHex = Buffer.from('القحطاني').toString('hex');
    for (const secret of ['القحطاني', 'Qahtani', nameInHex, idOf(1), idOf(2), Buffer.from(idOf(1)).toString('hex')]) expect(kept).not.toContain(secret);
  });

  it('is written down: asked for by the officer, received, complete', async () => {
    const { body } = await desk.send(await desk.addAssociation(), fileOf(employee(1)));
    const steps = await desk.database.query<unknown[]>('SELECT subject, action, from_state, to_state FROM audit_entry WHERE entity_id = $1 ORDER BY seq', [body.id]);
    expect(steps).toEqual([
      { subject: 'an officer', action: 'RECEIVE', from_state: 'AWAITING_UPLOAD', to_state: 'RECEIVING' },
      { subject: 'timer', action: 'COMPLETE', from_state: 'RECEIVING', to_state: 'COMPLETE' },
    ]);
  });
});

describe('a file with bad lines', () => {
  it('keeps the good ones and says of each bad one where and why', async () => {
    const id = await desk.addAssociation();
    const { status, body } = await desk.send(id, fileOf(
      employee(1),
      employee(2, { national_id: '1058529941' }),
      employee(3, { birth_date: '1985-13-20', region: 'SA-13' }),
      employee(1),
      `${employee(4)},one cell too many`,
      `"${employee(5)}`,
      child(6, 1),
    ));
    expect(status).toBe(200);
    expect(body).toMatchObject({ state: 'COMPLETE', linesRead: 7, added: 2, rejected: 5 });
    expect(await rejectionsOf(body.id)).toEqual([
      '3 national_id ROSTER_ID_CHECK_DIGIT',
      '4 birth_date ROSTER_DATE_FORMAT',
      '4 region ROSTER_REGION',
      '5 national_id ROSTER_DUPLICATE',
      '6 - ROSTER_CELL_COUNT',
      '7 - ROSTER_LINE_MALFORMED',
    ]);
  });

  it('drops a line of a megabyte and goes on', async () => {
    const id = await desk.addAssociation();
    const { body } = await desk.send(id, fileOf(employee(1), 'x'.repeat(1_000_000), employee(2)));
    expect(body).toMatchObject({ state: 'COMPLETE', added: 2, rejected: 1 });
    expect(await rejectionsOf(body.id)).toEqual(['3 - ROSTER_LINE_TOO_LONG']);
  });
});

describe('the employee of a dependent', () => {
  it('may stand later in the file, thousands of lines later too', async () => {
    const id = await desk.addAssociation();
    const others = sampleLines(1_500);
    const { body } = await desk.send(id, fileOf(child(2, 1), child(3, 1), ...others, employee(1)));
    expect(body).toMatchObject({ state: 'COMPLETE', added: others.length + 3, rejected: 0 });
    const roster = await rosterOf(id);
    expect(roster.get(idOf(2))?.subscriber_id).toBe(roster.get(idOf(1))?.id);
    expect(await desk.database.query('SELECT 1 FROM roster_waiting_line')).toEqual([]);
  });

  it('may be on the roster from an earlier file, even when its line is bad in this one', async () => {
    const id = await desk.addAssociation();
    await desk.send(id, fileOf(employee(1)));
    const { body } = await desk.send(id, fileOf(child(2, 1), employee(1, { region: 'nowhere' })));
    expect(body).toMatchObject({ added: 1, rejected: 1 });
    const roster = await rosterOf(id);
    expect(roster.get(idOf(2))?.subscriber_id).toBe(roster.get(idOf(1))?.id);
  });

  it('must exist: unknown, rejected and dependent ones are told apart', async () => {
    const id = await desk.addAssociation();
    const { body } = await desk.send(id, fileOf(child(2, 1), employee(3, { sex: '' }), child(4, 3), employee(5), child(6, 5), child(7, 6)));
    expect(body).toMatchObject({ state: 'COMPLETE', added: 2, rejected: 4 });
    expect(await rejectionsOf(body.id)).toEqual([
      '2 subscriber_national_id ROSTER_SUBSCRIBER_UNKNOWN',
      '3 sex ROSTER_SEX',
      '4 subscriber_national_id ROSTER_SUBSCRIBER_REJECTED',
      '7 subscriber_national_id ROSTER_SUBSCRIBER_IS_DEPENDENT',
    ]);
  });

  it('of another association does not count', async () => {
    await desk.send(await desk.addAssociation(), fileOf(employee(1)));
    const { body } = await desk.send(await desk.addAssociation(), fileOf(child(2, 1)));
    expect(body).toMatchObject({ added: 0, rejected: 1 });
  });
});

describe('a later file', () => {
  it('changes what it says otherwise, and nothing else', async () => {
    const id = await desk.addAssociation();
    await desk.send(id, fileOf(employee(1), employee(2), child(3, 1)));
    const { body } = await desk.send(id, fileOf(employee(1, { policy_class: 'A' }), employee(2), child(3, 2)));
    expect(body).toMatchObject({ added: 0, changed: 2, unchanged: 1 });
    const roster = await rosterOf(id);
    expect(roster.get(idOf(1))?.policy_class).toBe('A');
    expect(roster.get(idOf(3))?.subscriber_id).toBe(roster.get(idOf(2))?.id);
  });

  it('makes an employee a dependent only when nobody depends on them any more', async () => {
    const id = await desk.addAssociation();
    await desk.send(id, fileOf(employee(1), employee(2, { sex: 'F' }), child(3, 2)));
    const wife = child(2, 1, { relationship: 'SPOUSE', birth_date: '1990-01-01', marital_status: 'MARRIED' });
    const refused = await desk.send(id, fileOf(wife));
    expect(refused.body).toMatchObject({ changed: 0, rejected: 1 });
    expect(await rejectionsOf(refused.body.id)).toEqual(['2 relationship ROSTER_EMPLOYEE_HAS_DEPENDENTS']);
    const moved = await desk.send(id, fileOf(wife, child(3, 1)));
    expect(moved.body).toMatchObject({ changed: 2, rejected: 0 });
    expect((await rosterOf(id)).get(idOf(2))?.relationship).toBe('SPOUSE');
  });

  it('brings back who had left, from a day after that', async () => {
    const id = await desk.addAssociation();
    await desk.send(id, fileOf(employee(1)));
    await desk.database.query(`UPDATE member SET left_on = '2026-05-01' WHERE association_id = $1`, [id]);
    const left = () => desk.database.query<{ left: string | null }[]>('SELECT left_on::text AS left FROM member WHERE association_id = $1', [id]).then(([row]) => row?.left);
    await desk.send(id, fileOf(employee(1)));
    expect(await left()).toBe('2026-05-01');
    await desk.send(id, fileOf(employee(1, { effective_date: '2026-05-15' })));
    expect(await left()).toBeNull();
  });
});

describe('a file that is no roster', () => {
  it.each([
    ['empty', '', 'ROSTER_EMPTY'],
    ['without a header', employee(1), 'ROSTER_HEADER_MISSING'],
    ['with an unknown column', `${HEADER},shoe_size\n${employee(1)},44\n`, 'ROSTER_COLUMN_UNKNOWN'],
    ['without a column', `${HEADER.replace(',sex', '')}\n`, 'ROSTER_COLUMN_MISSING'],
    ['not in UTF-8', Buffer.concat([Buffer.from(`${HEADER}\n`), Buffer.from([0xe3, 0xcd, 0xe3, 0xcf, 0x0a])]), 'ROSTER_NOT_UTF8'],
  ])('is refused as a whole: %s', async (_what, file, code) => {
    const id = await desk.addAssociation();
    const { status, body } = await desk.send(id, file);
    expect(status).toBe(422);
    expect(body).toMatchObject({ state: 'REFUSED', added: 0, problem: { code } });
    expect(body.problem?.message.ar).toMatch(/[\u0600-\u06ff]/);
    expect((await rosterOf(id)).size).toBe(0);
  });

  it('is interrupted, with the reason, when good lines came before: what was kept stays', async () => {
    const id = await desk.addAssociation();
    const lines = sampleLines(3_000);
    const { status, body } = await desk.send(id, Buffer.concat([Buffer.from(fileOf(...lines)), Buffer.from([0xff, 0x0a])]));
    expect(status).toBe(422);
    expect(body).toMatchObject({ state: 'INTERRUPTED', problem: { code: 'ROSTER_NOT_UTF8' } });
    expect(body.added).toBeGreaterThan(0);
    expect((await rosterOf(id)).size).toBe(body.added);
  });
});
