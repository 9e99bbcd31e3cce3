import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { createFieldCipher } from '../../../../subgraphs/kit/field-cipher.ts';
import type { SubjectKind } from '../../../../subgraphs/regulation/domain/compliance/subject.ts';
import { runJudgeTouched } from '../../../../subgraphs/regulation/jobs/judge-touched.ts';
import { runEvaluation } from '../../../../subgraphs/regulation/jobs/run-evaluation.ts';
import { awaitFeeds } from '../../../../subgraphs/regulation/store/compliance/feed-cursors.ts';
import { takeTurnToJudge } from '../../../../subgraphs/regulation/store/compliance/judge-cases.ts';
import { emptyCopy } from '../../../../subgraphs/regulation/store/compliance/model-copy.ts';
import { MODEL_FACTS } from '../../../../subgraphs/regulation/store/compliance/model-facts.ts';
import { settleStandings } from '../../../../subgraphs/regulation/store/compliance/settle-standings.ts';
import { touchSubjects } from '../../../../subgraphs/regulation/store/compliance/touched-subjects.ts';
import { principalOf } from '../../../kit/principals.ts';
import { askAsHouse, openRegulation } from '../regulation-house.ts';
import { putAssociation, putBatch, putCover, putInvoice, putLife, putPolicy, putPreAuthorization } from './model-rows.ts';

const house = await openRegulation();
const { database } = house;
const regulator = principalOf('regulator');
const services = {
  database, facts: MODEL_FACTS, mode: 'SANDBOX' as const, log: pino({ enabled: false }), now: () => house.clock,
  cipher: createFieldCipher(Buffer.alloc(32, 7)), graph: askAsHouse(house.graph),
};

/** What the read model does where it writes, and what the job does then. */
async function judge(kind: SubjectKind, ...ids: string[]): Promise<void> {
  await database.transaction((manager) => touchSubjects(manager, kind, ids));
  await runJudgeTouched(services);
}

const FINDING = `id ruleId ruleValue appliesOn state kind severity observed facts { name value source asOf verifiedBy } subject { kind id member { id } policy { id } }
  ownerSector ownerId association { id } insurer { id } rule { id value effectiveFrom verifiedOn evaluability { decidability } } openedAt closedAt closedBecause timesOpened
  answer answeredAt availableActions history { action from to by reason }`;

async function findingsOf(who = regulator, filter: Record<string, unknown> = {}, sort = 'OLDEST'): Promise<Record<string, any>[]> { // eslint-disable-line @typescript-eslint/no-explicit-any -- read by tests that know the shape
  const { data, codes } = await house.ask(who, `query ($filter: FindingFilter, $sort: FindingSort) { findings(first: 100, filter: $filter, sort: $sort) { edges { node { ${FINDING} } } } }`, { filter, sort });
  expect(codes).toEqual([]);
  return data.findings.edges.map(({ node }: { node: unknown }) => node);
}

let associationId: string;
let insurerId: string;
let policyId: string;

beforeEach(async () => {
  house.clock = new Date('2026-03-01T09:00:00.000Z');
  await database.query('TRUNCATE finding, finding_period, touched_subject, compliance_evaluation, compliance_life, compliance_cover, compliance_policy, compliance_batch, compliance_pre_authorization, compliance_association, eligibility_decision');
  associationId = await putAssociation(database);
  insurerId = randomUUID();
  policyId = await putPolicy(database, associationId, insurerId);
});

describe('what a policy was invoiced', () => {
  it('is judged by the VAT of its day, and put right by an invoice that makes it whole', async () => {
    await database.query('TRUNCATE compliance_invoice');
    await putCover(database, { lifeId: await putLife(database, associationId), policyId, associationId, insurerId });
    const wrong = await putInvoice(database, { insurerId, associationId, policyId }, { vat: 15_000 });
    await judge('POLICY', policyId);
    const vat = async (): Promise<unknown[]> => (await findingsOf()).filter(({ ruleId }) => ruleId === 'G13').map(({ state }) => state);
    expect(await vat()).toEqual(['OPEN']);
    await database.query('UPDATE compliance_invoice SET vat = 45000 WHERE id = $1', [wrong]);
    await judge('POLICY', policyId);
    expect(await vat()).toEqual(['CLOSED']);
  });
});

