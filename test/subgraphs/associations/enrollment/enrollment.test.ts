import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { newId } from '../../../../subgraphs/kit/identifier.ts';
import { houseService } from '../../../kit/principals.ts';
import { idOf } from '../roster-file.ts';
import { officerOf, openRosterHouse } from '../roster-house.ts';
import type { RosterHouse } from '../roster-house.ts';
import { playOtherSides } from './other-sides.ts';
import type { OtherSides } from './other-sides.ts';

let desk: RosterHouse;
let sides: OtherSides;
beforeAll(async () => (desk = await openRosterHouse()));
beforeEach(() => {
  sides = playOtherSides(desk);
});
afterAll(() => desk.close());

const BATCH = `batch { id state lineCount eligible accepted refused straightThroughBasisPoints waitingFor premiumDelta { amount currency } availableActions
  lines(first: 100) { edges { node { id number state maintenanceType effectiveDate member { id } problem { code rule message } eligibilityDecision { id } coverage { id insurerId } } } } history { action from to by } }`;

interface LineShown { id: string; number: number; state: string; effectiveDate: string; member: { id: string }; problem: { code: string; rule: string | null; message: string } | null; eligibilityDecision: { id: string } | null; coverage: object | null }
interface Shown { id: string; state: string; lineCount: number; eligible: number; accepted: number; refused: number; straightThroughBasisPoints: number; waitingFor: string | null; premiumDelta: object | null; availableActions: string[]; lines: { edges: { node: LineShown }[] }; history: { action: string; from: string | null; to: string; by: string }[] }

/** A new association with families, its policy and its officer. */
async function anAssociation(families: readonly number[], children = 1) {
  const id = await desk.addAssociation();
  const lives = await desk.addFamilies(id, families, children);
  const officer = officerOf(id);
  const callOffId = await desk.addCallOff(id);
  const create = async (input: object): Promise<Shown> => {
    const { batch, problems } = await desk.tell<{ batch: Shown }>(officer, 'createEnrollmentBatch', { callOffId, ...input }, BATCH);
    expect(problems).toEqual([]);
    return batch;
  };
  const read = async (batchId: string): Promise<Shown> => (await desk.ask<{ enrollmentBatch: Shown }>(officer, `query ($id: ID!) { enrollmentBatch(id: $id) { ${BATCH.slice(8, -2)} } }`, { id: batchId })).data.enrollmentBatch;
  const submit = (batchId: string) => desk.codes(officer, 'submitEnrollmentBatch', { batchId }, BATCH);
  /** A batch as far as the rules can take it. */
  const validated = async (input: object = { wholeRoster: 'ADD' }): Promise<Shown> => {
    const { id: batchId } = await create(input);
    await desk.runDueJobs();
    return read(batchId);
  };
  const applied = async (batchId: string): Promise<Shown> => {
    expect(await submit(batchId)).toEqual([]);
    await desk.runDueJobs();
    return read(batchId);
  };
  return { id, lives, officer, callOffId, create, read, submit, validated, applied };
}

