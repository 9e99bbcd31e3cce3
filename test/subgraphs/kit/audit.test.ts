import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { FIRST_HASH, auditRead, hashOf, readHistories, writeAudit } from '../../../subgraphs/kit/audit.ts';
import type { AuditEntry } from '../../../subgraphs/kit/audit.ts';
import { verifyAudit } from '../../../subgraphs/kit/verify-audit.ts';
import type { AuditAnchor, AuditFault } from '../../../subgraphs/kit/verify-audit.ts';
import type { Fact } from '../../../schema/contracts/fact.ts';
import { contextFor, openKitDatabase, principal } from './kit-database.ts';
import type { KitDatabase } from './kit-database.ts';

let kit: KitDatabase;
beforeAll(async () => {
  kit = await openKitDatabase();
});
afterAll(() => kit.close());
beforeEach(() => byHand('TRUNCATE audit_entry'));

const AT = new Date('2026-03-01T09:00:00.123Z');
const FACT: Fact<unknown> = {
  name: 'licence', value: { until: '2027-01-01', a: [{ z: 1, b: null }], number: 12.5 }, source: 'sandbox:licences', asOf: AT.toISOString(), verifiedBy: 'house',
};

const entry = (entityId: string, more: Partial<AuditEntry> = {}): AuditEntry => ({ entity: 'Thing', entityId, action: 'make', from: null, to: 'MADE', ...more });
const write = (entries: readonly AuditEntry[]): Promise<void> =>
  kit.database.transaction((tx) => writeAudit(tx, principal({ purpose: 'a check', roles: ['regulator'] }), AT, entries));

/** What somebody with every right on the database can do: the trigger is theirs to switch off. */
async function byHand(sql: string): Promise<void> {
  await kit.database.query('ALTER TABLE audit_entry DISABLE TRIGGER USER');
  try {
    await kit.database.query(sql);
  } finally {
    await kit.database.query('ALTER TABLE audit_entry ENABLE TRIGGER USER');
  }
}

async function faultOf(anchors: readonly AuditAnchor[] = []): Promise<AuditFault | null> {
  return (await verifyAudit((sql, values) => kit.database.query(sql, [...values]), anchors)).fault;
}

/** The first entry that is wrong, and in what way. */
async function brokenAt(anchors: readonly AuditAnchor[] = []): Promise<string | null> {
  const fault = await faultOf(anchors);
  return fault === null ? null : `${fault.breach} ${fault.seq}`;
}

async function anchorAt(seq: number): Promise<AuditAnchor> {
  const [row] = await kit.database.query<AuditAnchor[]>('SELECT seq, hash, at FROM audit_entry WHERE seq = $1', [seq]);
  return row as AuditAnchor;
}

/** A forger who knows how hashes are made, and makes all of them anew from an entry on. */
async function hashAnew(from: number): Promise<void> {
  const rows = await kit.database.query<{ seq: string; at: Date; subject: string; organisation: string; purpose: string; roles: string[]; entity: string; entity_id: string; action: string; from_state: string; to_state: string; reason: string; facts: Fact<unknown>[]; hash: Buffer }[]>('SELECT * FROM audit_entry ORDER BY seq');
  let previous: Buffer = FIRST_HASH;
  for (const row of rows) {
    const { entity, entity_id: entityId, action, from_state: before, to_state: to, reason, facts } = row;
    if (Number(row.seq) >= from) {
      const hash = hashOf(BigInt(row.seq), previous, row, row.at, { entity, entityId, action, from: before, to, reason, facts });
      await byHand(`UPDATE audit_entry SET previous_hash = '\\x${previous.toString('hex')}', hash = '\\x${hash.toString('hex')}' WHERE seq = ${row.seq}`);
      previous = hash;
    } else previous = row.hash;
  }
}

async function entriesKept(): Promise<number> {
  return Number((await kit.database.query<{ n: string }[]>('SELECT count(*) AS n FROM audit_entry'))[0]?.n);
}

describe('for whom', () => {
  it('stands in the entry and in its hash: whoever asked the house, else whose affair it is, else nobody', async () => {
    const as = (onBehalfOf: string | null, entries: readonly AuditEntry[]): Promise<void> =>
      kit.database.transaction((tx) => writeAudit(tx, principal({ roles: ['service'], onBehalfOf }), AT, entries));
    await as('officer (association)', [entry('1'), entry('2', { onBehalfOf: 'insurer:7' })]);
    await as(null, [entry('3', { onBehalfOf: 'insurer:7' }), entry('4')]);
    const rows = await kit.database.query<{ on_behalf_of: string | null }[]>('SELECT on_behalf_of FROM audit_entry ORDER BY seq');
    expect(rows.map(({ on_behalf_of: whom }) => whom)).toEqual(['officer (association)', 'officer (association)', 'insurer:7', null]);
    expect(await brokenAt()).toBeNull();
    await byHand(`UPDATE audit_entry SET on_behalf_of = 'insurer:8' WHERE seq = 3`);
    expect(await brokenAt()).toBe('CHANGED 3');
  });
});

