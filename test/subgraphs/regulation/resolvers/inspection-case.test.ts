import { describe, expect, it } from '@jest/globals';
import { ROLES } from '../../../../schema/contracts/identity.ts';
import type { Principal } from '../../../../schema/contracts/identity.ts';
import { newId } from '../../../../subgraphs/kit/identifier.ts';
import { lifeTable } from '../../../../subgraphs/kit/role-matrix.ts';
import { COMPLAINT_LIFE } from '../../../../subgraphs/regulation/domain/complaint-life.ts';
import { INSPECTION_LIFE, daysToAnswer } from '../../../../subgraphs/regulation/domain/inspection-life.ts';
import { runWatchInspections } from '../../../../subgraphs/regulation/jobs/watch-inspections.ts';
import { principalOf } from '../../../kit/principals.ts';
import { openRegulation } from '../regulation-house.ts';

const house = await openRegulation();
const regulator = principalOf('regulator');
const ours = newId();
const officer = principalOf('association_officer', ours);
const stranger = principalOf('association_officer', newId());

const CASE = 'inspection { id owner state title severity assignee dueAt answer association { id } insurer { id } availableActions notes { by text shared } history { action from to } }';
const open = (more: Record<string, unknown> = {}, who: Principal = regulator) => house.tell(who, 'openInspectionCase', { owner: 'ASSOCIATIONS', organisation: ours, title: 'Late roster', severity: 'HIGH', ...more }, CASE);
const act = (who: Principal, inspectionId: string, action: string, more: Record<string, unknown> = {}) => house.tell(who, 'actOnInspectionCase', { inspectionId, action, ...more }, CASE);
const codes = (payload: { problems: readonly { code: string }[] }): string[] => payload.problems.map(({ code }) => code);
const LIST = `query ($filter: InspectionFilter, $sort: InspectionSort, $first: Int, $after: String) { inspectionCases(filter: $filter, sort: $sort, first: $first, after: $after) {
  edges { node { id state severity dueAt } } pageInfo { hasNextPage endCursor } } }`;
const idsOf = (data: { inspectionCases: { edges: { node: { id: string } }[] } }): string[] => data.inspectionCases.edges.map(({ node }) => node.id);