describe('the clock of a pre-authorisation', () => {
  it('is the insurer\'s finding when silence approved it or it was late, and none when it was kept, unasked or taken back', async () => {
    const of = { insurerId, associationId };
    const deemed = await putPreAuthorization(database, of, { state: 'DEEMED_APPROVED', deemed: true, decided_at: '2026-02-27T10:00:00Z' });
    const late = await putPreAuthorization(database, of, { state: 'APPROVED', decided_at: '2026-02-27T10:16:00Z' });
    const silent = await putPreAuthorization(database, of);
    const kept = await putPreAuthorization(database, of, { state: 'REJECTED', decided_at: '2026-02-27T10:15:00Z' });
    const unasked = await putPreAuthorization(database, of, { requested: false, state: 'ADVANCED' });
    const takenBack = await putPreAuthorization(database, of, { state: 'CANCELLED' });
    await judge('PRE_AUTHORIZATION', deemed, late, silent, kept, unasked, takenBack);
    const found = await findingsOf(principalOf('insurer_officer', insurerId));
    expect(new Map(found.map(({ subject, ruleId, observed }) => [(subject as { id: string }).id, [ruleId, observed]]))).toEqual(new Map([
      [deemed, ['S01', 'no answer within 60 minutes: silence approved it']], [late, ['S01', 'answered after 76 minutes']], [silent, ['S01', 'no answer by the end of the day']],
    ]));
    await database.query(`UPDATE compliance_pre_authorization SET state = 'CANCELLED' WHERE id = $1`, [silent]);
    await judge('PRE_AUTHORIZATION', silent);
    expect((await findingsOf(regulator, { states: ['CLOSED'] })).map(({ subject }) => (subject as { id: string }).id)).toEqual([silent]);
  });
});

