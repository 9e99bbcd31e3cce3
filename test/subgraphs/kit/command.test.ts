import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { runCommand } from '../../../subgraphs/kit/command.ts';
import type { CommandTransaction } from '../../../subgraphs/kit/command.ts';
import { forgetAnswers } from '../../../subgraphs/kit/forget-answers.ts';
import { Refused } from '../../../subgraphs/kit/refusal.ts';
import { SourceUnavailableError } from '../../../subgraphs/kit/source-unavailable.ts';
import { contextFor, counts, openKitDatabase, principal } from './kit-database.ts';
import type { KitDatabase } from './kit-database.ts';

const NOTHING = { things: 0, answers: 0, entries: 0, jobs: 0 };
const ONCE = { things: 1, answers: 1, entries: 1, jobs: 1 };

let kit: KitDatabase;
beforeAll(async () => {
  kit = await openKitDatabase();
});
afterAll(() => kit.close());
beforeEach(async () => {
  await kit.database.query('ALTER TABLE audit_entry DISABLE TRIGGER USER');
  await kit.database.query('TRUNCATE thing, command_answer, audit_entry, graphile_worker._private_jobs');
  await kit.database.query('ALTER TABLE audit_entry ENABLE TRIGGER USER');
});

let made = 0;

/** Writes a thing, an entry and a job, and answers the thing's id. */
async function make(tx: CommandTransaction): Promise<{ id: string }> {
  made += 1;
  const id = `thing-${made}`;
  await tx.manager.query('INSERT INTO thing VALUES ($1, $2)', [id, 'word']);
  tx.audit({ entity: 'Thing', entityId: id, action: 'make', from: null, to: 'MADE' });
  await tx.job('tell', { id });
  return { id };
}

const input = (word = 'one', idempotencyKey = 'key-1') => ({ idempotencyKey, word });
const send = (body = input(), decide: (tx: CommandTransaction) => Promise<{ id: string }> = make, who = principal()) =>
  runCommand(contextFor(kit.database, who), 'makeThing', body, { decide });

describe('the same command again', () => {
  it('is answered as the first time and done once', async () => {
    const first = await send();
    expect(first.problems).toEqual([]);
    expect(await send()).toEqual(first);
    expect(await counts(kit.database)).toEqual(ONCE);
  });

  it('runs once when five come at the same moment', async () => {
    const answers = await Promise.all(Array.from({ length: 5 }, () => send()));
    expect(new Set(answers.map((each) => each.answer?.id)).size).toBe(1);
    expect(await counts(kit.database)).toEqual(ONCE);
  });

  it('asks for no facts when the answer is known', async () => {
    let asked = 0;
    const gather = async (): Promise<number> => (asked += 1);
    for (let time = 0; time < 2; time += 1) await runCommand(contextFor(kit.database), 'makeThing', input(), { gather, decide: make });
    expect(asked).toBe(1);
  });

  it('is the same whatever the order of its fields, and whether a missing one is named', async () => {
    const body = { idempotencyKey: 'key-1', one: { a: 1, b: [{ c: 2, d: 3 }] }, two: 2 };
    const turned = { two: 2, one: { b: [{ d: 3, c: 2 }], a: 1, none: undefined }, none: undefined, idempotencyKey: 'key-1' };
    const first = await runCommand(contextFor(kit.database), 'makeThing', body, { decide: make });
    expect(await runCommand(contextFor(kit.database), 'makeThing', turned, { decide: make })).toEqual(first);
  });

  it('gives the first caller what the later ones read', async () => {
    const decide = async (): Promise<Record<string, unknown>> => ({ at: new Date('2026-01-01T00:00:00Z'), none: undefined });
    const first = await runCommand(contextFor(kit.database), 'makeThing', input(), { decide });
    expect(first.answer).toEqual({ at: '2026-01-01T00:00:00.000Z' });
    expect(await runCommand(contextFor(kit.database), 'makeThing', input(), { decide })).toEqual(first);
  });

  it('with another input is refused, also while the first is still running', async () => {
    const both = await Promise.all([send(input('one')), send(input('two'))]);
    const codes = both.flatMap((each) => each.problems.map((problem) => problem.code));
    expect(codes).toEqual(['IDEMPOTENCY_KEY_REUSED']);
    expect((await send(input('three'))).problems).toMatchObject([{ code: 'IDEMPOTENCY_KEY_REUSED', path: ['input', 'idempotencyKey'] }]);
    expect(await counts(kit.database)).toEqual(ONCE);
  });
});

describe('a key', () => {
  it.each([
    ['another person of the same organisation', principal({ subject: 'another' })],
    ['the same person elsewhere', principal({ organisation: 'org-2' })],
    ['a person without organisation who is called like one', principal({ organisation: null, subject: 'org-1' })],
  ])('of one is not a key of %s', async (_who, other) => {
    const mine = await send();
    const theirs = await send(input(), make, other);
    expect(theirs.answer).not.toBeNull();
    expect(theirs.answer).not.toEqual(mine.answer);
  });

  it('of one command is free for another', async () => {
    await send();
    expect((await runCommand(contextFor(kit.database), 'other', input('two'), { decide: make })).problems).toEqual([]);
  });

  it.each(['', '  ', 'k'.repeat(201)])('of a bad length is refused', async (key) => {
    expect((await send(input('one', key))).problems).toMatchObject([{ code: 'INVALID_INPUT', path: ['input', 'idempotencyKey'] }]);
    expect(await counts(kit.database)).toEqual(NOTHING);
  });
});

