import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { idOf } from '../roster-file.ts';
import { officerOf, openRosterHouse } from '../roster-house.ts';
import type { RosterHouse } from '../roster-house.ts';
import { playOtherSides } from './other-sides.ts';
import type { OtherSides } from './other-sides.ts';

let desk: RosterHouse;
let sides: OtherSides;
beforeAll(async () => (desk = await openRosterHouse()));
beforeEach(async () => {
  sides = playOtherSides(desk);
  // What another test left undone would be done in this one.
  await desk.database.query('DELETE FROM graphile_worker._private_jobs');
});
afterAll(() => desk.close());

const BATCH = 'batch { id state eligible accepted waitingFor lines(first: 100) { edges { node { id state } } } history { action } }';

interface Shown { id: string; state: string; eligible: number; accepted: number; waitingFor: string | null; lines: { edges: { node: { id: string; state: string } }[] }; history: { action: string }[] }

let families = 0;

/** A batch for an association of so many employees. */
async function aBatch(employees: number, children = 0) {
  const id = await desk.addAssociation();
  const numbers = Array.from({ length: employees }, () => (families += 1));
  const lives = await desk.addFamilies(id, numbers, children);
  const officer = officerOf(id);
  const tell = async (mutation: string, input: object, as = officer): Promise<{ batch: Shown; problems: { code: string; message: string }[] }> => desk.tell(as, mutation, { ...input }, BATCH);
  const { batch } = await tell('createEnrollmentBatch', { callOffId: await desk.addCallOff(id), wholeRoster: 'ADD' });
  const read = async (): Promise<Shown> => (await desk.ask<{ enrollmentBatch: Shown }>(officer, `query ($id: ID!) { enrollmentBatch(id: $id) { ${BATCH.slice(8, -2)} } }`, { id: batch.id })).data.enrollmentBatch;
  const submitted = async (): Promise<void> => {
    await desk.runDueJobs();
    expect((await tell('submitEnrollmentBatch', { batchId: batch.id })).problems).toEqual([]);
  };
  return { id, lives, numbers, officer, batchId: batch.id, tell, read, submitted };
}

/** Makes the roster of an association larger than one part. */
async function grow(associationId: string, lives: number): Promise<void> {
  await desk.database.query(
    `INSERT INTO member SELECT (jsonb_populate_record(m, jsonb_build_object('id', gen_random_uuid(), 'fingerprint', '\\x' || md5(n::text)))).*
     FROM member m, generate_series(1, $2::int) n WHERE m.association_id = $1::uuid AND m.relationship = 'CHILD'`, [associationId, lives]);
}

describe('a source that is down', () => {
  it('holds up the decisions, which says so and goes on by itself when it is back', async () => {
    const { read } = await aBatch(2);
    sides.down = true;
    await desk.runDueJobs();
    expect(await read()).toMatchObject({ state: 'DRAFT', eligible: 0, waitingFor: expect.stringMatching(/^Waiting for graph/) });
    for (let tries = 0; tries < 8; tries += 1) {
      desk.pass(60);
      await desk.runDueJobs();
    }
    sides.down = false;
    desk.pass(60);
    await desk.runDueJobs();
    expect(await read()).toMatchObject({ state: 'VALIDATED', eligible: 2, waitingFor: null });
    expect(sides.decided).toHaveLength(1);
  });

  it('is told apart by the regulator: SOURCE_UNAVAILABLE is waited for, too', async () => {
    const { read } = await aBatch(1);
    sides.problems.push(['SOURCE_UNAVAILABLE']);
    await desk.runDueJobs();
    expect(await read()).toMatchObject({ state: 'DRAFT', waitingFor: expect.any(String) });
    desk.pass(2);
    await desk.runDueJobs();
    expect(await read()).toMatchObject({ state: 'VALIDATED', waitingFor: null });
  });

  it('holds up the insurer between two parts; nothing is told twice as something else', async () => {
    const { id, batchId, tell, read } = await aBatch(1, 1);
    await grow(id, 600);
    const again = await tell('createEnrollmentBatch', { callOffId: await desk.addCallOff(id), wholeRoster: 'ADD' });
    await desk.runDueJobs();
    await tell('submitEnrollmentBatch', { batchId: again.batch.id });
    sides.losses = 1;
    await desk.runDueJobs();
    const shown = async (): Promise<Shown> => (await desk.ask<{ enrollmentBatch: Shown }>(officerOf(id), `query ($id: ID!) { enrollmentBatch(id: $id) { ${BATCH.slice(8, -2)} } }`, { id: again.batch.id })).data.enrollmentBatch;
    expect(await shown()).toMatchObject({ state: 'SUBMITTED', accepted: 0, waitingFor: expect.any(String) });
    desk.pass(2);
    await desk.runDueJobs();
    expect(await shown()).toMatchObject({ state: 'APPLIED', accepted: 602, waitingFor: null });
    expect(sides.covered.size).toBe(602);
    expect(sides.endorsements).toEqual([again.batch.id]);
    expect(sides.applied.map(({ lines }) => (lines as unknown[]).length)).toEqual([500, 102]);
    expect((await read()).id).toBe(batchId);
  });
});

