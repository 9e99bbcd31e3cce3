import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { SANDBOX_ID_MARKS } from '../../../../schema/contracts/sandbox-ids.ts';
import type { Principal } from '../../../../schema/contracts/identity.ts';
import { principalOf } from '../../../kit/principals.ts';
import { openRegulation } from '../regulation-house.ts';

const house = await openRegulation();
const service = principalOf('service', 'associations');
const regulator = principalOf('regulator');
const ASSOCIATION = randomUUID();
const LICENCE = 'NCNP-7001';
house.graph.associations.set(ASSOCIATION, LICENCE);

const SELECTION = 'decisions { id lineId batchId outcome decisionMode appliesOn rulesEvaluated { rule value passed observed } facts { name value source asOf verifiedBy } reason decidedAt member { id } }';
const codes = (payload: { problems: readonly { code: string }[] }): string[] => payload.problems.map(({ code }) => code);

const marked = (mark: keyof typeof SANDBOX_ID_MARKS | '9911' | '9912', first = '10585'): string => `${first}${mark in SANDBOX_ID_MARKS ? SANDBOX_ID_MARKS[mark as keyof typeof SANDBOX_ID_MARKS] : mark}0`;

let people = 0;
const plainId = (first = '1'): string => `${first}2${String(people += 1).padStart(8, '0')}`;

type Line = Record<string, unknown> & { readonly lineId: string; readonly memberId: string; readonly nationalId: string };

const employee = (more: Record<string, unknown> = {}): Line => ({
  lineId: randomUUID(), memberId: randomUUID(), maintenanceType: 'ADD', nationalId: plainId(), birthDate: '1988-02-03', sex: 'MALE', relationship: 'SELF',
  effectiveDate: '2026-04-01', employmentStart: '2024-01-01', ...more,
} as Line);
const dependent = (more: Record<string, unknown> = {}): Line => employee({ relationship: 'CHILD', birthDate: '2015-02-03', subscriberNationalId: plainId(), employmentStart: null, ...more });

const decide = (lines: readonly Line[], more: Record<string, unknown> = {}, who: Principal = service) =>
  house.tell(who, 'decideEligibility', { batchId: randomUUID(), employerLicenseNumber: LICENCE, lines, ...more }, SELECTION);

const stored = async (): Promise<number> => (await house.database.query<{ count: number }[]>('SELECT count(*)::int AS count FROM eligibility_decision'))[0]?.count ?? 0;

beforeEach(() => {
  for (const sandbox of Object.values(house.sandboxes)) sandbox.control({ behaviour: 'normal' });
});