describe('the life of a finding', () => {
  it('is opened by a fact, answered by its owner, closed by a fact, opened again', async () => {
    const officer = principalOf('association_officer', associationId);
    const lifeId = await putLife(database, associationId);
    await judge('MEMBER', lifeId);
    const [opened, ...others] = await findingsOf();
    expect(others).toEqual([]);
    expect(opened).toMatchObject({
      ruleId: 'E01', ruleValue: 'mandatory', appliesOn: '2026-03-01', state: 'OPEN', kind: 'BREACH', severity: 'HIGH', observed: 'without cover since 2026-01-01',
      subject: { kind: 'MEMBER', id: lifeId, member: { id: lifeId }, policy: null }, ownerSector: 'ASSOCIATION', ownerId: associationId,
      rule: { id: 'E01', verifiedOn: null, evaluability: { decidability: 'DECIDED' } }, timesOpened: 1, availableActions: [],
    });
    expect(opened?.['facts']).toEqual(expect.arrayContaining([expect.objectContaining({ name: 'member.onRoster', value: 'true', source: 'graph:associations', verifiedBy: 'regulation' })]));

    const id = opened?.['id'] as string;
    expect(await findingsOf(officer)).toMatchObject([{ id, availableActions: ['ANSWER'] }]);
    expect(await house.tell(officer, 'answerFinding', { findingId: id, answer: ' ' }, 'finding { id }')).toMatchObject({ finding: null, problems: [{ code: 'INVALID_INPUT' }] });
    expect(await house.tell(officer, 'answerFinding', { findingId: id, answer: 'A batch is on its way.' }, 'finding { state answer }'))
      .toMatchObject({ finding: { state: 'ANSWERED', answer: 'A batch is on its way.' }, problems: [] });

    await judge('MEMBER', lifeId);
    expect(await findingsOf()).toMatchObject([{ state: 'ANSWERED' }]);

    const coverageId = await putCover(database, { lifeId, policyId, associationId, insurerId });
    house.clock = new Date('2026-03-02T09:00:00.000Z');
    await judge('MEMBER', lifeId);
    expect(await findingsOf()).toMatchObject([{ state: 'CLOSED', closedBecause: 'covered on the day', answer: 'A batch is on its way.' }]);

    await database.query(`UPDATE compliance_cover SET effective_to = '2026-03-02' WHERE coverage_id = $1`, [coverageId]);
    house.clock = new Date('2026-03-05T09:00:00.000Z');
    await judge('MEMBER', lifeId);
    const [again] = await findingsOf(regulator, { rules: ['E01'] });
    expect(again).toMatchObject({ id, state: 'OPEN', severity: 'LOW', timesOpened: 2, answer: null, closedAt: null, observed: 'without cover since 2026-03-03' });
    expect(again?.['history']).toMatchObject([
      { action: 'OPEN', from: null, to: 'OPEN', by: 'timer' }, { action: 'ANSWER', from: 'OPEN', to: 'ANSWERED' },
      { action: 'CLOSE', from: 'ANSWERED', to: 'CLOSED', by: 'timer' }, { action: 'REOPEN', from: 'CLOSED', to: 'OPEN', by: 'timer' },
    ]);
  });

  it('turns worse with time, which asks for another answer', async () => {
    const lifeId = await putLife(database, associationId, { cover_from: '2026-02-25' });
    await judge('MEMBER', lifeId);
    const [{ id } = {}] = await findingsOf();
    await house.tell(principalOf('association_officer', associationId), 'answerFinding', { findingId: id, answer: 'Soon.' }, 'finding { id }');
    house.clock = new Date('2026-03-20T09:00:00.000Z');
    await judge('MEMBER', lifeId);
    expect(await findingsOf()).toMatchObject([{ id, state: 'OPEN', severity: 'MEDIUM', answer: 'Soon.' }]);
  });

  it('is closed when what it was about is gone', async () => {
    const lifeId = await putLife(database, associationId);
    await judge('MEMBER', lifeId);
    await database.query('DELETE FROM compliance_life');
    await judge('MEMBER', lifeId);
    expect(await findingsOf()).toMatchObject([{ state: 'CLOSED', closedBecause: 'what it was about is gone' }]);
  });

  it('is nobody else\'s to see or to answer', async () => {
    const lifeId = await putLife(database, associationId);
    await judge('MEMBER', lifeId);
    const [{ id } = {}] = await findingsOf();
    for (const stranger of [principalOf('association_officer', randomUUID()), principalOf('insurer_officer', insurerId), principalOf('council')]) {
      expect(await findingsOf(stranger)).toEqual([]);
      expect((await house.ask(stranger, 'query ($id: ID!) { finding(id: $id) { id } }', { id })).data).toEqual({ finding: null });
      expect(await house.tell(stranger, 'answerFinding', { findingId: id, answer: 'x' }, 'finding { id }')).toMatchObject({ problems: [{ code: 'NOT_YOURS' }] });
    }
    expect(await house.tell(regulator, 'answerFinding', { findingId: id, answer: 'x' }, 'finding { id }')).toMatchObject({ problems: [{ code: 'NOT_YOURS' }] });
  });
});

describe('what two sources say', () => {
  it('is shown from both when they contradict each other', async () => {
    const lifeId = await putLife(database, associationId, { policy_class: 'VIP' });
    await putCover(database, { lifeId, policyId, associationId, insurerId });
    await judge('MEMBER', lifeId);
    const [found] = await findingsOf(regulator, { kind: 'CONTRADICTION' });
    expect(found).toMatchObject({
      ruleId: 'E16.AGREE', kind: 'CONTRADICTION', observed: 'graph:associations and graph:insurers say different things about member.policyClass',
      facts: [{ name: 'member.policyClass', value: '"VIP"', source: 'graph:associations' }, { name: 'member.policyClass', value: '"B"', source: 'graph:insurers' }],
    });
  });

  it('comes from a register too', async () => {
    const lifeId = await putLife(database, associationId);
    await putCover(database, { lifeId, policyId, associationId, insurerId });
    await database.query(
      `INSERT INTO eligibility_decision (id, association_id, batch_id, line_id, member_id, maintenance_type, outcome, applies_on, rules_evaluated, facts, decided_at, tell_problems, version)
       VALUES ($1::uuid, $2, $5, $5, $3, 'ADD', 'ELIGIBLE', '2026-01-01', '[]', $4, '2025-12-20T09:00:00Z', '{}', 1)`,
      [randomUUID(), associationId, lifeId, JSON.stringify([{ name: 'civilRegistry.person', value: { found: true, alive: true, birthDateMatches: false, sexMatches: true }, source: 'civil-registry', asOf: '2025-12-20T08:00:00.000Z', verifiedBy: 'regulation' }]), randomUUID()],
    );
    await judge('MEMBER', lifeId);
    expect(await findingsOf(regulator, { kind: 'CONTRADICTION' })).toMatchObject([{
      observed: 'graph:associations and civil-registry say different things about member.birthDate', facts: [{ source: 'graph:associations' }, { source: 'civil-registry', asOf: '2025-12-20T08:00:00.000Z' }],
    }]);
  });
});

