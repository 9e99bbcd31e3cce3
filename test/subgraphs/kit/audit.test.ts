import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { auditRead, hashOf, readHistories, writeAudit } from '../../../subgraphs/kit/audit.ts';
import type { AuditEntry } from '../../../subgraphs/kit/audit.ts';
import type { Fact } from '../../../schema/contracts/fact.ts';
import { contextFor, openKitDatabase, principal } from './kit-database.ts';
import type { KitDatabase } from './kit-database.ts';

let kit: KitDatabase;
beforeAll(async () => {
  kit = await openKitDatabase();
});
afterAll(() => kit.close());
beforeEach(() => kit.database.query('TRUNCATE audit_entry'));

const AT = new Date('2026-03-01T09:00:00.123Z');
const FACT: Fact<unknown> = {
  name: 'licence', value: { until: '2027-01-01', a: [{ z: 1, b: null }], number: 12.5 }, source: 'sandbox:licences', asOf: AT.toISOString(), verifiedBy: 'house',
};

const entry = (entityId: string, more: Partial<AuditEntry> = {}): AuditEntry => ({ entity: 'Thing', entityId, action: 'make', from: null, to: 'MADE', ...more });
const write = (entries: readonly AuditEntry[]): Promise<void> =>
  kit.database.transaction((tx) => writeAudit(tx, principal({ purpose: 'a check' }), AT, entries));

interface Row {
  seq: string; at: Date; subject: string; organisation: string | null; purpose: string | null; entity: string; entity_id: string; action: string;
  from_state: string | null; to_state: string; reason: string | null; facts: Fact<unknown>[]; previous_hash: Buffer; hash: Buffer;
}

/** Recomputes the chain from what is stored: the first seq that does not fit, or null. */
async function brokenAt(): Promise<string | null> {
  let previous: Buffer = Buffer.alloc(32);
  let seq = 0n;
  for (const row of await kit.database.query<Row[]>('SELECT * FROM audit_entry ORDER BY seq')) {
    seq += 1n;
    const { entity, entity_id: entityId, action, from_state: from, to_state: to, reason, facts } = row;
    const hash = hashOf(seq, previous, row, row.at, { entity, entityId, action, from, to, reason, facts });
    if (row.seq !== seq.toString() || !row.previous_hash.equals(previous) || !row.hash.equals(hash)) return row.seq;
    previous = row.hash;
  }
  return null;
}

async function entriesKept(): Promise<number> {
  return Number((await kit.database.query<{ n: string }[]>('SELECT count(*) AS n FROM audit_entry'))[0]?.n);
}

describe('the chain', () => {
  it('can be computed again from the stored rows, facts included', async () => {
    await write([entry('1', { facts: [FACT, { ...FACT, documentReason: 'no source' }] }), entry('2', { from: 'A', reason: 'سبب "quoted", {braces} and \\' })]);
    await write([entry('3')]);
    expect(await entriesKept()).toBe(3);
    expect(await brokenAt()).toBeNull();
  });

  it.each([
    ['a changed word', `UPDATE audit_entry SET reason = 'another' WHERE seq = 2`, '2'],
    ['a changed fact', `UPDATE audit_entry SET facts = jsonb_set(facts, '{0,value,until}', '"2030-01-01"') WHERE seq = 2`, '2'],
    ['a changed time', `UPDATE audit_entry SET at = at + interval '1 millisecond' WHERE seq = 2`, '2'],
    ['another author', `UPDATE audit_entry SET subject = 'nobody' WHERE seq = 1`, '1'],
    ['a removed entry', 'DELETE FROM audit_entry WHERE seq = 2', '3'],
    ['a removed entry whose place was closed', 'DELETE FROM audit_entry WHERE seq = 2; UPDATE audit_entry SET seq = 2 WHERE seq = 3', '2'],
  ])('shows %s', async (_what, tamper, where) => {
    await write([entry('1'), entry('2', { facts: [FACT] }), entry('3')]);
    expect(await brokenAt()).toBeNull();
    await kit.database.query(tamper);
    expect(await brokenAt()).toBe(where);
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
    await auditRead(contextFor(kit.database, principal({ purpose: 'an inspection' })), [{ entity: 'Thing', entityId: '1' }, { entity: 'Thing', entityId: '2' }]);
    expect(await kit.database.query('SELECT entity_id, action, subject, purpose FROM audit_entry WHERE seq > 1 ORDER BY seq')).toEqual([
      { entity_id: '1', action: 'READ', subject: 'someone', purpose: 'an inspection' },
      { entity_id: '2', action: 'READ', subject: 'someone', purpose: 'an inspection' },
    ]);
    expect(await brokenAt()).toBeNull();
    expect((await readHistories(kit.database.manager, 'Thing', ['1']))[0]).toHaveLength(1);
  });

  it('fails when the entry cannot be written, so that the data stays where it is', async () => {
    const context = contextFor(kit.database, principal({ subject: null as unknown as string }));
    await expect(auditRead(context, [{ entity: 'Thing', entityId: '1' }])).rejects.toThrow();
  });
});