describe('an answer that is lost on the way', () => {
  it('is asked for again and is the same: each line decided once, covered once', async () => {
    const { lives, read, submitted } = await aBatch(3);
    sides.losses = 2;
    for (let tries = 0; tries < 3; tries += 1) {
      await desk.runDueJobs();
      desk.pass(60);
    }
    expect(await read()).toMatchObject({ state: 'VALIDATED', eligible: 3 });
    expect(sides.decided).toHaveLength(1);
    await submitted();
    sides.losses = 2;
    for (let tries = 0; tries < 3; tries += 1) {
      await desk.runDueJobs();
      desk.pass(60);
    }
    expect(await read()).toMatchObject({ state: 'APPLIED', accepted: 3 });
    expect([...sides.covered.values()].sort()).toEqual([...lives].sort());
    expect(sides.endorsements).toHaveLength(1);
  });

  it('of lines whose roster changed meanwhile is asked for with the new facts', async () => {
    const { id, read } = await aBatch(1);
    sides.losses = 1;
    await desk.runDueJobs();
    await desk.database.query(`UPDATE member SET employment_start = '2020-01-01' WHERE association_id = $1`, [id]);
    desk.pass(60);
    await desk.runDueJobs();
    expect(await read()).toMatchObject({ state: 'VALIDATED', eligible: 1 });
    expect(sides.decided.map(({ lines }) => (lines as { employmentStart: string }[])[0]?.employmentStart)).toEqual(['2019-09-01', '2020-01-01']);
  });
});

describe('a part whose answer is lost, told again after the roster changed', () => {
  it('is answered by line, and each life is covered once', async () => {
    const { id, read, submitted } = await aBatch(2);
    await submitted();
    sides.losses = 1;
    await desk.runDueJobs();
    await desk.database.query(`UPDATE member SET birth_date = '1986-01-01' WHERE association_id = $1`, [id]);
    desk.pass(60);
    await desk.runDueJobs();
    expect(await read()).toMatchObject({ state: 'APPLIED', accepted: 2 });
    expect(sides.covered.size).toBe(2);
  });
});

describe('a job that runs twice', () => {
  it('finds nothing left to do', async () => {
    const { batchId, read, submitted } = await aBatch(2);
    await submitted();
    await desk.runDueJobs();
    const before = await read();
    for (const task of ['decide-lines', 'apply-batch']) await desk.tasks[task]?.({ batchId });
    expect(await read()).toEqual(before);
    expect([sides.decided.length, sides.applied.length]).toEqual([1, 1]);
  });

  it('at the same time as another ends in one outcome', async () => {
    const { batchId, read, submitted } = await aBatch(2);
    await submitted();
    await Promise.allSettled([1, 2, 3].map(async () => desk.tasks['apply-batch']?.({ batchId })));
    await desk.runDueJobs();
    expect(await read()).toMatchObject({ state: 'APPLIED', accepted: 2 });
    expect((await read()).history.map(({ action }) => action)).toEqual(['CREATE', 'VALIDATE', 'SUBMIT', 'ACCEPT', 'APPLY']);
    expect(sides.covered.size).toBe(2);
  });
});