describe('the list', () => {
  it('is filtered, sorted and paged, and says the same as a field of what it concerns', async () => {
    const lives = [];
    for (const day of ['2026-02-27', '2026-02-10', '2025-10-01']) lives.push(await putLife(database, associationId, { cover_from: day }));
    const batchId = await putBatch(database, { associationId, insurerId, policyId });
    for (const [at, id] of lives.entries()) {
      house.clock = new Date(Date.UTC(2026, 2, 1, 9, at));
      await judge('MEMBER', id);
    }
    await judge('ENROLLMENT_BATCH', batchId);
    expect((await findingsOf(regulator, { rules: ['E01'] }, 'WORST')).map(({ severity }) => severity)).toEqual(['CRITICAL', 'MEDIUM', 'LOW']);
    expect((await findingsOf(regulator, { severities: ['CRITICAL', 'LOW'] })).map(({ subject }) => subject.id)).toEqual([lives[0], lives[2]]);
    expect(await findingsOf(regulator, { sector: 'INSURER' })).toMatchObject([{ ruleId: 'E08.BATCH', subject: { id: batchId }, ownerId: insurerId, severity: 'MEDIUM' }]);
    expect(await findingsOf(regulator, { insurerId, associationId, subjectKind: 'ENROLLMENT_BATCH', states: ['OPEN', 'ANSWERED'] })).toHaveLength(1);
    expect(await findingsOf(regulator, { openedFrom: '2026-03-01T09:01:00Z', openedBefore: '2026-03-01T09:02:00Z' })).toMatchObject([{ subject: { id: lives[1] } }]);
    expect(await findingsOf(regulator, { subject: { kind: 'MEMBER', id: lives[2] } })).toHaveLength(1);
    expect(await findingsOf(regulator, { associationId: randomUUID() })).toEqual([]);

    for (const sort of ['NEWEST', 'OLDEST', 'WORST']) {
      const walked: string[] = [];
      for (let after: string | null = null, more = true; more;) {
        const { data, codes } = await house.ask(regulator, 'query ($after: String, $sort: FindingSort) { findings(first: 1, after: $after, sort: $sort) { edges { node { id } } pageInfo { hasNextPage endCursor } } }', { after, sort });
        expect(codes).toEqual([]);
        walked.push(...data.findings.edges.map(({ node }: { node: { id: string } }) => node.id));
        ({ hasNextPage: more, endCursor: after } = data.findings.pageInfo);
      }
      expect(walked).toEqual((await findingsOf(regulator, {}, sort)).map(({ id }) => id));
    }
    expect((await house.ask(regulator, 'query ($after: String) { findings(after: $after) { edges { cursor } } }', { after: Buffer.from('["x"]').toString('base64url') })).codes).toEqual(['INVALID_INPUT']);

    house.statements();
    const { data } = await house.ask(regulator, `query ($representations: [_Any!]!) { _entities(representations: $representations) {
      ... on Association { findings(filter: { rules: ["E01"] }) { edges { node { id } } } } ... on Insurer { findings { edges { node { ruleId } } } } ... on Member { findings { edges { node { ruleId } } } } } }`,
    { representations: [{ __typename: 'Association', id: associationId }, { __typename: 'Insurer', id: insurerId }, ...lives.map((id) => ({ __typename: 'Member', id }))] });
    expect(data._entities[0].findings.edges).toHaveLength(3);
    expect(data._entities[1].findings.edges).toMatchObject([{ node: { ruleId: 'E08.BATCH' } }]);
    expect(data._entities.slice(2).map(({ findings }: { findings: { edges: unknown[] } }) => findings.edges.length)).toEqual([1, 1, 1]);
    expect(house.statements()).toHaveLength(3);
  });

  it('is counted, now and over time', async () => {
    const first = await putLife(database, associationId, { cover_from: '2026-02-27' });
    const second = await putLife(database, associationId, { cover_from: '2026-02-27' });
    await judge('MEMBER', first);
    house.clock = new Date('2026-03-03T09:00:00.000Z');
    await judge('MEMBER', second);
    await putCover(database, { lifeId: first, policyId, associationId, insurerId });
    house.clock = new Date('2026-03-04T09:00:00.000Z');
    await judge('MEMBER', first);
    const { data } = await house.ask(regulator, `{ findingTotals { ruleId severity open answered }
      findingCounts(from: "2026-03-01", to: "2026-03-05", rules: ["E01"]) { ruleId points { on standing opened closed } }
      late: findingCounts(from: "2026-03-04", to: "2026-03-05", rules: ["E01"]) { points { standing opened closed } } }`);
    expect(data.findingTotals).toEqual([{ ruleId: 'E01', severity: 'LOW', open: 1, answered: 0 }]);
    expect(data.findingCounts).toEqual([{ ruleId: 'E01', points: [
      { on: '2026-03-01', standing: 1, opened: 1, closed: 0 }, { on: '2026-03-02', standing: 1, opened: 0, closed: 0 }, { on: '2026-03-03', standing: 2, opened: 1, closed: 0 },
      { on: '2026-03-04', standing: 1, opened: 0, closed: 1 }, { on: '2026-03-05', standing: 1, opened: 0, closed: 0 },
    ] }]);
    expect(data.late).toEqual([{ points: [{ standing: 1, opened: 0, closed: 1 }, { standing: 1, opened: 0, closed: 0 }] }]);
    expect((await house.ask(regulator, '{ findingCounts(from: "2026-03-01", to: "2028-03-01") { ruleId } }')).codes).toEqual(['INVALID_INPUT']);
  });
});

