import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { newId } from '../../../subgraphs/kit/identifier.ts';
import { principalOf } from '../../kit/principals.ts';
import { ASSOCIATIONS, apply, issuePolicy, line, winningBid } from './enroll.ts';
import type { Applied, IssuedPolicy, LineInput } from './enroll.ts';
import { killHouse } from './kill-house.ts';
import { NOW, addInsurer, openTestHouse } from './test-house.ts';
import type { TestHouse } from './test-house.ts';

let test: TestHouse;
let policy: IssuedPolicy;
const insurer = newId();
let bid: string;

beforeAll(async () => {
  test = await openTestHouse();
  await addInsurer(test, insurer);
  bid = await winningBid(test, insurer);
});
afterAll(() => test.close());
beforeEach(async () => {
  test.clock = NOW;
  policy = await issuePolicy(test, insurer, bid);
});

const codesOf = ({ answers }: Applied): string[] => answers.map(({ code }) => code);
const versions = (memberId: string) => test.sql<{ from: string; to: string | null; closed: boolean; type: string; policy_class: string }>(
  `SELECT v.effective_from::text AS "from", v.effective_to::text AS "to", v.recorded_to IS NOT NULL AS closed, v.maintenance_type AS type, v.policy_class
   FROM coverage_version v JOIN coverage c ON c.id = v.coverage_id WHERE c.member_id = $1 ORDER BY v.recorded_from, v.effective_from`, [memberId]);

