import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { newId } from '../../../subgraphs/kit/identifier.ts';
import { houseService, principalOf } from '../../kit/principals.ts';
import { apply, issuePolicy, line, winningBid } from './enroll.ts';
import type { IssuedPolicy } from './enroll.ts';
import { NOW, addInsurer, openTestHouse } from './test-house.ts';
import type { TestHouse } from './test-house.ts';

/* That an insurer is told where its policy stands; what it does with it is seen in test/supergraph/network. */

let test: TestHouse;
let policy: IssuedPolicy;
let bid: string;
const insurer = newId();
const officer = principalOf('insurer_officer', insurer);

beforeAll(async () => {
  test = await openTestHouse({ runJobs: true });
  await addInsurer(test, insurer);
  bid = await winningBid(test, insurer);
});
afterAll(() => test.close());
beforeEach(async () => {
  test.clock = NOW;
  test.world.down = false;
  policy = await issuePolicy(test, insurer, bid);
  await until(async () => (await stateOf()) === 'ACTIVE');
  test.sent.length = 0;
});

interface Told { readonly idempotencyKey: string; readonly insurerId: string; readonly policyId: string; readonly standing: string; readonly since: string; readonly version: number }
const toldBy = ({ sent }: Pick<TestHouse, 'sent'>): Told[] => sent.filter(({ operation }) => operation === 'InsurersTellPolicyStanding').map(({ variables }) => variables['input'] as Told);
const stateOf = async (): Promise<string | undefined> => (await test.sql<{ state: string }>('SELECT state FROM policy WHERE id = $1', [policy.id]))[0]?.state;
const waiting = () => test.sql<{ last_error: string | null; key: string }>(`SELECT last_error, key FROM graphile_worker.jobs WHERE task_identifier = 'tell-policy-standing'`);