describe('findings of a region, and of a size', () => {
  it('are listed and counted by themselves, and by nothing else', async () => {
    await database.query('UPDATE compliance_association SET region = $2 WHERE id = $1', [associationId, 'SA-01']);
    const other = await putAssociation(database, 'SA-02');
    const [here, there] = [await putLife(database, associationId, { cover_from: '2026-02-27' }), await putLife(database, other, { cover_from: '2026-02-27' })];
    await judge('MEMBER', here, there);
    await database.query(`INSERT INTO compliance_touched (association_id) SELECT id FROM compliance_association`);
    await settleStandings(database, 'live', () => false);
    await database.query('UPDATE compliance_standing SET employees = 12 WHERE association_id = $1', [other]);
    const subjects = async (filter: Record<string, unknown>, sort = 'OLDEST'): Promise<string[]> => (await findingsOf(regulator, filter, sort)).map(({ subject }) => subject.id);
    expect((await subjects({})).sort()).toEqual([here, there].sort());
    for (const sort of ['NEWEST', 'OLDEST', 'WORST']) {
      expect(await subjects({ region: 'SA-01' }, sort)).toEqual([here]);
      expect(await subjects({ size: 'SMALL' }, sort)).toEqual([there]);
    }
    expect(await subjects({ size: 'MICRO' })).toEqual([here]);
    expect(await subjects({ region: 'SA-01', size: 'SMALL' })).toEqual([]);
    expect(await subjects({ region: 'SA-03' })).toEqual([]);
    const { data, codes } = await house.ask(regulator, `{
      nation: findingTotals { open } riyadh: findingTotals(region: "SA-01") { open } small: findingTotals(size: SMALL) { open } none: findingTotals(region: "SA-01", size: SMALL) { open }
      insurer: findingTotals(insurerId: "${insurerId}") { open } association: findingTotals(associationId: "${other}") { open }
      counted: findingCounts(from: "2026-03-01", to: "2026-03-01", region: "SA-02") { points { standing } }
      sized: findingCounts(from: "2026-03-01", to: "2026-03-01", size: MICRO) { points { opened } }
    }`);
    expect(codes).toEqual([]);
    expect(data).toEqual({ nation: [{ open: 2 }], riyadh: [{ open: 1 }], small: [{ open: 1 }], none: [], insurer: [], association: [{ open: 1 }], counted: [{ points: [{ standing: 1 }] }], sized: [{ points: [{ opened: 1 }] }] });
    for (const query of ['findings(filter: { region: "XX" }) { edges { cursor } }', 'findingTotals(region: "XX") { open }', 'findingCounts(from: "2026-03-01", to: "2026-03-01", region: "XX") { ruleId }']) {
      expect((await house.ask(regulator, `{ ${query} }`)).codes).toEqual(['INVALID_INPUT']);
    }
  });
});