describe('lines', () => {
  // Class C, employee, male, 35 at inception: 10,000 + 1,000 + 4 × 97 + 0 + 0 riyals and 75 halalas a year.
  it('cover a life for the rest of the term, with a card and a price by its cell', async () => {
    const member = newId();
    const { answers, endorsement } = await apply(test, policy, [line(member, 'ADD', '2026-03-01')]);
    expect(answers).toMatchObject([{
      accepted: true, code: 'OK', message: null,
      coverage: { state: 'ACTIVE', policyClass: 'C', effectiveFrom: '2026-03-01', effectiveTo: null, annualPremium: { amount: '11388.75' } },
    }]);
    const { _entities } = await test.network<{ _entities: unknown[] }>(principalOf('regulator'), 'query ($of: [_Any!]!) { _entities(representations: $of) { ... on Coverage { card { cardNumber validFrom validTo } } } }',
      { of: [{ __typename: 'Coverage', insurerId: policy.insurerId, id: answers[0]?.coverage?.id }] });
    expect(_entities).toMatchObject([{ card: { cardNumber: expect.stringMatching(/^SBX-\d{9}-\d$/), validFrom: '2026-03-01', validTo: '2026-12-31' } }]);
    // 11388.75 × 306 ÷ 365, and 15 % of it.
    expect(endorsement).toEqual({ number: 1, lines: 1, premiumDelta: { amount: '9547.83' }, vat: { amount: '1432.17' } });
  });

  it('change, end, restore and compare, each with its part of the premium', async () => {
    const member = newId();
    await apply(test, policy, [line(member, 'ADD', '2026-01-01')]);
    const changed = await apply(test, policy, [line(member, 'CHANGE', '2026-04-01', { policyClass: 'B' })]);
    // B costs 12388.75: its 275 of 365 days, 9333.99, less 11388.75 ÷ 365.25 × 275, 8574.69.
    expect(changed.endorsement).toMatchObject({ number: 2, premiumDelta: { amount: '759.30' } });
    const ended = await apply(test, policy, [line(member, 'TERMINATE', '2026-07-01')]);
    expect(ended.answers[0]?.coverage).toMatchObject({ effectiveTo: '2026-03-31', state: 'TERMINATION_PENDING' });
    // 12388.75 ÷ 365.25 × 184, given back with its VAT.
    expect(ended.endorsement).toMatchObject({ number: 3, premiumDelta: { amount: '-6241.01' }, vat: { amount: '-936.15' } });
    const restored = await apply(test, policy, [line(member, 'REINSTATE', '2026-07-01')]);
    expect(restored.endorsement).toMatchObject({ number: 4, premiumDelta: { amount: '6241.01' }, vat: { amount: '936.15' } });
    const compared = await apply(test, policy, [line(member, 'AUDIT', '2026-08-01', { policyClass: 'B' }), line(member, 'AUDIT', '2026-08-01'), line(member, 'AUDIT', '2026-08-01', { policyClass: 'B', sex: 'FEMALE' })]);
    expect(compared.answers.map(({ code, accepted }) => [code, accepted])).toEqual([['AUDIT_MATCH', true], ['AUDIT_DIFFERS', false], ['AUDIT_DIFFERS', false]]);
    expect(compared.endorsement).toBeNull();
    expect((await versions(member)).filter(({ closed }) => !closed).map(({ from, to, policy_class }) => [from, to, policy_class])).toEqual([
      ['2026-01-01', '2026-03-31', 'C'], ['2026-04-01', null, 'B'],
    ]);
  });

  it('that end cover keep the ground and what was given back, until the cover is restored', async () => {
    const member = newId();
    const believed = async () => (await test.sql<{ to: string | null; end_reason: string | null; refunded: string | null }>(
      `SELECT v.effective_to::text AS "to", v.end_reason, v.refunded FROM coverage_version v JOIN coverage c ON c.id = v.coverage_id
       WHERE c.member_id = $1 AND v.recorded_to IS NULL ORDER BY v.effective_from`, [member]));
    await apply(test, policy, [line(member, 'ADD', '2026-01-01')]);
    await apply(test, policy, [line(member, 'TERMINATE', '2026-07-01', { terminationReason: 'FINAL_EXIT' })]);
    // 11388.75 ÷ 365.25 × 184.
    expect(await believed()).toEqual([{ to: '2026-06-30', end_reason: 'FINAL_EXIT', refunded: '573725' }]);
    // Ended earlier than it was to end: both sums.
    await apply(test, policy, [line(member, 'TERMINATE', '2026-06-01', { terminationReason: 'DEATH' })]);
    expect(await believed()).toEqual([{ to: '2026-05-31', end_reason: 'DEATH', refunded: '667267' }]);
    await apply(test, policy, [line(member, 'REINSTATE', '2026-06-01')]);
    expect(await believed()).toEqual([{ to: null, end_reason: null, refunded: null }]);
    // What is given back for more than one price at once is nobody's figure alone.
    await apply(test, policy, [line(member, 'CHANGE', '2026-04-01', { policyClass: 'B' })]);
    await apply(test, policy, [line(member, 'TERMINATE', '2026-03-01', { terminationReason: 'DEATH' })]);
    expect(await believed()).toEqual([{ to: '2026-02-28', end_reason: 'DEATH', refunded: null }]);
  });

  it('are refused one by one, with a code and a sentence in the caller\'s language', async () => {
    const [covered, elsewhere, nobody] = [newId(), newId(), newId()];
    const other = await issuePolicy(test, insurer, bid, { associationId: policy.associationId, inceptionDate: '2026-02-01' });
    await apply(test, policy, [line(covered, 'ADD', '2026-01-01')]);
    await apply(test, other, [line(elsewhere, 'ADD', '2026-02-01')]);
    const lines = [
      line(covered, 'ADD', '2026-05-01'), line(elsewhere, 'ADD', '2026-05-01'), line(nobody, 'CHANGE', '2026-05-01'), line(nobody, 'TERMINATE', '2026-05-01'),
      line(nobody, 'REINSTATE', '2026-05-01'), line(covered, 'REINSTATE', '2026-05-01'), line(nobody, 'ADD', '2026-05-01', { policyClass: 'VIP' }), line(nobody, 'ADD', '2027-01-01'),
      line(nobody, 'ADD', '2025-12-31'), line(nobody, 'ADD', '2026-03-01'),
    ];
    const { answers } = await apply(test, policy, lines);
    expect(answers.map(({ lineId }) => lineId)).toEqual(lines.map(({ lineId }) => lineId));
    expect(answers.map(({ code }) => code)).toEqual([
      'ALREADY_COVERED', 'COVER_OVERLAPS', 'NOT_COVERED', 'NOT_COVERED', 'NOTHING_TO_REINSTATE', 'NOTHING_TO_REINSTATE', 'CLASS_NOT_RATED', 'EFFECTIVE_OUTSIDE_TERM',
      'EFFECTIVE_OUTSIDE_TERM', 'OK',
    ]);
    for (const { accepted, message } of answers) expect(message === null).toBe(accepted);
    const arabic = await test.ask<{ applyEnrollmentBatch: Applied }>(ASSOCIATIONS, 'mutation ($input: ApplyEnrollmentBatchInput!) { applyEnrollmentBatch(input: $input) { answers { message } } }',
      { input: { idempotencyKey: newId(), insurerId: insurer, policyId: policy.id, batchId: newId(), lines: [line(nobody, 'ADD', '2027-01-01')], complete: true } }, 'ar');
    expect(arabic.applyEnrollmentBatch.answers[0]?.message).toContain('2026-01-01');
    expect(arabic.applyEnrollmentBatch.answers[0]?.message).toMatch(/[\u0600-\u06ff]/);
  });

  it('may cover a life anew from the day after its other policy was terminated', async () => {
    const member = newId();
    const other = await issuePolicy(test, insurer, bid, { associationId: policy.associationId, inceptionDate: '2026-02-01' });
    await apply(test, other, [line(member, 'ADD', '2026-02-01')]);
    await test.tell(principalOf('insurer_officer', insurer), 'actOnPolicy', { insurerId: insurer, policyId: other.id, action: 'TERMINATE', reason: 'agreement ended' }, 'policy { state }');
    expect(codesOf(await apply(test, policy, [line(member, 'ADD', '2026-03-01'), line(member, 'ADD', '2026-03-02')]))).toEqual(['COVER_OVERLAPS', 'OK']);
    const query = 'query ($insurer: ID!, $id: ID!) { policy(insurerId: $insurer, id: $id) { premium { amount } lives(on: "2026-03-02") coverages(on: "2026-03-01") { edges { node { state } } } } }';
    expect(await test.ask(ASSOCIATIONS, query, { insurer, id: other.id })).toEqual({ policy: { premium: { amount: '0.00' }, lives: 0, coverages: { edges: [{ node: { state: 'TERMINATED' } }] } } });
  });

  it('cannot end cover more than 60 days back', async () => {
    const member = newId();
    await apply(test, policy, [line(member, 'ADD', '2026-01-01')]);
    test.clock = '2026-04-02T09:00:00.000Z';
    expect(codesOf(await apply(test, policy, [line(member, 'TERMINATE', '2026-01-31')]))).toEqual(['RETRO_TERMINATION_TOO_OLD']);
    expect(codesOf(await apply(test, policy, [line(member, 'TERMINATE', '2026-02-01')]))).toEqual(['OK']);
  });

  it('withdraw cover that never began, whole, and can bring it back', async () => {
    const member = newId();
    const added = await apply(test, policy, [line(member, 'ADD', '2026-06-01')]);
    expect(added.answers[0]?.coverage?.state).toBe('PENDING_EFFECTIVE');
    const ended = await apply(test, policy, [line(member, 'TERMINATE', '2026-06-01')]);
    expect(ended.answers[0]?.coverage?.state).toBe('CANCELLED');
    expect(ended.endorsement?.premiumDelta.amount).toBe(`-${added.endorsement?.premiumDelta.amount}`);
    const restored = await apply(test, policy, [line(member, 'REINSTATE', '2026-06-01')]);
    expect(restored.endorsement?.premiumDelta).toEqual(added.endorsement?.premiumDelta);
    expect(restored.answers[0]?.coverage).toMatchObject({ state: 'PENDING_EFFECTIVE', effectiveFrom: '2026-06-01' });
  });

  it('that follow each other in one part leave no version of zero length', async () => {
    const member = newId();
    const { answers, endorsement } = await apply(test, policy, [line(member, 'ADD', '2026-01-01'), line(member, 'TERMINATE', '2026-05-01'), line(member, 'REINSTATE', '2026-05-01')]);
    expect(answers.map(({ code }) => code)).toEqual(['OK', 'OK', 'OK']);
    expect(endorsement).toMatchObject({ lines: 3, premiumDelta: { amount: '11388.75' } });
    expect(await versions(member)).toMatchObject([{ from: '2026-01-01', to: null, closed: false, type: 'REINSTATE' }]);
  });
});