describe('a command that does not happen', () => {
  it('leaves nothing when it is refused, and may be sent again', async () => {
    const refused = await send(input(), async (tx) => {
      await make(tx);
      throw new Refused({ code: 'NOT_YOURS' }, { code: 'CONFLICT', values: { state: 'X' } });
    });
    expect(refused).toEqual({ answer: null, problems: [{ code: 'NOT_YOURS' }, { code: 'CONFLICT', values: { state: 'X' } }] });
    expect(await counts(kit.database)).toEqual(NOTHING);
    expect((await send()).problems).toEqual([]);
    expect(await counts(kit.database)).toEqual(ONCE);
  });

  it('says which source is silent, and has opened no transaction for it', async () => {
    kit.statements();
    const gather = (): Promise<never> => Promise.reject(new SourceUnavailableError('civil-registry', 'late'));
    const { problems } = await runCommand(contextFor(kit.database), 'makeThing', input(), { gather, decide: make });
    expect(problems).toEqual([{ code: 'SOURCE_UNAVAILABLE', values: { source: 'civil-registry' } }]);
    expect(kit.statements().filter((sql) => !sql.startsWith('SELECT'))).toEqual([]);
    expect(await counts(kit.database)).toEqual(NOTHING);
  });

  it('throws what nobody intended, and leaves nothing', async () => {
    await expect(send(input(), async (tx) => {
      await make(tx);
      throw new TypeError('a flaw');
    })).rejects.toThrow('a flaw');
    expect(await counts(kit.database)).toEqual(NOTHING);
  });

  it('leaves nothing when its entry cannot be written', async () => {
    await expect(send(input(), async (tx) => {
      const answer = await make(tx);
      tx.audit({ entity: 'Thing', entityId: answer.id, action: 'make', from: null, to: null as unknown as string });
      return answer;
    })).rejects.toThrow();
    expect(await counts(kit.database)).toEqual(NOTHING);
  });

  it('leaves nothing when its connection is killed, and the house goes on', async () => {
    await expect(send(input(), async (tx) => {
      await make(tx);
      const [row] = await tx.manager.query<{ pid: number }[]>('SELECT pg_backend_pid() AS pid');
      const killer = new pg.Client({ connectionString: kit.url });
      await killer.connect();
      await killer.query('SELECT pg_terminate_backend($1)', [row?.pid]);
      await killer.end();
      return make(tx);
    })).rejects.toThrow();
    expect(await counts(kit.database)).toEqual(NOTHING);
    expect((await send()).problems).toEqual([]);
    expect(await counts(kit.database)).toEqual(ONCE);
  });
});

describe('a database that asks for another try', () => {
  it.each(['40001', '40P01'])('with %s gets one, in a new transaction, with one entry and one job', async (code) => {
    let tries = 0;
    const outcome = await send(input(), async (tx) => {
      const answer = await make(tx);
      tries += 1;
      if (tries < 3) await tx.manager.query(`DO $$ BEGIN RAISE EXCEPTION 'again' USING ERRCODE = '${code}'; END $$`);
      return answer;
    });
    expect(outcome.problems).toEqual([]);
    expect(tries).toBe(3);
    expect(await counts(kit.database)).toEqual(ONCE);
  });

  it('for ever is given up in the end', async () => {
    let tries = 0;
    await expect(send(input(), async (tx) => {
      tries += 1;
      await tx.manager.query(`DO $$ BEGIN RAISE EXCEPTION 'again' USING ERRCODE = '40001'; END $$`);
      return make(tx);
    })).rejects.toMatchObject({ code: '40001' });
    expect(tries).toBe(5);
  });

  it('gets out of a real deadlock', async () => {
    await kit.database.query(`INSERT INTO thing VALUES ('a', ''), ('b', '')`);
    let waiting = 0;
    let open = (): void => undefined;
    const bothHold = new Promise<void>((resolve) => (open = resolve));
    const crossing = (first: string, second: string) => async (tx: CommandTransaction): Promise<{ id: string }> => {
      await tx.manager.query('UPDATE thing SET word = word || $2 WHERE id = $1', [first, second]);
      waiting += 1;
      if (waiting === 2) open();
      await bothHold;
      await tx.manager.query('UPDATE thing SET word = word || $2 WHERE id = $1', [second, first]);
      return { id: first };
    };
    const outcomes = await Promise.all([send(input('one', 'k1'), crossing('a', 'b')), send(input('one', 'k2'), crossing('b', 'a'))]);
    expect(outcomes.map((each) => each.answer?.id)).toEqual(['a', 'b']);
    expect(waiting).toBe(3);
  });
});

describe('forgetAnswers', () => {
  it('removes answers past their time and no other', async () => {
    await send();
    await kit.database.query(`INSERT INTO command_answer VALUES ('old', 'c', 'k', '\\x00', '{}', '2025-11-01')`);
    const now = new Date('2026-03-01T10:00:00Z');
    expect(await forgetAnswers(kit.database.manager, now)).toBe(1);
    expect(await forgetAnswers(kit.database.manager, now)).toBe(0);
    expect((await counts(kit.database))['answers']).toBe(1);
  });
});