describe('the chain', () => {
  it('can be computed again from the stored rows, facts included', async () => {
    await write([entry('1', { facts: [FACT, { ...FACT, documentReason: 'no source' }] }), entry('2', { from: 'A', reason: 'سبب "quoted", {braces} and \\' })]);
    await write([entry('3')]);
    expect(await entriesKept()).toBe(3);
    expect(await brokenAt()).toBeNull();
  });

  const copy = (as: string, of: number): string => `INSERT INTO audit_entry SELECT ${as}, at, subject, organisation, purpose, entity, entity_id, action,
    from_state, to_state, 'put in', facts, previous_hash, hash, roles, on_behalf_of FROM audit_entry WHERE seq = ${of}`;
  const makeRoom = (at: number): string => `UPDATE audit_entry SET seq = -seq - 1 WHERE seq >= ${at}; UPDATE audit_entry SET seq = -seq WHERE seq < 0`;

  it.each([
    ['a changed word', `UPDATE audit_entry SET reason = 'another' WHERE seq = 2`, 'CHANGED 2'],
    ['a changed fact', `UPDATE audit_entry SET facts = jsonb_set(facts, '{0,value,until}', '"2030-01-01"') WHERE seq = 2`, 'CHANGED 2'],
    ['facts that are none', `UPDATE audit_entry SET facts = '[null]' WHERE seq = 3`, 'CHANGED 3'],
    ['a changed time', `UPDATE audit_entry SET at = at + interval '1 millisecond' WHERE seq = 2`, 'CHANGED 2'],
    ['a time changed by less than any clock shows', `UPDATE audit_entry SET at = at + interval '1 microsecond' WHERE seq = 2`, 'CHANGED 2'],
    ['a time outside the calendar', `UPDATE audit_entry SET at = 'infinity' WHERE seq = 4`, 'CHANGED 4'],
    ['another author', `UPDATE audit_entry SET subject = 'nobody' WHERE seq = 1`, 'CHANGED 1'],
    ['other roles', `UPDATE audit_entry SET roles = '[]' WHERE seq = 3`, 'CHANGED 3'],
    ['roles made to look as old as before they were kept', `UPDATE audit_entry SET roles = NULL WHERE seq = 3`, 'CHANGED 3'],
    ['another on whose behalf', `UPDATE audit_entry SET on_behalf_of = 'somebody' WHERE seq = 3`, 'CHANGED 3'],
    ['a changed hash', `UPDATE audit_entry SET hash = sha256('x') WHERE seq = 2`, 'CHANGED 2'],
    ['a removed entry', 'DELETE FROM audit_entry WHERE seq = 2', 'REMOVED 2'],
    ['a removed first entry', 'DELETE FROM audit_entry WHERE seq = 1', 'REMOVED 1'],
    ['a removed entry whose place was closed', 'DELETE FROM audit_entry WHERE seq = 2; UPDATE audit_entry SET seq = seq - 1 WHERE seq > 2', 'REMOVED 2'],
    ['an inserted entry', `${makeRoom(3)}; ${copy('3', 2)}`, 'INSERTED 3'],
    ['an entry before the first', copy('0', 1), 'INSERTED 0'],
    ['two entries in each other\'s place', 'UPDATE audit_entry SET seq = -2 WHERE seq = 2; UPDATE audit_entry SET seq = 2 WHERE seq = 3; UPDATE audit_entry SET seq = 3 WHERE seq = -2', 'MOVED 2'],
  ])('shows %s', async (_what, tamper, where) => {
    await write([entry('1'), entry('2', { facts: [FACT] }), entry('3'), entry('4')]);
    expect(await brokenAt()).toBeNull();
    await byHand(tamper);
    expect(await brokenAt()).toBe(where);
  });

  it('shows an entry that was changed and hashed anew by itself', async () => {
    await write([entry('1'), entry('2'), entry('3')]);
    const third = await anchorAt(3);
    const link = await kit.database.query<{ previous_hash: Buffer }[]>('SELECT previous_hash FROM audit_entry WHERE seq = 3');
    await byHand(`UPDATE audit_entry SET reason = 'another' WHERE seq = 2`);
    await hashAnew(2);
    await byHand(`UPDATE audit_entry SET previous_hash = '\\x${link[0]?.previous_hash.toString('hex')}', hash = '\\x${third.hash.toString('hex')}' WHERE seq = 3`);
    expect(await brokenAt()).toBe('CHANGED 2');
  });

  it('shows by its anchors that its end is gone, or was hashed anew, and where at the latest', async () => {
    await write(['1', '2', '3', '4', '5', '6'].map((id) => entry(id)));
    const anchors = [await anchorAt(2), await anchorAt(5)];
    expect(await brokenAt(anchors)).toBeNull();
    await byHand(`UPDATE audit_entry SET reason = 'another' WHERE seq = 4`);
    await hashAnew(4);
    expect(await brokenAt()).toBeNull();
    expect(await faultOf(anchors)).toMatchObject({ breach: 'REWRITTEN', seq: 3n, upTo: 5n });
    await byHand('DELETE FROM audit_entry WHERE seq > 3');
    expect(await brokenAt()).toBeNull();
    expect(await brokenAt(anchors)).toBe('TRUNCATED 4');
    await byHand('DELETE FROM audit_entry');
    expect(await brokenAt(anchors)).toBe('TRUNCATED 1');
  });

  it('cannot be changed by a mistake, whatever the rights', async () => {
    await write([entry('1')]);
    for (const sql of [`UPDATE audit_entry SET reason = 'x'`, 'DELETE FROM audit_entry', 'TRUNCATE audit_entry']) {
      await expect(kit.database.query(sql)).rejects.toMatchObject({ code: '42501' });
    }
    expect(await entriesKept()).toBe(1);
  });

  it('is walked in pages', async () => {
    await write(Array.from({ length: 4_100 }, (_, index) => entry(String(index))));
    expect(await verifyAudit((sql, values) => kit.database.query(sql, [...values]), [await anchorAt(4_000)])).toEqual({ entries: 4_100n, anchored: 1, fault: null });
    await byHand(`UPDATE audit_entry SET reason = 'another' WHERE seq = 2000`);
    expect(await brokenAt()).toBe('CHANGED 2000');
  });

  it('holds entries from before roles were kept', async () => {
    await write([entry('1')]);
    await byHand('UPDATE audit_entry SET roles = NULL');
    const [row] = await kit.database.query<{ at: Date; subject: string; organisation: string; purpose: string }[]>('SELECT at, subject, organisation, purpose FROM audit_entry');
    const old = hashOf(1n, FIRST_HASH, row as never, (row as { at: Date }).at, entry('1'));
    await byHand(`UPDATE audit_entry SET hash = '\\x${old.toString('hex')}'`);
    await write([entry('2')]);
    expect(await brokenAt()).toBeNull();
  });

  it('is one without gaps when many write at once, and some of them fail', async () => {
    await Promise.allSettled(Array.from({ length: 20 }, (_, index) => kit.database.transaction(async (tx) => {
      await writeAudit(tx, principal(), AT, [entry(`${index}a`), entry(`${index}b`)]);
      if (index % 4 === 0) throw new Error('rolled back');
    })));
    expect(await entriesKept()).toBe(30);
    expect(await brokenAt()).toBeNull();
  });

  it('grows by the same number of statements whatever the number of entries', async () => {
    const statementsFor = async (number: number): Promise<number> => {
      kit.statements();
      await write(Array.from({ length: number }, (_, index) => entry(String(index))));
      return kit.statements().length;
    };
    expect(await statementsFor(500)).toBe(await statementsFor(1));
    expect(await brokenAt()).toBeNull();
  });

  it('is not touched by no entries', async () => {
    kit.statements();
    await write([]);
    expect(kit.statements().filter((sql) => sql.includes('audit'))).toEqual([]);
  });
});