describe('a batch', () => {
  it('is decided line by line, in the order asked, with rules and facts on record', async () => {
    const lines = [
      employee(),
      employee({ nationalId: marked('DECEASED') }),
      employee({ nationalId: marked('NOT_FOUND') }),
      employee({ nationalId: marked('BIRTH_DATE_CONTRADICTED') }),
      employee({ nationalId: marked('NOT_EMPLOYED') }),
      employee({ nationalId: marked('SOURCES_CONTRADICT') }),
      dependent(),
      dependent({ nationalId: marked('RELATIONSHIP_NOT_CONFIRMED') }),
      dependent({ nationalId: marked('RELATIONSHIP_NOT_CONFIRMED', '20585') }),
      dependent({ birthDate: '1999-01-01' }),
      dependent({ sex: 'FEMALE', birthDate: '1999-01-01' }),
      dependent({ sex: 'FEMALE', birthDate: '1999-01-01', nationalId: marked('9911') }),
      dependent({ relationship: 'SPOUSE', sex: 'MALE', birthDate: '1985-01-01', nationalId: marked('9912') }),
      employee({ maintenanceType: 'TERMINATE', terminationReason: 'EMPLOYMENT_END', nationalId: plainId('2') }),
      employee({ maintenanceType: 'AUDIT', nationalId: marked('DECEASED') }),
    ];
    const { decisions, problems } = await decide(lines);
    expect(problems).toEqual([]);
    expect(decisions.map(({ lineId }: Line) => lineId)).toEqual(lines.map(({ lineId }) => lineId));
    expect(decisions.map(({ outcome, rulesEvaluated }: { outcome: string; rulesEvaluated: { rule: string; passed: boolean }[] }) =>
      [outcome, ...rulesEvaluated.filter(({ passed }) => !passed).map(({ rule }) => rule)])).toEqual([
      ['ELIGIBLE'],
      ['NOT_ELIGIBLE', 'E16.PERSON'],
      ['NEEDS_PERSON', 'E16.PERSON', 'E01.EMPLOYED'],
      ['NEEDS_PERSON', 'E16.PERSON'],
      ['NOT_ELIGIBLE', 'E01.EMPLOYED'],
      ['NEEDS_PERSON', 'E17'],
      ['ELIGIBLE'],
      ['NOT_ELIGIBLE', 'E16.FAMILY'],
      ['NEEDS_PERSON', 'E16.FAMILY'],
      ['NOT_ELIGIBLE', 'E02'],
      ['ELIGIBLE'],
      ['NOT_ELIGIBLE', 'E02.DAUGHTER'],
      ['NEEDS_PERSON', 'E03'],
      ['NOT_ELIGIBLE', 'E11'],
      ['ELIGIBLE'],
    ]);
    expect(decisions[0]).toMatchObject({
      decisionMode: 'AUTO', appliesOn: '2026-04-01', decidedAt: '2026-03-01T09:00:00.000Z', reason: null, member: { id: lines[0]?.memberId },
      facts: [
        { name: 'civilRegistry.person', source: 'sandbox:civil-registry', verifiedBy: 'regulation' },
        { name: 'socialInsurance.employment', source: 'sandbox:social-insurance', verifiedBy: 'regulation' },
      ],
    });
    expect(decisions[0].facts.map(({ value }: { value: string }) => JSON.parse(value))).toEqual([
      { found: true, alive: true, birthDateMatches: true, sexMatches: true },
      { employed: true, otherEmployer: false, sinceBeforeCover: true },
    ]);
    expect(decisions[2]).toMatchObject({ decisionMode: null, decidedAt: null });
    expect(decisions.at(-1)).toMatchObject({ facts: [], rulesEvaluated: [] });
  });

  it('keeps no name, number or date of a person, in no table and no log', async () => {
    const line = dependent({ birthDate: '2011-11-21' });
    await decide([line]);
    const tables = await house.database.query<{ row: string }[]>(`SELECT row_to_json(eligibility_decision)::text AS row FROM eligibility_decision
      UNION ALL SELECT row_to_json(audit_entry)::text FROM audit_entry UNION ALL SELECT row_to_json(command_answer)::text FROM command_answer`);
    const everything = [...tables.map(({ row }) => row), ...house.log].join('\n');
    for (const secret of [line.nationalId, line['subscriberNationalId'] as string, '2011-11-21']) expect(everything).not.toContain(secret);
  });

  it('is decided once: the same line keeps its decision, under the same key and under another', async () => {
    const lines = [employee(), employee({ nationalId: marked('NOT_FOUND') })];
    const batch = { batchId: randomUUID(), idempotencyKey: randomUUID() };
    const ids = async (more: Record<string, unknown>) => (await decide(lines, { ...batch, ...more })).decisions.map(({ id }: { id: string }) => id);
    const first = await ids({});
    const before = await stored();
    house.sandboxes.civilRegistry.control({ behaviour: 'down' });
    expect(await ids({})).toEqual(first);
    expect(await ids({ idempotencyKey: randomUUID() })).toEqual(first);
    house.sandboxes.civilRegistry.control({ behaviour: 'normal' });
    const third = employee();
    const more = await house.tell(service, 'decideEligibility', { ...batch, idempotencyKey: randomUUID(), employerLicenseNumber: LICENCE, lines: [...lines, third] }, SELECTION);
    expect(more.decisions.map(({ id }: { id: string }) => id).slice(0, 2)).toEqual(first);
    expect(await stored()).toBe(before + 1);
  });

  it('is decided once by two who tell it at once', async () => {
    const lines = [employee(), employee()];
    const batchId = randomUUID();
    const before = await stored();
    const [one, two] = await Promise.all([decide(lines, { batchId }), decide(lines, { batchId })]);
    expect(one?.decisions).toEqual(two?.decisions);
    expect(await stored()).toBe(before + 2);
    const entries = await house.database.query(`SELECT 1 FROM audit_entry WHERE entity = 'EligibilityDecision' AND entity_id = ANY($1)`, [one?.decisions.map(({ id }: { id: string }) => id)]);
    expect(entries).toHaveLength(2);
  });

  it.each(['civilRegistry', 'socialInsurance'] as const)('waits whole while %s is down', async (source) => {
    const before = await stored();
    house.sandboxes[source].control({ behaviour: 'down' });
    const { decisions, problems } = await decide([employee(), dependent()]);
    expect(decisions).toEqual([]);
    expect(problems).toMatchObject([{ code: 'SOURCE_UNAVAILABLE' }]);
    expect(await stored()).toBe(before);
  });

  it('waits whole while a source is too slow, or the graph is down', async () => {
    house.graph.down = true;
    expect(codes(await decide([employee()]))).toEqual(['SOURCE_UNAVAILABLE']);
    house.graph.down = false;
    house.sandboxes.civilRegistry.control({ behaviour: 'slow', delayMs: 60_000 });
    expect(codes(await decide([employee()]))).toEqual(['SOURCE_UNAVAILABLE']);
  });

  it('leaves to a person only the lines on which a source contradicts itself', async () => {
    house.sandboxes.civilRegistry.control({ behaviour: 'contradictory' });
    const { decisions } = await decide([employee(), employee({ maintenanceType: 'TERMINATE', terminationReason: 'FINAL_EXIT', nationalId: plainId('2') })]);
    expect(decisions.map(({ outcome }: { outcome: string }) => outcome)).toEqual(['NEEDS_PERSON', 'ELIGIBLE']);
    expect(decisions[0].facts[0]).toMatchObject({ name: 'civilRegistry.person', value: '"CONTRADICTORY"', source: 'sandbox:civil-registry' });
  });

  it('is told by houses alone, of an employer the graph knows, with whole lines', async () => {
    expect(codes(await decide([employee()], {}, regulator))).toEqual(['NOT_YOURS']);
    expect(codes(await decide([employee()], {}, principalOf('association_officer', ASSOCIATION)))).toEqual(['NOT_YOURS']);
    expect(codes(await decide([employee()], { employerLicenseNumber: 'NCNP-0000' }))).toEqual(['NOT_FOUND']);
    expect(codes(await decide([dependent({ subscriberNationalId: null })]))).toEqual(['INVALID_INPUT']);
    const twice = employee();
    expect(codes(await decide([twice, twice]))).toEqual(['INVALID_INPUT']);
    expect(codes(await decide(Array.from({ length: 501 }, () => employee())))).toEqual(['INVALID_INPUT']);
    expect(await decide([])).toMatchObject({ decisions: [], problems: [] });
  });

  it('costs the same number of statements for one line and for five hundred', async () => {
    house.statements();
    await decide([employee()]);
    const one = house.statements().length;
    const { decisions } = await decide(Array.from({ length: 500 }, (_, n) => (n % 3 === 0 ? employee() : dependent())));
    expect(decisions).toHaveLength(500);
    expect(house.statements()).toHaveLength(one);
  });
});