describe('an evaluation on demand', () => {
  const EVALUATION = 'id state evaluated opened closed changed kind associationId on endedAt';

  async function evaluate(input: Record<string, unknown> = {}): Promise<Record<string, unknown>> {
    const { evaluation, problems } = await house.tell(regulator, 'evaluateCompliance', input, `evaluation { ${EVALUATION} }`);
    expect(problems).toEqual([]);
    expect(evaluation).toMatchObject({ state: 'RUNNING', evaluated: 0, endedAt: null });
    const read = () => house.ask(regulator, `query ($id: ID!) { complianceEvaluation(id: $id) { ${EVALUATION} } complianceEvaluations { edges { node { id } } } }`, { id: evaluation.id });
    let { data } = await read();
    // A slice is over after two seconds, in which a busy machine may not come to the end.
    for (; data.complianceEvaluation.state === 'RUNNING'; { data } = await read()) await runEvaluation(services, { evaluationId: evaluation.id });
    expect(data.complianceEvaluations.edges[0].node.id).toBe(evaluation.id);
    return data.complianceEvaluation;
  }

  it('judges everything, or a scope, and changes nothing the second time', async () => {
    const other = await putAssociation(database);
    const mine = await putLife(database, associationId);
    const theirs = await putLife(database, other);
    await putBatch(database, { associationId, insurerId, policyId });
    expect(await evaluate({ kind: 'MEMBER', associationId })).toMatchObject({ state: 'ENDED', evaluated: 1, opened: 1, closed: 0, on: '2026-03-01' });
    expect((await findingsOf()).map(({ subject }) => subject.id)).toEqual([mine]);
    // Two lives, two associations, a policy and a batch; the association with a policy never applied for accreditation.
    expect(await evaluate()).toMatchObject({ state: 'ENDED', evaluated: 6, opened: 3, changed: 0, closed: 0 });
    expect((await findingsOf()).map(({ ruleId }) => ruleId).sort()).toEqual(['A13', 'E01', 'E01', 'E08.BATCH']);
    expect(await evaluate()).toMatchObject({ evaluated: 6, opened: 0, changed: 0, closed: 0 });
    await database.query('DELETE FROM compliance_life WHERE id = $1', [theirs]);
    expect(await evaluate()).toMatchObject({ evaluated: 5, opened: 0, closed: 1 });
  });
});

describe('when everybody is touched', () => {
  it('an evaluation takes the queue over', async () => {
    const lifeId = await putLife(database, associationId);
    await database.transaction((manager) => touchSubjects(manager, 'MEMBER', [lifeId, ...Array.from({ length: 20_000 }, () => randomUUID())]));
    await runJudgeTouched(services);
    expect(await findingsOf()).toEqual([]);
    expect(await database.query('SELECT 1 FROM touched_subject')).toEqual([]);
    const { data } = await house.ask(regulator, '{ complianceEvaluations { edges { node { id askedBy kind state } } } }');
    expect(data.complianceEvaluations.edges).toMatchObject([{ node: { askedBy: 'timer', kind: 'MEMBER', state: 'RUNNING' } }]);
    await runEvaluation(services, { evaluationId: data.complianceEvaluations.edges[0].node.id });
    expect(await findingsOf()).toMatchObject([{ ruleId: 'E01', subject: { id: lifeId } }]);
  });
});