describe('readHistories', () => {
  it('gives each thing its own, oldest first, in one statement', async () => {
    await write([entry('1'), entry('2'), entry('1', { action: 'mend', from: 'MADE', to: 'MENDED', reason: 'why' }), entry('1', { entity: 'Other' })]);
    kit.statements();
    const histories = await readHistories(kit.database.manager, 'Thing', ['2', '3', '1']);
    expect(kit.statements()).toHaveLength(1);
    expect(histories.map((each) => each.map((row) => row.action))).toEqual([['make'], [], ['make', 'mend']]);
    expect(histories[2]?.[1]).toEqual({ action: 'mend', from: 'MADE', to: 'MENDED', by: 'someone', at: AT.toISOString(), reason: 'why' });
  });
});

describe('auditRead', () => {
  it('writes who read and why into the chain, and not into the history', async () => {
    await write([entry('1')]);
    await auditRead(contextFor(kit.database, principal({ purpose: 'an inspection' })), [{ entity: 'Thing', ids: ['1'], fields: ['name', 'size'] }, { entity: 'Thing', ids: ['2', '3'], fields: ['name'] }]);
    expect(await kit.database.query(`SELECT entity_id, action, subject, purpose, reason, facts -> 0 -> 'value' AS ids FROM audit_entry WHERE seq > 1 ORDER BY seq`)).toEqual([
      { entity_id: '1', action: 'READ', subject: 'someone', purpose: 'an inspection', reason: 'name, size', ids: ['1'] },
      { entity_id: '2 of them', action: 'READ', subject: 'someone', purpose: 'an inspection', reason: 'name', ids: ['2', '3'] },
    ]);
    expect(await brokenAt()).toBeNull();
    expect((await readHistories(kit.database.manager, 'Thing', ['1']))[0]).toHaveLength(1);
  });

  it('fails when the entry cannot be written, so that the data stays where it is', async () => {
    const context = contextFor(kit.database, principal({ subject: null as unknown as string }));
    await expect(auditRead(context, [{ entity: 'Thing', ids: ['1'], fields: ['name'] }])).rejects.toThrow();
  });
});