describe('a person\'s decision', () => {
  const DECISION = 'decision { id outcome decisionMode reason decidedAt }';
  const byPerson = (who: Principal, decisionId: string, outcome: string, more: Record<string, unknown> = {}) =>
    house.tell(who, 'decideEligibilityByPerson', { decisionId, outcome, reason: 'The papers were seen.', ...more }, DECISION);
  const open = async (): Promise<{ id: string; batchId: string; lineId: string }> => (await decide([employee({ nationalId: marked('NOT_FOUND') })])).decisions[0];
  const jobsOf = (decisionId: string) => house.database.query<{ payload: Record<string, unknown> }[]>(
    `SELECT payload FROM graphile_worker._private_jobs WHERE payload->>'decisionId' = $1`, [decisionId]);

  it('settles what the rules left open, and follows with one job that tells it', async () => {
    const { id, batchId, lineId } = await open();
    const key = { idempotencyKey: randomUUID() };
    const { decision, problems } = await byPerson(regulator, id, 'ELIGIBLE', key);
    expect(problems).toEqual([]);
    expect(decision).toEqual({ id, outcome: 'ELIGIBLE', decisionMode: 'MANUAL', reason: 'The papers were seen.', decidedAt: '2026-03-01T09:00:00.000Z' });
    await byPerson(regulator, id, 'ELIGIBLE', key);
    expect((await jobsOf(id)).map(({ payload }) => payload)).toEqual([{ decisionId: id, batchId, lineId, eligible: true, onBehalfOf: regulator.subject }]);
    expect((await byPerson(regulator, id, 'NOT_ELIGIBLE')).problems).toMatchObject([{ code: 'TRANSITION_NOT_ALLOWED', message: expect.stringContaining('ELIGIBLE') }]);
    const entries = await house.database.query(`SELECT action, from_state, to_state, subject, reason FROM audit_entry WHERE entity_id = $1 ORDER BY seq`, [id]);
    expect(entries.at(-1)).toEqual({ action: 'FIND_ELIGIBLE', from_state: 'NEEDS_PERSON', to_state: 'ELIGIBLE', subject: regulator.subject, reason: 'The papers were seen.' });
  });

  it('is the regulator\'s, with a reason, and one way or the other', async () => {
    const { id } = await open();
    for (const who of [principalOf('council'), principalOf('association_officer', ASSOCIATION), service]) expect(codes(await byPerson(who, id, 'ELIGIBLE'))).toEqual(['NOT_YOURS']);
    expect(codes(await byPerson(regulator, id, 'ELIGIBLE', { reason: ' ' }))).toEqual(['INVALID_INPUT']);
    expect(codes(await byPerson(regulator, id, 'NEEDS_PERSON'))).toEqual(['INVALID_INPUT']);
    expect(codes(await byPerson(regulator, randomUUID(), 'ELIGIBLE'))).toEqual(['NOT_FOUND']);
    expect(await jobsOf(id)).toEqual([]);
  });

  it('on a document in place of a source keeps why, as a fact next to what the sources said', async () => {
    const { id } = await open();
    const documentReason = 'The registry has not recorded the marriage abroad yet.';
    const { decision, problems } = await house.tell(regulator, 'decideEligibilityByPerson', { decisionId: id, outcome: 'ELIGIBLE', reason: 'The contract was seen.', documentReason },
      'decision { outcome facts { name value source asOf verifiedBy documentReason } }');
    expect([problems, decision.outcome]).toEqual([[], 'ELIGIBLE']);
    expect(decision.facts.map(({ name, documentReason: why }: { name: string; documentReason: string | null }) => [name, why])).toEqual([
      ['civilRegistry.person', null], ['socialInsurance.employment', null], ['document', documentReason],
    ]);
    expect(decision.facts.at(-1)).toEqual({
      name: 'document', value: 'true', source: 'document', asOf: '2026-03-01T09:00:00.000Z', verifiedBy: regulator.subject, documentReason,
    });
    const [entry] = await house.database.query<{ facts: unknown[] }[]>(`SELECT facts FROM audit_entry WHERE entity_id = $1 AND action = 'FIND_ELIGIBLE'`, [id]);
    expect(entry?.facts.at(-1)).toMatchObject({ name: 'document', documentReason });
  });

  it('has no document on record when none was accepted, and none without a reason', async () => {
    const { id } = await open();
    expect((await byPerson(regulator, id, 'ELIGIBLE', { documentReason: ' ' })).problems).toMatchObject([{ code: 'INVALID_INPUT', path: ['input', 'documentReason'] }]);
    const { decision } = await house.tell(regulator, 'decideEligibilityByPerson', { decisionId: id, outcome: 'NOT_ELIGIBLE', reason: 'No paper was shown.' }, 'decision { outcome facts { name } }');
    expect(decision).toMatchObject({ outcome: 'NOT_ELIGIBLE', facts: [{ name: 'civilRegistry.person' }, { name: 'socialInsurance.employment' }] });
  });

  it('is the first of two', async () => {
    const { id } = await open();
    const both = await Promise.all([byPerson(regulator, id, 'ELIGIBLE'), byPerson(principalOf('regulator', null, 'another'), id, 'NOT_ELIGIBLE')]);
    const winner = both.find(({ problems }) => problems.length === 0)?.decision;
    expect(both.flatMap(({ problems }) => problems)).toMatchObject([{ code: expect.stringMatching(/CONFLICT|TRANSITION_NOT_ALLOWED/), message: expect.stringContaining(winner.outcome) }]);
    expect(await jobsOf(id)).toHaveLength(1);
  });

  it('waits in a queue that only the regulator sees, oldest first', async () => {
    const query = 'query ($first: Int, $after: String) { eligibilityQueue(first: $first, after: $after) { edges { node { id outcome member { id } } } pageInfo { hasNextPage endCursor } } }';
    const { id } = await open();
    const all: string[] = [];
    house.statements();
    for (let after: string | null = null, more = true; more;) {
      const { data } = await house.ask(regulator, query, { first: 2, after });
      for (const { node } of data.eligibilityQueue.edges) {
        expect(node.outcome).toBe('NEEDS_PERSON');
        all.push(node.id);
      }
      expect(house.statements()).toHaveLength(1);
      ({ hasNextPage: more, endCursor: after } = data.eligibilityQueue.pageInfo);
    }
    expect(all).toEqual([...all].sort());
    expect(all.at(-1)).toBe(id);
    await byPerson(regulator, id, 'NOT_ELIGIBLE');
    const { data } = await house.ask(regulator, query, { first: 100 });
    expect(data.eligibilityQueue.edges).toHaveLength(all.length - 1);
    expect((await house.ask(principalOf('council'), query)).data.eligibilityQueue.edges).toEqual([]);
  });
});