describe('a batch of the whole roster', () => {
  it('is decided, sent, applied: every life covered once, with the premium and each step on record', async () => {
    const { lives, validated, applied } = await anAssociation([1, 2]);
    const ready = await validated();
    expect(ready).toMatchObject({ state: 'VALIDATED', lineCount: 4, eligible: 4, straightThroughBasisPoints: 10_000, waitingFor: null, availableActions: ['EXCLUDE_LINE', 'SUBMIT'] });
    expect(ready.lines.edges.map(({ node }) => node.member.id)).toEqual(lives);
    expect(ready.lines.edges[0]?.node).toMatchObject({ state: 'ELIGIBLE', effectiveDate: '2030-04-01', eligibilityDecision: { id: `decision-${ready.lines.edges[0]?.node.id}` } });
    const done = await applied(ready.id);
    expect(done).toMatchObject({ state: 'APPLIED', accepted: 4, refused: 0, premiumDelta: { amount: '1234.50', currency: 'XTS' }, availableActions: [] });
    expect(done.lines.edges[0]?.node).toMatchObject({ state: 'ACCEPTED', coverage: { id: `coverage-${lives[0]}`, insurerId: 'insurer-1' } });
    expect(done.history.map(({ action, from, to, by }) => [action, from, to, by])).toEqual([
      ['CREATE', null, 'DRAFT', 'officer-1'], ['VALIDATE', 'DRAFT', 'VALIDATED', 'timer'], ['SUBMIT', 'VALIDATED', 'SUBMITTED', 'officer-1'],
      ['ACCEPT', 'SUBMITTED', 'ACCEPTED', 'timer'], ['APPLY', 'ACCEPTED', 'APPLIED', 'timer'],
    ]);
  });

  it('tells the regulator who each line is about, the dependent with the employee', async () => {
    const { lives, validated } = await anAssociation([3]);
    await validated();
    expect(sides.decided[0]).toMatchObject({
      employerLicenseNumber: expect.stringMatching(/^NCNP-/),
      lines: [
        { memberId: lives[0], nationalId: idOf(300), subscriberNationalId: null, relationship: 'SELF', sex: 'MALE', married: true, employmentStart: '2019-09-01' },
        { memberId: lives[1], nationalId: idOf(301), subscriberNationalId: idOf(300), relationship: 'CHILD', birthDate: '2011-08-02', married: false },
      ],
    });
    expect(desk.log.join()).not.toContain(idOf(300));
  });

  it('is told in parts of five hundred, the endorsement with the last', async () => {
    const { id, validated, applied } = await anAssociation([4]);
    await desk.database.query(
      `INSERT INTO member SELECT (jsonb_populate_record(m, jsonb_build_object('id', gen_random_uuid(), 'fingerprint', '\\x' || md5(n::text)))).*
       FROM member m, generate_series(1, 700) n WHERE m.association_id = $1 AND m.relationship = 'CHILD'`, [id]);
    const ready = await validated();
    expect(ready).toMatchObject({ state: 'VALIDATED', lineCount: 702 });
    expect(sides.decided.map(({ lines }) => (lines as unknown[]).length)).toEqual([200, 200, 200, 102]);
    const done = await applied(ready.id);
    expect(done).toMatchObject({ state: 'APPLIED', accepted: 702 });
    expect(sides.applied.map(({ lines, complete }) => [(lines as unknown[]).length, complete])).toEqual([[500, false], [202, true]]);
  });
});