describe('while the model is read from the beginning', () => {
  /** So many connections wait for a lock. */
  async function untilWaiting(most: number): Promise<void> {
    for (let waiting = 0; waiting < most;) {
      [{ waiting = 0 } = {}] = await database.query<{ waiting: number }[]>(`SELECT count(*)::int AS waiting FROM pg_locks WHERE NOT granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`);
    }
  }

  it('nothing is closed because it is not known yet, and what waits is judged when all is', async () => {
    const lifeId = await putLife(database, associationId);
    await judge('MEMBER', lifeId);
    const { evaluation } = await house.tell(regulator, 'evaluateCompliance', { kind: 'MEMBER' }, 'evaluation { id }');
    expect((await house.tell(regulator, 'rebuildCompliance', {}, 'sources { feed upToDate asOf }')).sources).toEqual(
      expect.arrayContaining([{ feed: 'members', upToDate: false, asOf: null }]));
    await judge('MEMBER', lifeId);
    await runEvaluation(services, { evaluationId: evaluation.id });
    expect(await findingsOf()).toMatchObject([{ subject: { id: lifeId }, state: 'OPEN' }]);
    expect(await database.query('SELECT id FROM touched_subject')).toEqual([{ id: lifeId }]);
    await database.query('UPDATE compliance_feed SET completed = true');
    await runJudgeTouched(services);
    expect(await findingsOf()).toMatchObject([{ subject: { id: lifeId }, state: 'CLOSED' }]);
    await database.query('TRUNCATE compliance_feed');
  });

  it('is emptied when nobody judges, and keeps who reads for it from nothing until then', async () => {
    const lifeId = await putLife(database, associationId);
    let rebuilding: Promise<{ problems: unknown[] }> | null = null;
    await database.transaction(async (manager) => {
      await takeTurnToJudge(manager);
      await manager.query('SELECT 1 FROM compliance_life');
      rebuilding = house.tell(regulator, 'rebuildCompliance', {}, 'sources { feed }') as Promise<{ problems: unknown[] }>;
      await untilWaiting(1);
      // An evaluation's next page, read on another connection while it judges.
      expect(await database.query('SELECT id FROM compliance_life WHERE id = $1', [lifeId])).toEqual([{ id: lifeId }]);
    });
    expect((await (rebuilding as unknown as Promise<{ problems: unknown[] }>)).problems).toEqual([]);
    expect(await database.query('SELECT id FROM compliance_life')).toEqual([]);
    await database.query('TRUNCATE compliance_feed');
  });

  it('nothing is judged on what was read before the model was emptied', async () => {
    const lifeId = await putLife(database, associationId);
    await judge('MEMBER', lifeId);
    const facts = { ...MODEL_FACTS, MEMBER: { ...MODEL_FACTS.MEMBER, of: async () => {
      await emptyCopy(database.manager, 'live');
      await awaitFeeds(database.manager);
      return [];
    } } };
    await database.transaction((manager) => touchSubjects(manager, 'MEMBER', [lifeId]));
    await runJudgeTouched({ ...services, facts });
    expect(await findingsOf()).toMatchObject([{ state: 'OPEN' }]);
    await database.query('TRUNCATE compliance_feed');
  });
});

describe('a case', () => {
  it('is judged under the rules in force on its own day', async () => {
    // On his twenty-fifth birthday: covered under UP_TO.
    const father = await putLife(database, associationId, { sex: 'MALE' });
    const son = await putLife(database, associationId, { relationship: 'CHILD', sex: 'MALE', birth_date: '2001-03-01', employee_id: father, employment_start: null });
    for (const lifeId of [father, son]) await putCover(database, { lifeId, policyId, associationId, insurerId });
    const judged = async (on: string): Promise<Record<string, { verdict: string; rule: { value: string } | null }>> => {
      const { data, codes } = await house.ask(regulator, 'query ($subject: FindingSubjectInput!, $on: Date) { judgeCase(subject: $subject, on: $on) { on rulings { ruleId verdict appliesOn severity observed facts { name } rule { value } } } }', { subject: { kind: 'MEMBER', id: son }, on });
      expect(codes).toEqual([]);
      return Object.fromEntries(data.judgeCase.rulings.map((ruling: { ruleId: string }) => [ruling.ruleId, ruling]));
    };
    expect((await judged('2026-03-01'))['E02']).toMatchObject({ verdict: 'HELD' });
    expect((await judged('2026-03-02'))['E02']).toMatchObject({ verdict: 'BREACH', severity: 'MEDIUM', rule: { value: '25' } });

    // A rule of tomorrow does not touch today.
    const enacted = { id: 'E02', category: 'E', titleAr: 'سن', titleEn: 'Age', value: '26', unit: 'years', effectiveFrom: '2026-06-01', source: 'test', endPrevious: true };
    expect(await house.tell(regulator, 'enactRule', enacted, 'rule { id value effectiveFrom effectiveTo verifiedOn }')).toMatchObject({ rule: { value: '26', effectiveTo: null, verifiedOn: null }, problems: [] });
    expect((await judged('2026-05-31'))['E02']).toMatchObject({ verdict: 'BREACH', rule: { value: '25' } });
    expect((await judged('2026-06-01'))['E02']).toMatchObject({ verdict: 'HELD', rule: { value: '26' } });
    const { data } = await house.ask(regulator, '{ ruleVersions(id: "E02") { value effectiveFrom effectiveTo } judgeCase(subject: { kind: POLICY, id: "nobody" }) { on } }');
    expect(data.ruleVersions).toEqual([{ value: '25', effectiveFrom: '2018-10-23', effectiveTo: '2026-05-31' }, { value: '26', effectiveFrom: '2026-06-01', effectiveTo: null }]);
    expect(data.judgeCase).toBeNull();
    await database.query(`DELETE FROM rule WHERE id = 'E02' AND value = '26'`);
    await database.query(`UPDATE rule SET effective_to = NULL WHERE id = 'E02'`);
  });
});