describe('an inspection case', () => {
  it('has a clock by the rule of its severity, and is its owner\'s to answer', async () => {
    const { inspection } = await open();
    expect(inspection).toMatchObject({ state: 'OPEN', severity: 'HIGH', association: { id: ours }, insurer: null, dueAt: '2026-03-11T09:00:00.000Z', history: [{ action: 'OPEN' }] });
    expect(inspection.availableActions.sort()).toEqual(['ASSIGN', 'CLOSE']);
    expect(codes(await act(regulator, inspection.id, 'ANSWER', { text: 'no' }))).toEqual(['NOT_YOURS']);
    expect(codes(await act(stranger, inspection.id, 'ANSWER', { text: 'no' }))).toEqual(['NOT_YOURS']);
    expect(codes(await act(officer, inspection.id, 'CLOSE', { text: 'no' }))).toEqual(['NOT_YOURS']);
    expect((await act(regulator, inspection.id, 'ASSIGN', { assignee: 'inspector-7' })).inspection).toMatchObject({ state: 'ASSIGNED', assignee: 'inspector-7' });
    expect(codes(await act(officer, inspection.id, 'ANSWER', { text: ' ' }))).toEqual(['INVALID_INPUT']);
    expect((await act(officer, inspection.id, 'ANSWER', { text: 'Sent.' })).inspection).toMatchObject({ state: 'ANSWERED', answer: 'Sent.' });
    expect((await act(regulator, inspection.id, 'RETURN', { text: 'Which file?' })).inspection).toMatchObject({ state: 'ASSIGNED' });
    expect((await act(officer, inspection.id, 'ANSWER', { text: 'The second.' })).inspection).toMatchObject({ answer: 'The second.' });
    const { inspection: closed } = await act(regulator, inspection.id, 'CLOSE', { text: 'Done.' });
    expect(closed).toMatchObject({ state: 'CLOSED', availableActions: [] });
    expect(closed.history.map(({ action }: { action: string }) => action)).toEqual(['OPEN', 'ASSIGN', 'ANSWER', 'RETURN', 'ANSWER', 'CLOSE']);
  });

  it('is opened by a regulator, about somebody', async () => {
    expect(codes(await open({}, officer))).toEqual(['NOT_YOURS']);
    expect(codes(await open({ organisation: null }))).toEqual(['INVALID_INPUT']);
    expect(codes(await open({ owner: 'REGULATION' }))).toEqual(['INVALID_INPUT']);
    expect(codes(await open({ title: ' ' }))).toEqual(['INVALID_INPUT']);
    expect(codes(await open({ findingId: newId() }))).toEqual(['NOT_FOUND']);
    const { inspection } = await open({ owner: 'REGULATION', organisation: null });
    expect(inspection.availableActions.sort()).toEqual(['ANSWER', 'ASSIGN', 'CLOSE']);
  });

  it('has notes, of which the owner reads what is shared', async () => {
    const { inspection: { id } } = await open();
    const note = (who: Principal, more: Record<string, unknown>) => house.tell(who, 'noteOnInspectionCase', { inspectionId: id, ...more }, CASE);
    await note(regulator, { text: 'Look at the bank.' });
    await note(regulator, { text: 'Please hurry.', shared: true });
    expect((await note(officer, { text: 'We do.' })).inspection.notes.map(({ text }: { text: string }) => text)).toEqual(['Please hurry.', 'We do.']);
    expect(codes(await note(stranger, { text: 'x' }))).toEqual(['NOT_YOURS']);
    const { data } = await house.ask(regulator, 'query ($id: ID!) { inspectionCase(id: $id) { notes { text } } }', { id });
    expect(data.inspectionCase.notes).toHaveLength(3);
  });

  it('is listed by filter, order and page, to each owner its own', async () => {
    const insurer = principalOf('insurer_officer', newId());
    const made = [];
    for (const severity of ['LOW', 'CRITICAL', 'MEDIUM']) made.push((await open({ owner: 'INSURERS', organisation: insurer.organisation, severity })).inspection.id as string);
    const filter = { organisation: insurer.organisation };
    expect(idsOf((await house.ask(regulator, LIST, { filter })).data)).toEqual([made[1], made[2], made[0]]);
    expect(idsOf((await house.ask(regulator, LIST, { filter, sort: 'SEVERITY' })).data)).toEqual([made[1], made[2], made[0]]);
    for (const sort of ['DUE', 'NEWEST', 'SEVERITY']) {
      const whole = idsOf((await house.ask(insurer, LIST, { sort })).data);
      expect(whole).toHaveLength(3);
      const first = (await house.ask(insurer, LIST, { sort, first: 2 })).data;
      const rest = (await house.ask(insurer, LIST, { sort, first: 2, after: first.inspectionCases.pageInfo.endCursor })).data;
      expect([...idsOf(first), ...idsOf(rest)]).toEqual(whole);
    }
    expect(idsOf((await house.ask(stranger, LIST, {})).data)).toEqual([]);
    // Who has answered, or whose case is closed, is waited for no more; what is due first comes first.
    await act(insurer, made[1] as string, 'ANSWER', { text: 'Done.' });
    expect(idsOf((await house.ask(regulator, LIST, { filter: { ...filter, unanswered: true } })).data)).toEqual([made[2], made[0]]);
    await act(regulator, made[2] as string, 'CLOSE', { text: 'No need.' });
    expect(idsOf((await house.ask(regulator, LIST, { filter: { ...filter, unanswered: true } })).data)).toEqual([made[0]]);
    expect((await house.ask(insurer, LIST, { sort: 'DUE', after: 'WyJ4IiwieSJd' })).codes).toEqual(['INVALID_INPUT']);
  });

  it('is escalated by the clock when nobody answered, once, and may still be answered', async () => {
    const { inspection } = await open({ severity: 'CRITICAL' });
    const watch = () => runWatchInspections({ database: house.database, now: () => house.clock } as never);
    const before = house.clock;
    await watch();
    house.clock = new Date(inspection.dueAt);
    await Promise.all([watch(), watch()]);
    await watch();
    const { data } = await house.ask(officer, 'query ($id: ID!) { inspectionCase(id: $id) { state history { action } } }', { id: inspection.id });
    expect(data.inspectionCase).toEqual({ state: 'ESCALATED', history: [{ action: 'OPEN' }, { action: 'ESCALATE' }] });
    const { data: late } = await house.ask(officer, LIST, { filter: { overdue: true } });
    expect(idsOf(late)).toContain(inspection.id);
    expect((await act(officer, inspection.id, 'ANSWER', { text: 'Late, sorry.' })).inspection.state).toBe('ANSWERED');
    house.clock = before;
  });

  it('is opened by itself for a critical finding, once', async () => {
    const finding = newId();
    await house.database.query(
      `INSERT INTO finding (id, rule, rule_from, rule_value, applies_on, subject_kind, subject_id, owner_sector, owner_id, association_id, state, kind, severity, observed, facts, opened_at, changed_at, times_opened, version)
       VALUES ($1, 'E01', '2020-01-01', '1', '2026-03-01', 'ASSOCIATION', $2, 'ASSOCIATION', $2, $2, 'OPEN', 'BREACH', 3, 'seen', '[]', now(), now(), 1, 1)`, [finding, ours],
    );
    const watch = () => runWatchInspections({ database: house.database, now: () => house.clock } as never);
    await Promise.all([watch(), watch()]);
    await watch();
    const cases = await house.database.query<{ owner: string; organisation: string }[]>('SELECT owner, organisation FROM inspection WHERE finding_id = $1', [finding]);
    expect(cases).toEqual([{ owner: 'ASSOCIATIONS', organisation: ours }]);
    expect(codes(await open({ findingId: finding }))).toEqual(['CONFLICT']);
  });

  it('gives the days of its severity', () => {
    expect([0, 1, 2, 3].map((severity) => daysToAnswer('30,20,10,5', severity))).toEqual([30, 20, 10, 5]);
    expect(daysToAnswer('7', 3)).toBe(7);
  });
});