describe('what may be done with a decision', () => {
  const offered = async (who: Principal, id: string): Promise<unknown> => {
    const query = 'query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on EligibilityDecision { availableActions } } }';
    return (await house.ask(who, query, { representations: [{ __typename: 'EligibilityDecision', id }] })).data._entities[0].availableActions;
  };

  it('is the regulator\'s alone, while a person must decide', async () => {
    const { decisions: [open, decided] } = await decide([employee({ nationalId: marked('NOT_FOUND') }), employee()]);
    expect([await offered(regulator, open.id), await offered(regulator, decided.id)]).toEqual([['DECIDE'], []]);
    for (const who of [service, principalOf('association_officer', ASSOCIATION)]) expect(await offered(who, open.id)).toEqual([]);
    await house.tell(regulator, 'decideEligibilityByPerson', { decisionId: open.id, outcome: 'NOT_ELIGIBLE', reason: 'Nobody knows the number.' }, 'decision { id }');
    expect(await offered(regulator, open.id)).toEqual([]);
  });
});

describe('decisions', () => {
  it('are read by the regulator, the association and the member, and by nobody else', async () => {
    const line = employee();
    const { decisions: [{ id }] } = await decide([line]);
    const query = 'query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on EligibilityDecision { outcome } ... on Member { eligibilityDecisions { id } } } }';
    const representations = [{ __typename: 'EligibilityDecision', id }, { __typename: 'Member', id: line.memberId }];
    for (const who of [regulator, service, principalOf('association_officer', ASSOCIATION), principalOf('member', null, line.memberId)]) {
      expect((await house.ask(who, query, { representations })).data._entities).toEqual([{ outcome: 'ELIGIBLE' }, { eligibilityDecisions: [{ id }] }]);
    }
    for (const who of [principalOf('association_officer', randomUUID()), principalOf('member', null, randomUUID()), principalOf('insurer_officer', ASSOCIATION)]) {
      expect((await house.ask(who, query, { representations })).data._entities).toEqual([null, { eligibilityDecisions: [] }]);
    }
  });

  it('of many members cost one statement, newest first', async () => {
    const lines = [employee(), employee(), employee()];
    const first = await decide(lines);
    const second = await decide(lines.map((line) => ({ ...line, lineId: randomUUID(), maintenanceType: 'CHANGE' })));
    const query = 'query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on Member { eligibilityDecisions { id rulesEvaluated { rule } facts { name } } } } }';
    house.statements();
    const { data } = await house.ask(regulator, query, { representations: lines.map(({ memberId }) => ({ __typename: 'Member', id: memberId })) });
    expect(house.statements()).toHaveLength(1);
    expect(data._entities.map(({ eligibilityDecisions }: { eligibilityDecisions: { id: string }[] }) => eligibilityDecisions.map(({ id }) => id)))
      .toEqual(lines.map((_, n) => [second.decisions[n].id, first.decisions[n].id]));
  });
});