describe('a batch', () => {
  const many = (count: number): LineInput[] => Array.from({ length: count }, () => line(newId(), 'ADD', '2026-03-01'));

  it('comes in parts and gets one endorsement with the last', async () => {
    const batchId = newId();
    const first = await apply(test, policy, many(3), { batchId, complete: false });
    expect(first.endorsement).toBeNull();
    const last = await apply(test, policy, many(2), { batchId });
    expect(last.endorsement).toMatchObject({ number: 1, lines: 5, premiumDelta: { amount: '47739.15' } });
  });

  it('is applied once however it is told: same key, other key, cut otherwise', async () => {
    const batchId = newId();
    const lines = many(4);
    const input = { batchId, idempotencyKey: newId() };
    const answers = [
      await apply(test, policy, lines, input), await apply(test, policy, lines, input), await apply(test, policy, lines, { batchId }),
      await apply(test, policy, lines.slice(1, 3), { batchId }),
    ];
    expect(answers[1]).toEqual(answers[0]);
    expect(answers[2]).toEqual(answers[0]);
    expect(answers[3]?.answers).toEqual(answers[0]?.answers.slice(1, 3));
    expect(answers[3]?.endorsement).toEqual(answers[0]?.endorsement);
    const counted = await test.sql<{ covers: number; endorsements: number }>('SELECT (SELECT count(*)::int FROM coverage WHERE policy_id = $1) AS covers, (SELECT count(*)::int FROM endorsement WHERE policy_id = $1) AS endorsements', [policy.id]);
    expect(counted).toEqual([{ covers: 4, endorsements: 1 }]);
  });

  it('told twice at once does nothing twice', async () => {
    const batchId = newId();
    const lines = many(5);
    const answers = await Promise.all([apply(test, policy, lines, { batchId }), apply(test, policy, lines, { batchId })]);
    expect(answers[0]).toEqual(answers[1]);
    expect(await test.sql('SELECT FROM coverage WHERE policy_id = $1', [policy.id])).toHaveLength(5);
  });

  it('lets one of two policies cover a life that both want at once', async () => {
    const other = await issuePolicy(test, insurer, bid, { associationId: policy.associationId, inceptionDate: '2026-02-01' });
    const members = Array.from({ length: 20 }, newId);
    const answers = await Promise.all([policy, other].map((each) => apply(test, each, members.map((member) => line(member, 'ADD', '2026-03-01')))));
    expect(answers.map(codesOf).map((codes) => [...new Set(codes)].join()).sort()).toEqual(['COVER_OVERLAPS', 'OK']);
  });

  it.each(['INSERT INTO enrollment_line', 'COMMIT'])('killed at %s leaves nothing of the part, and told again is whole', async (killAt) => {
    const batchId = newId();
    const kept = many(2);
    await apply(test, policy, kept, { batchId, complete: false });
    const lines = many(3);
    const input = { idempotencyKey: newId(), insurerId: insurer, policyId: policy.id, batchId, lines, complete: true };
    expect(await killHouse(test, { as: ASSOCIATIONS, mutation: 'applyEnrollmentBatch', input, selection: 'answers { code }', killAt })).toBe('SIGKILL');
    const covered = () => test.sql('SELECT FROM coverage WHERE policy_id = $1', [policy.id]);
    expect(await covered()).toHaveLength(2);
    const { endorsement } = await apply(test, policy, lines, { batchId, idempotencyKey: input.idempotencyKey });
    expect(await covered()).toHaveLength(5);
    expect(endorsement).toMatchObject({ number: 1, lines: 5 });
  });

  it.each<[string, (lines: LineInput[]) => Record<string, unknown>, string]>([
    ['more than 500 lines', () => ({ lines: many(501) }), 'INVALID_INPUT'],
    ['a line twice', ([first]) => ({ lines: [first, first] }), 'INVALID_INPUT'],
    ['a policy nobody knows', () => ({ policyId: newId() }), 'NOT_FOUND'],
    ['another insurer\'s policy', () => ({ insurerId: newId() }), 'NOT_FOUND'],
  ])('with %s is refused whole', async (_what, spoil, code) => {
    const lines = many(2);
    const { answers, problems } = await apply(test, policy, lines, spoil(lines));
    expect([answers, problems.map((problem) => problem.code)]).toEqual([[], [code]]);
    expect(await test.sql('SELECT FROM coverage WHERE policy_id = $1', [policy.id])).toEqual([]);
  });

  it('takes no more lines once it is complete, and none while the policy is suspended', async () => {
    const batchId = newId();
    await apply(test, policy, many(1), { batchId });
    expect((await apply(test, policy, many(1), { batchId })).problems.map(({ code }) => code)).toEqual(['TRANSITION_NOT_ALLOWED']);
    await test.sql(`UPDATE policy SET state = 'ACTIVE' WHERE id = $1`, [policy.id]);
    await test.tell(principalOf('insurer_officer', insurer), 'actOnPolicy', { insurerId: insurer, policyId: policy.id, action: 'SUSPEND', reason: 'unpaid' }, 'policy { state }');
    expect((await apply(test, policy, many(1))).problems.map(({ code }) => code)).toEqual(['TRANSITION_NOT_ALLOWED']);
  });

  it('is told by the associations house alone', async () => {
    for (const who of [principalOf('insurer_officer', insurer), principalOf('association_officer', policy.associationId)]) {
      const { problems } = await test.tell(who, 'applyEnrollmentBatch', { insurerId: insurer, policyId: policy.id, batchId: newId(), lines: [], complete: true }, 'answers { code }');
      expect(problems.map(({ code }) => code)).toEqual(['NOT_YOURS']);
    }
  });

  it('costs the same statements for 400 lines as for 4', async () => {
    const counts: number[] = [];
    for (const count of [4, 400]) {
      test.statements.length = 0;
      await apply(test, policy, many(count));
      counts.push(test.statements.length);
    }
    expect(counts[1]).toBe(counts[0]);
  });
});