describe('what the house itself decides', () => {
  it('is judged without anybody saying so', async () => {
    await putLife(database, associationId);
    await database.query('DELETE FROM accreditation');
    await database.query(
      `INSERT INTO accreditation (id, kind, subject_id, state, level, valid_from, valid_to, decision_mode, facts, rules_evaluated, version)
       VALUES ($1, 'ASSOCIATION', $2, 'ACCREDITED', 2, '2026-01-01', '2026-12-31', 'AUTO', '[]', '[]', 1)`, [randomUUID(), associationId],
    );
    await runJudgeTouched(services);
    expect(await findingsOf(regulator, { rules: ['A13'] })).toEqual([]);
    await database.query(`UPDATE accreditation SET state = 'SUSPENDED'`);
    await runJudgeTouched(services);
    expect(await findingsOf(regulator, { rules: ['A13'] })).toMatchObject([{ severity: 'HIGH', observed: 'takes part while its accreditation is SUSPENDED', subject: { kind: 'ASSOCIATION', id: associationId } }]);
    await database.query(`UPDATE accreditation SET state = 'ACCREDITED'`);
    await runJudgeTouched(services);
    expect(await findingsOf(regulator, { rules: ['A13'] })).toMatchObject([{ state: 'CLOSED', closedBecause: 'accredited on the day' }]);
    await database.query('DELETE FROM accreditation');
  });
});

describe('the book', () => {
  const rule = { id: 'E09', category: 'E', titleAr: 'م', titleEn: 'Newborn', value: '60', unit: 'days', source: 'test' };

  it('has no rule with two values on one day', async () => {
    expect(await house.tell(regulator, 'enactRule', { ...rule, effectiveFrom: '2026-06-01' }, 'rule { id }'))
      .toMatchObject({ rule: null, problems: [{ code: 'RULE_DATES_OVERLAP', rule: 'E09', path: ['input', 'effectiveFrom'] }] });
    expect(await house.tell(regulator, 'enactRule', { ...rule, effectiveFrom: '2013-01-01', effectiveTo: '2014-06-01' }, 'rule { id }')).toMatchObject({ problems: [{ code: 'RULE_DATES_OVERLAP' }] });
    await expect(database.query(`INSERT INTO rule SELECT id, '2026-06-01', effective_to, category, title_ar, title_en, value, unit, source, verified_on FROM rule WHERE id = 'E09'`))
      .rejects.toMatchObject({ driverError: { code: '23P01', constraint: 'rule_one_value_a_day' } });
  });

  it('is not changed for days that have passed', async () => {
    expect(await house.tell(regulator, 'enactRule', { ...rule, effectiveFrom: '2026-03-01', endPrevious: true }, 'rule { id }')).toMatchObject({ problems: [{ code: 'INVALID_INPUT' }] });
  });

  it('says of every rule whether it is judged, and if not, why', async () => {
    const { data } = await house.ask(regulator, '{ rules { id evaluability { decidability subjects parameterOf reason why { ar en } } } }');
    for (const { id, evaluability: { decidability, subjects, parameterOf, reason, why } } of data.rules) {
      const told = { DECIDED: subjects.length > 0, PARTLY: subjects.length > 0 && why !== null, PARAMETER: parameterOf !== null, NOT_DECIDABLE: reason !== null && why.ar !== '' && why.en !== '' };
      expect([id, told[decidability as keyof typeof told]]).toEqual([id, true]);
    }
  });
});
