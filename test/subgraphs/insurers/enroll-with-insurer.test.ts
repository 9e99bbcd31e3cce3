import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { coverageIdOf } from '../../../subgraphs/insurers/domain/cover/coverage-id.ts';
import { isId, newId } from '../../../subgraphs/kit/identifier.ts';
import { apply, issuePolicy, line, winningBid } from './enroll.ts';
import type { IssuedPolicy } from './enroll.ts';
import { addInsurer, openTestHouse } from './test-house.ts';
import type { TestHouse } from './test-house.ts';

let test: TestHouse;
let policy: IssuedPolicy;
const insurer = newId();

beforeAll(async () => {
  test = await openTestHouse();
  await addInsurer(test, insurer);
  policy = await issuePolicy(test, insurer, await winningBid(test, insurer));
});
afterAll(() => test.close());
beforeEach(() => {
  test.sent.length = 0;
  test.world.down = false;
  delete test.world.refusedLines;
});

interface SentLine { readonly lineId: string; readonly coverageId: string; readonly maintenanceType: string }
const told = (): SentLine[][] => test.sent.filter(({ operation }) => operation === 'InsurersEnrollLines').map(({ variables }) => (variables['input'] as { lines: SentLine[] }).lines);

describe('a line', () => {
  it('is told to the insurer before it is written, under the identifier its cover will have', async () => {
    const member = newId();
    const { answers } = await apply(test, policy, [line(member, 'ADD', '2026-03-01')]);
    expect(told()).toEqual([[expect.objectContaining({ lineId: answers[0]?.lineId, coverageId: answers[0]?.coverage?.id, maintenanceType: 'ADD' })]]);
    expect(answers[0]?.coverage?.id).toBe(coverageIdOf(policy.id, member));
    expect(JSON.stringify(told())).not.toContain(member);
    // Without the policy's days an insurer of its own would cover the life for ever.
    expect(test.sent.at(-1)?.variables).toMatchObject({ input: { policyId: policy.id, inceptionDate: '2026-01-01', expiryDate: '2026-12-31' } });
  });

  it('that the insurer refuses is refused with its code, and leaves the others alone', async () => {
    const [refused, taken] = [line(newId(), 'ADD', '2026-03-01'), line(newId(), 'ADD', '2026-03-01')];
    test.world.refusedLines = ({ lineId }) => (lineId === refused?.lineId ? 'HOUSE_RULE_7' : null);
    const { answers, endorsement } = await apply(test, policy, [refused as never, taken as never]);
    expect(answers.map(({ accepted, code }) => [accepted, code])).toEqual([[false, 'LINE_REFUSED_BY_INSURER'], [true, 'OK']]);
    expect([answers[0]?.message, answers[0]?.coverage, endorsement?.lines]).toEqual([expect.stringContaining('HOUSE_RULE_7'), null, 1]);
  });

  it('that the record refuses, or that only compares, is not told', async () => {
    const member = newId();
    await apply(test, policy, [line(member, 'ADD', '2026-03-01')]);
    test.sent.length = 0;
    const { answers } = await apply(test, policy, [line(member, 'ADD', '2026-03-01'), line(member, 'AUDIT', '2026-03-01'), line(newId(), 'TERMINATE', '2026-03-01')]);
    expect([answers.map(({ code }) => code), told()]).toEqual([['ALREADY_COVERED', 'AUDIT_MATCH', 'NOT_COVERED'], []]);
  });

  it('that passes because the insurer refused one before it is told as well', async () => {
    const member = newId();
    const lines = [line(member, 'ADD', '2026-03-01'), line(member, 'ADD', '2026-04-01')];
    test.world.refusedLines = ({ lineId }) => (lineId === lines[0]?.lineId ? 'NOT_THAT_DAY' : null);
    const { answers } = await apply(test, policy, lines);
    expect(answers.map(({ code }) => code)).toEqual(['LINE_REFUSED_BY_INSURER', 'OK']);
    expect(told().map((each) => each.map(({ lineId }) => lineId))).toEqual([[lines[0]?.lineId], [lines[1]?.lineId]]);
  });

  it('waits while the insurer does not answer, and is written once when it does', async () => {
    const lines = [line(newId(), 'ADD', '2026-03-01')];
    const input = { batchId: newId(), idempotencyKey: newId() };
    test.world.down = true;
    expect((await apply(test, policy, lines, input)).problems.map(({ code }) => code)).toEqual(['SOURCE_UNAVAILABLE']);
    expect(await test.sql('SELECT FROM enrollment_line WHERE batch_id = $1', [input.batchId])).toEqual([]);
    test.world.down = false;
    const first = await apply(test, policy, lines, input);
    expect(await apply(test, policy, lines, input)).toEqual(first);
    // Answered from the record, also in another part: the insurer is not told again.
    expect((await apply(test, policy, lines, { batchId: input.batchId })).answers).toEqual(first.answers);
    expect(told().map((each) => each.length)).toEqual([1, 1]);
    const keys = test.sent.map(({ variables }) => (variables['input'] as { idempotencyKey: string }).idempotencyKey);
    expect(new Set(keys).size).toBe(1);
  });

  it('that changed while the insurer was told waits too', async () => {
    const member = newId();
    test.afterAsk = async () => {
      test.afterAsk = () => undefined;
      const other = await issuePolicy(test, insurer, await winningBid(test, insurer), { associationId: policy.associationId, inceptionDate: '2026-01-01', expiryDate: '2026-06-30' });
      await apply(test, other, [line(member, 'ADD', '2026-03-01')]);
    };
    const { answers } = await apply(test, policy, [line(member, 'ADD', '2026-03-01')]);
    expect(answers.map(({ code }) => code)).toEqual(['COVER_OVERLAPS']);
  });
});

it('identifiers of covers are identifiers, begin like their policy and are each one life\'s', () => {
  const ids = Array.from({ length: 100 }, () => coverageIdOf(policy.id, newId()));
  expect([ids.every(isId), ids.every((id) => id.startsWith(policy.id.slice(0, 13))), new Set(ids).size]).toEqual([true, true, 100]);
});