describe('lines that do not pass', () => {
  it('are refused by rule, or left to a person; the rest goes on when those are left out', async () => {
    const { officer, validated, submit, read, applied } = await anAssociation([5, 6, 7], 0);
    sides.outcomes.set(idOf(500), 'NOT_ELIGIBLE').set(idOf(600), 'NEEDS_PERSON');
    const ready = await validated();
    expect(ready).toMatchObject({ state: 'VALIDATED', eligible: 1, refused: 1, straightThroughBasisPoints: 10_000, waitingFor: expect.stringContaining('1 lines wait for a person') });
    expect(ready.lines.edges.map(({ node }) => [node.state, node.problem?.code ?? null, node.problem?.rule ?? null])).toEqual([
      ['NOT_ELIGIBLE', 'NOT_ELIGIBLE', 'E17'], ['NEEDS_PERSON', 'DECISION_NEEDS_PERSON', null], ['ELIGIBLE', null, null],
    ]);
    expect(await submit(ready.id)).toEqual(['LINES_UNDECIDED']);
    expect(await desk.codes(officer, 'excludeEnrollmentLine', { lineId: ready.lines.edges[1]?.node.id }, BATCH)).toEqual([]);
    expect((await read(ready.id)).lines.edges[1]?.node.state).toBe('EXCLUDED');
    expect(await applied(ready.id)).toMatchObject({ state: 'APPLIED', accepted: 1, refused: 1 });
    expect(sides.applied.flatMap(({ lines }) => lines as unknown[])).toHaveLength(1);
  });

  it('are decided by a person, whose word the regulation house tells', async () => {
    const { validated, read, applied } = await anAssociation([8, 9], 0);
    sides.outcomes.set(idOf(800), 'NEEDS_PERSON').set(idOf(900), 'NEEDS_PERSON');
    const ready = await validated();
    const [yes, no] = ready.lines.edges.map(({ node }) => node.id);
    const record = (lineId: string | undefined, eligible: boolean, as = houseService('regulation')) =>
      desk.codes(as, 'recordEligibilityDecision', { batchId: ready.id, lineId, decisionId: `decision-${lineId}`, eligible }, 'batch { id }');
    expect(await record(yes, true, houseService('insurers'))).toEqual(['NOT_YOURS']);
    expect(await record(yes, true)).toEqual([]);
    expect(await record(no, false)).toEqual([]);
    const after = await read(ready.id);
    expect(after).toMatchObject({ straightThroughBasisPoints: 0, waitingFor: null });
    expect(after.lines.edges.map(({ node }) => [node.state, node.problem?.code ?? null])).toEqual([['ELIGIBLE', null], ['NOT_ELIGIBLE', 'NOT_ELIGIBLE_BY_PERSON']]);
    expect(await applied(ready.id)).toMatchObject({ state: 'APPLIED', accepted: 1, refused: 1 });
    // A word that comes when all is done changes nothing, and is not told again for ever.
    expect(await record(no, true)).toEqual([]);
    expect((await read(ready.id)).lines.edges[1]?.node.state).toBe('NOT_ELIGIBLE');
  });

  it('cannot be left out once they are sent', async () => {
    const { officer, validated, applied } = await anAssociation([10], 0);
    const done = await applied((await validated()).id);
    expect(await desk.codes(officer, 'excludeEnrollmentLine', { lineId: done.lines.edges[0]?.node.id }, BATCH)).toEqual(['LINE_ALREADY_SENT']);
  });

  it('are all there is: nothing can be sent', async () => {
    const { validated, submit } = await anAssociation([11], 0);
    sides.outcomes.set(idOf(1_100), 'NOT_ELIGIBLE');
    expect(await submit((await validated()).id)).toEqual(['NOTHING_TO_SEND']);
  });

  it('are refused by the insurer, in both languages, and leave the others alone', async () => {
    const { lives, validated, applied } = await anAssociation([12, 13, 14], 0);
    sides.refusals.set(lives[0] ?? '', { code: 'COVER_OVERLAPS', message: 'x' }).set(lives[1] ?? '', { code: 'HOUSE_CODE_7', message: 'The card is not made.' });
    const done = await applied((await validated()).id);
    expect(done).toMatchObject({ state: 'APPLIED', accepted: 1, refused: 2 });
    expect(done.history.map(({ to }) => to)).toContain('PARTIALLY_ACCEPTED');
    expect(done.lines.edges.map(({ node }) => node.problem?.code ?? null)).toEqual(['COVER_OVERLAPS', 'INSURER_REFUSED_LINE', null]);
    expect(done.lines.edges[1]?.node.problem?.message).toContain('The card is not made.');
  });

  it('are all refused: the batch is rejected', async () => {
    const { lives, validated, applied } = await anAssociation([15], 0);
    sides.refusals.set(lives[0] ?? '', { code: 'ALREADY_COVERED', message: '' });
    expect(await applied((await validated()).id)).toMatchObject({ state: 'REJECTED', accepted: 0, refused: 1, premiumDelta: null });
  });

  it('are refused as a whole when the insurer refuses the command', async () => {
    const { validated, applied } = await anAssociation([16], 0);
    const ready = await validated();
    sides.problems.push(['EFFECTIVE_OUTSIDE_TERM']);
    expect(await applied(ready.id)).toMatchObject({ state: 'REJECTED', refused: 1 });
  });

  it('that the regulator would not look at do not keep the others from being decided', async () => {
    const { validated } = await anAssociation([17, 18], 0);
    sides.problems.push(['INVALID_INPUT'], ['INVALID_INPUT'], []);
    const ready = await validated();
    expect(ready.lines.edges.map(({ node }) => [node.state, node.problem?.code ?? null])).toEqual([['NOT_ELIGIBLE', 'LINE_UNDECIDABLE'], ['ELIGIBLE', null]]);
  });
});