describe('the role matrix of the house', () => {
  it('is what the graph shows', async () => {
    const { data } = await house.ask(principalOf('partner'), '{ roleMatrix { regulation { life { code title { ar en } } steps { action { code } from { code } to { code } actors { code } } } } }');
    const shown = data.roleMatrix.regulation.find(({ life }: { life: { code: string } }) => life.code === 'complaint');
    expect(shown.life.title).toEqual({ ar: 'التظلم', en: 'Complaint' });
    expect(shown.steps).toHaveLength(lifeTable(COMPLAINT_LIFE).steps.length);
  });

  it('is what the mutation does: every state, action and role of an inspection', async () => {
    const { steps } = lifeTable(INSPECTION_LIFE);
    for (const state of INSPECTION_LIFE.states) {
      for (const action of ['ASSIGN', 'ANSWER', 'RETURN', 'CLOSE']) {
        for (const role of ROLES.filter((each) => each !== 'service')) {
          const { inspection: { id } } = await open();
          await house.database.query('UPDATE inspection SET state = $2 WHERE id = $1', [id, state]);
          const done = codes(await act(principalOf(role, ours), id, action, { text: 'text', assignee: 'inspector' }));
          const row = steps.find((step) => step.from.code === state && step.action.code === action);
          const mayTry = role === 'regulator' || role === 'association_officer';
          const told = !mayTry ? 'NOT_YOURS' : row === undefined ? 'TRANSITION_NOT_ALLOWED' : !row.actors.some(({ code }) => code === role) || (action === 'ANSWER' && role === 'regulator') ? 'NOT_YOURS' : undefined;
          expect([state, action, role, done[0]]).toEqual([state, action, role, told]);
        }
      }
    }
  }, 120_000);
});