async function act(action: string, reason?: string): Promise<void> {
  const { problems } = await test.tell(officer, 'actOnPolicy', { insurerId: insurer, policyId: policy.id, action, reason }, 'policy { state }');
  expect(problems).toEqual([]);
}

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  for (let left = 400; !(await holds()); left -= 1) {
    if (left === 0) throw new Error(`waited in vain: ${JSON.stringify(toldBy(test))}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

describe('a policy\'s insurer', () => {
  it('is told of each step that its days do not say, with the day in Riyadh and the number of steps', async () => {
    // Past midnight in Riyadh, still the day before in UTC.
    test.clock = '2026-04-09T22:00:00.000Z';
    await act('SUSPEND', 'unpaid past grace');
    await until(() => toldBy(test).length === 1);
    test.clock = '2026-04-20T09:00:00.000Z';
    await act('RESUME');
    await until(() => toldBy(test).length === 2);
    test.clock = '2026-05-05T09:00:00.000Z';
    await act('TERMINATE', 'agreement ended');
    await until(() => toldBy(test).length === 3);
    const common = { insurerId: insurer, policyId: policy.id };
    expect(toldBy(test)).toEqual([
      // Its first two steps were that it was issued and that it began, which nobody was told.
      { ...common, idempotencyKey: `policy-standing:${policy.id}:3`, standing: 'SUSPENDED', since: '2026-04-10', version: 3 },
      { ...common, idempotencyKey: `policy-standing:${policy.id}:4`, standing: 'IN_FORCE', since: '2026-04-20', version: 4 },
      // The day of the step is the last one of cover.
      { ...common, idempotencyKey: `policy-standing:${policy.id}:5`, standing: 'TERMINATED', since: '2026-05-06', version: 5 },
    ]);
  });

  it('is not told of a step that was refused', async () => {
    const { problems } = await test.tell(officer, 'actOnPolicy', { insurerId: insurer, policyId: policy.id, action: 'RESUME' }, 'policy { state }');
    expect(problems.map(({ code }) => code)).toEqual(['TRANSITION_NOT_ALLOWED']);
    expect([await waiting(), toldBy(test)]).toEqual([[], []]);
  });

  it('that does not answer is told when it does, and then only what is true by then', async () => {
    test.world.down = true;
    await act('SUSPEND', 'a');
    await until(async () => (await waiting()).some(({ last_error: error }) => error?.includes('SourceUnavailableError') === true));
    test.clock = '2026-03-02T09:00:00.000Z';
    await act('RESUME');
    // The later step takes the place of the one that waits, and is tried at once.
    expect((await waiting()).map(({ key }) => key)).toEqual([`tell-policy-standing:${policy.id}`]);
    test.sent.length = 0;
    test.world.down = false;
    await until(async () => (await waiting()).length === 0);
    expect(new Set(toldBy(test).map(({ standing, since, version }) => `${standing} ${since} ${version}`))).toEqual(new Set(['IN_FORCE 2026-03-02 4']));
  });

  it('that answers an older version is told again', async () => {
    test.world.knownVersion = 2;
    await act('SUSPEND', 'a');
    await until(async () => (await waiting()).some(({ last_error: error }) => error?.includes('older version') === true));
    delete test.world.knownVersion;
    await until(async () => (await waiting()).length === 0);
    expect(new Set(toldBy(test).map((each) => JSON.stringify(each))).size).toBe(1);
  });

  it('is told by another process when the one that took the step has ended', async () => {
    const first = await openTestHouse({ url: test.url, world: { ...test.world, down: true } });
    test.world.down = true;
    const { problems } = await first.tell(officer, 'actOnPolicy', { insurerId: insurer, policyId: policy.id, action: 'SUSPEND', reason: 'a' }, 'policy { state }');
    expect(problems).toEqual([]);
    await first.close();
    expect(await waiting()).toHaveLength(1);
    test.world.down = false;
    await until(async () => (await waiting()).length === 0);
    expect(toldBy(test).at(-1)).toMatchObject({ standing: 'SUSPENDED', policyId: policy.id });
  });
});

describe('an insurer without a service of its own', () => {
  const tellStanding = (as: typeof officer, more: Record<string, unknown> = {}) => test.network<{ tellPolicyStanding: { version: number } }>(as, 'mutation ($input: PolicyStandingInput!) { tellPolicyStanding(input: $input) { version } }',
    { input: { idempotencyKey: 'k', insurerId: insurer, policyId: policy.id, standing: 'SUSPENDED', since: '2026-03-01', version: 2, ...more } });

  it('knows it from the record, and takes it from nobody but the house', async () => {
    await act('SUSPEND', 'a');
    expect(await tellStanding(houseService('insurers'))).toEqual({ tellPolicyStanding: { version: 3 } });
    await expect(tellStanding(houseService('associations'))).rejects.toThrow('NOT_YOURS');
    await expect(tellStanding(houseService('insurers'), { insurerId: newId() })).rejects.toThrow('NOT_FOUND');
    await expect(tellStanding(houseService('insurers'), { policyId: 'no-identifier' })).rejects.toThrow('NOT_FOUND');
  });

  it('answers suspended cover as suspended, and cards no longer than a policy that was ended', async () => {
    const { answers } = await apply(test, policy, [line(newId(), 'ADD', '2026-02-01')]);
    const seen = async () => {
      const on = (day: string): string => `eligibility(on: "${day}") { status }`;
      const query = `query ($of: [_Any!]!) { _entities(representations: $of) { ... on Coverage { card { validTo } before: ${on('2026-01-31')} past: ${on('2026-02-28')} today: ${on('2026-03-01')} next: ${on('2026-03-02')} } } }`;
      const { _entities } = await test.network<{ _entities: Record<string, { status?: string; validTo?: string }>[] }>(principalOf('regulator'), query, { of: [{ __typename: 'Coverage', insurerId: insurer, id: answers[0]?.coverage?.id }] });
      return Object.values(_entities[0] ?? {}).map(({ status, validTo }) => status ?? validTo);
    };
    await act('SUSPEND', 'a');
    expect(await seen()).toEqual(['2026-12-31', 'NOT_COVERED', 'COVERAGE_SUSPENDED', 'COVERAGE_SUSPENDED', 'COVERAGE_SUSPENDED']);
    await act('TERMINATE', 'b');
    expect(await seen()).toEqual(['2026-03-01', 'NOT_COVERED', 'ELIGIBLE', 'ELIGIBLE', 'NOT_ACTIVE']);
  });
});