describe('lines one by one', () => {
  it('change the class, end cover and restore it, and the roster follows what was accepted', async () => {
    const { id, lives, applied, validated } = await anAssociation([19, 20, 21], 0);
    const [changed, ended, moved] = lives;
    const lines = [
      { memberId: changed, maintenanceType: 'CHANGE', effectiveDate: '2030-06-01', policyClass: 'A' },
      { memberId: ended, maintenanceType: 'TERMINATE', effectiveDate: '2030-03-10', terminationReason: 'EMPLOYMENT_END' },
      { memberId: moved, maintenanceType: 'TERMINATE', effectiveDate: '2030-03-10', terminationReason: 'INSURER_CHANGE_WITH_NEW_COVER' },
    ];
    expect(await applied((await validated({ lines })).id)).toMatchObject({ state: 'APPLIED', accepted: 3 });
    const roster = async () => new Map((await desk.database.query<{ id: string; c: string; l: string | null }[]>('SELECT id, policy_class AS c, left_on::text AS l FROM member WHERE association_id = $1', [id])).map((row) => [row.id, [row.c, row.l]]));
    expect(await roster()).toEqual(new Map([[changed, ['A', null]], [ended, ['B', '2030-03-10']], [moved, ['B', null]]]));
    await applied((await validated({ lines: [{ memberId: ended, maintenanceType: 'REINSTATE', effectiveDate: '2030-03-10' }] })).id);
    expect((await roster()).get(ended ?? '')).toEqual(['B', null]);
  });

  it('leave the roster alone when they are refused', async () => {
    const { id, lives, applied, validated } = await anAssociation([22], 0);
    sides.refusals.set(lives[0] ?? '', { code: 'NOT_COVERED', message: '' });
    await applied((await validated({ lines: [{ memberId: lives[0], maintenanceType: 'TERMINATE', effectiveDate: '2030-03-10', terminationReason: 'DEATH' }] })).id);
    expect(await desk.database.query('SELECT left_on FROM member WHERE association_id = $1', [id])).toEqual([{ left_on: null }]);
  });

  it.each<[string, (life: string, other: string) => object[], string]>([
    ['another association\'s life', (_life, other) => [{ memberId: other, maintenanceType: 'ADD' }], 'lines.0.memberId'],
    ['what is no id', () => [{ memberId: 'x', maintenanceType: 'ADD' }], 'lines.0.memberId'],
    ['a life twice', (life) => [{ memberId: life, maintenanceType: 'ADD' }, { memberId: life, maintenanceType: 'AUDIT' }], 'lines.1.memberId'],
    ['an end without a reason', (life) => [{ memberId: life, maintenanceType: 'TERMINATE' }], 'lines.0.terminationReason'],
    ['a change to nothing', (life) => [{ memberId: life, maintenanceType: 'CHANGE' }], 'lines.0.policyClass'],
    ['no line', () => [], 'lines'],
    ['too many', (life) => Array.from({ length: 501 }, () => ({ memberId: life, maintenanceType: 'ADD' })), 'lines'],
  ])('are refused for %s', async (_what, make, path) => {
    const { officer, callOffId, lives } = await anAssociation([23], 0);
    const other = (await anAssociation([23], 0)).lives[0] ?? '';
    const lines = make(lives[0] ?? '', other).map((line) => ({ effectiveDate: '2030-04-01', ...line }));
    const { problems } = await desk.tell(officer, 'createEnrollmentBatch', { callOffId, lines }, BATCH);
    expect(problems).toMatchObject([{ code: 'INVALID_INPUT', path: ['input', ...path.split('.')] }]);
  });
});