describe('two officers at once', () => {
  it('submit: one wins, the other is told the state', async () => {
    const { id, batchId, tell } = await aBatch(2);
    await desk.runDueJobs();
    const answers = await Promise.all(['a', 'b', 'c'].map((name) => tell('submitEnrollmentBatch', { batchId }, officerOf(id, name))));
    expect(answers.filter(({ batch }) => batch !== null)).toHaveLength(1);
    for (const { problems } of answers.filter(({ batch }) => batch === null)) {
      expect(['CONFLICT', 'TRANSITION_NOT_ALLOWED']).toContain(problems[0]?.code);
      expect(problems[0]?.message).toContain('SUBMITTED');
    }
  });

  it('submit and leave a line out: what is sent is what was there', async () => {
    const { id, batchId, tell, read } = await aBatch(2);
    await desk.runDueJobs();
    const lineId = (await read()).lines.edges[0]?.node.id;
    await Promise.all([
      tell('submitEnrollmentBatch', { batchId }, officerOf(id, 'a')), tell('excludeEnrollmentLine', { lineId }, officerOf(id, 'b')),
    ]);
    const { state, lines } = await read();
    const excluded = lines.edges.filter(({ node }) => node.state === 'EXCLUDED').length;
    expect([state, excluded]).toEqual(state === 'SUBMITTED' ? ['SUBMITTED', 0] : ['VALIDATED', 1]);
  });

  it('send the same command twice: it happens once', async () => {
    const { batchId, tell } = await aBatch(1);
    await desk.runDueJobs();
    const [first, second] = [await tell('submitEnrollmentBatch', { batchId, idempotencyKey: 'k' }), await tell('submitEnrollmentBatch', { batchId, idempotencyKey: 'k' })];
    expect([first.problems, second.problems]).toEqual([[], []]);
    expect((await tell('submitEnrollmentBatch', { batchId })).problems[0]?.code).toBe('TRANSITION_NOT_ALLOWED');
  });
});

describe('a recall', () => {
  it('before the insurer is told takes the batch back for good', async () => {
    const { batchId, tell, read, submitted } = await aBatch(1);
    await submitted();
    expect((await tell('recallEnrollmentBatch', { batchId })).problems).toEqual([]);
    await desk.runDueJobs();
    expect((await read()).state).toBe('RECALLED');
    expect(sides.applied).toEqual([]);
  });

  it('comes too late once the first part may have left', async () => {
    const { batchId, tell, read, submitted } = await aBatch(1);
    await submitted();
    sides.down = true;
    await desk.runDueJobs();
    expect((await tell('recallEnrollmentBatch', { batchId })).problems[0]?.code).toBe('RECALL_TOO_LATE');
    sides.down = false;
    desk.pass(60);
    await desk.runDueJobs();
    expect((await read()).state).toBe('APPLIED');
    expect((await tell('recallEnrollmentBatch', { batchId })).problems[0]?.code).toBe('TRANSITION_NOT_ALLOWED');
  });
});

describe('a line left out while the rules are being asked', () => {
  it('stays out, and the batch is validated with the others', async () => {
    const { numbers, tell, read } = await aBatch(2);
    const decide = desk.answers['decideEligibility'];
    const lineId = (await read()).lines.edges[0]?.node.id;
    desk.answers['decideEligibility'] = async (input) => {
      await tell('excludeEnrollmentLine', { lineId });
      return decide?.(input);
    };
    sides.outcomes.set(idOf((numbers[0] ?? 0) * 100), 'NOT_ELIGIBLE');
    await desk.runDueJobs();
    const after = await read();
    expect(after.state).toBe('VALIDATED');
    expect(after.lines.edges.map(({ node }) => node.state)).toEqual(['EXCLUDED', 'ELIGIBLE']);
  });
});