describe('an audit', () => {
  it('that finds both sides equal reconciles', async () => {
    const { validated, applied } = await anAssociation([24]);
    const ready = await validated({ wholeRoster: 'AUDIT' });
    expect(sides.decided).toEqual([]);
    expect(await applied(ready.id)).toMatchObject({ state: 'RECONCILED', accepted: 2 });
  });

  it('that finds a difference says which and stays applied', async () => {
    const { lives, validated, applied } = await anAssociation([25]);
    sides.refusals.set(lives[1] ?? '', { code: 'AUDIT_DIFFERS', message: 'The insurer holds something else about this life\'s policyClass. Send the line that sets it right.' });
    const done = await applied((await validated({ wholeRoster: 'AUDIT' })).id);
    expect(done).toMatchObject({ state: 'APPLIED', accepted: 1, refused: 1 });
    expect(done.lines.edges[1]?.node.problem).toMatchObject({ code: 'AUDIT_DIFFERS', message: expect.stringContaining('life\'s policyClass.') });
  });

  it('is made by the timer for every policy in force, once a month, and sends itself', async () => {
    const { id, read } = await anAssociation([26], 0);
    const none = await desk.addAssociation();
    await desk.addCallOff(none);
    const batches = () => desk.database.query<{ id: string }[]>('SELECT id FROM enrollment_batch WHERE association_id = ANY($1)', [[id, none]]);
    desk.pass(30 * 86_400);
    for (let times = 0; times < 2; times += 1) await desk.tasks['audit-policies']?.({});
    const [made, ...more] = await batches();
    expect(more).toEqual([]);
    await desk.runDueJobs();
    expect((await read(made?.id ?? '')).state).toBe('RECONCILED');
    desk.pass(31 * 86_400);
    await desk.tasks['audit-policies']?.({});
    expect(await batches()).toHaveLength(2);
  });
});

describe('a batch is refused', () => {
  it('for a call-off whose policy is not issued, of another association, or unknown', async () => {
    const { id, officer } = await anAssociation([27], 0);
    const ordered = await desk.addCallOff(id, 'ORDERED');
    const codes = (callOffId: string, as = officer) => desk.codes(as, 'createEnrollmentBatch', { callOffId, wholeRoster: 'ADD' }, BATCH);
    expect(await codes(ordered)).toEqual(['POLICY_NOT_ISSUED']);
    expect(await codes(ordered, officerOf(newId()))).toEqual(['NOT_YOURS']);
    expect(await codes(newId())).toEqual(['NOT_FOUND']);
  });

  it('for an empty roster, and for kinds no roster knows enough for', async () => {
    const id = await desk.addAssociation();
    const callOffId = await desk.addCallOff(id);
    for (const wholeRoster of ['ADD', 'TERMINATE', 'CHANGE', 'REINSTATE']) {
      expect(await desk.codes(officerOf(id), 'createEnrollmentBatch', { callOffId, wholeRoster }, BATCH)).toEqual(['INVALID_INPUT']);
    }
  });

  it('to other officers: they neither see nor move it', async () => {
    const { validated } = await anAssociation([28], 0);
    const ready = await validated();
    const stranger = officerOf(newId());
    expect((await desk.ask(stranger, 'query ($id: ID!) { enrollmentBatch(id: $id) { id } }', { id: ready.id })).data).toEqual({ enrollmentBatch: null });
    for (const mutation of ['submitEnrollmentBatch', 'recallEnrollmentBatch']) expect(await desk.codes(stranger, mutation, { batchId: ready.id }, BATCH)).toEqual(['NOT_YOURS']);
    expect(await desk.codes(stranger, 'excludeEnrollmentLine', { lineId: ready.lines.edges[0]?.node.id }, BATCH)).toEqual(['NOT_YOURS']);
  });
});
