import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import type { Principal } from '../../../../schema/contracts/identity.ts';
import { principalOf } from '../../../kit/principals.ts';
import { openRegulation } from '../regulation-house.ts';

const house = await openRegulation();
const regulator = principalOf('regulator');
const SELECTION = 'accreditation { id kind subjectId state level validFrom validTo inForce decisionMode decisionReason facts { name source verifiedBy } rulesEvaluated { rule passed } availableActions history { action from to by reason } }';

let count = 0;

/** A new association with this licence, and its officer. */
function association(suffix = ''): { id: string; licence: string; officer: Principal } {
  count += 1;
  const id = randomUUID();
  const licence = `NCNP-${5_000 + count}${suffix}`;
  house.graph.associations.set(id, licence);
  return { id, licence, officer: principalOf('association_officer', id) };
}

function insurer(ending = '00'): { id: string; number: string; officer: Principal } {
  count += 1;
  const id = randomUUID();
  const number = `10100${1_000 + count}${ending}`;
  house.graph.insurers.set(id, number);
  return { id, number, officer: principalOf('insurer_officer', id) };
}

const apply = (who: Principal, kind: 'ASSOCIATION' | 'INSURER', subjectId: string, more: Record<string, unknown> = {}) =>
  house.tell(who, 'applyForAccreditation', { kind, subjectId, ...more }, SELECTION);
const act = (who: Principal, accreditationId: string, action: string, reason: string | null = 'because', more: Record<string, unknown> = {}) =>
  house.tell(who, 'actOnAccreditation', { accreditationId, action, reason, ...more }, SELECTION);
const codes = (payload: { problems: readonly { code: string }[] }): string[] => payload.problems.map(({ code }) => code);

describe('applying', () => {
  it('is decided at once when every rule passes, with the facts and rules on record', async () => {
    const { id, officer } = association();
    const { accreditation, problems } = await apply(officer, 'ASSOCIATION', id);
    expect(problems).toEqual([]);
    expect(accreditation).toMatchObject({
      kind: 'ASSOCIATION', subjectId: id, state: 'ACCREDITED', validFrom: '2026-03-01', validTo: '2027-02-28', inForce: true, decisionMode: 'AUTO', decisionReason: null,
      facts: [{ name: 'subject.number', source: 'graph', verifiedBy: 'regulation' }, { name: 'nonprofitLicence', source: 'sandbox:nonprofit-licences', verifiedBy: 'regulation' }],
      rulesEvaluated: [{ rule: 'A01', passed: true }, { rule: 'A02', passed: true }],
      availableActions: [],
    });
    expect(accreditation.level).toBeGreaterThanOrEqual(1);
    expect(accreditation.history.map(({ action, from, to }: Record<string, string>) => [action, from, to])).toEqual([['APPLY', null, 'APPLIED'], ['ACCREDIT', 'APPLIED', 'ACCREDITED']]);
  });

  it('waits for a person when a licence does not hold', async () => {
    const { id, officer } = association('-S');
    const { accreditation } = await apply(officer, 'ASSOCIATION', id);
    expect(accreditation).toMatchObject({ state: 'UNDER_REVIEW', inForce: false, level: null, validTo: null, decisionMode: null });
    expect(accreditation.rulesEvaluated[0]).toEqual({ rule: 'A01', passed: false });
  });

  it.each([['an active licence', '00', 'ACCREDITED'], ['a suspended licence', '98', 'UNDER_REVIEW'], ['no qualification', '97', 'UNDER_REVIEW']])('asks both registers about an insurer: %s', async (_what, ending, state) => {
    const { id, officer } = insurer(ending);
    expect((await apply(officer, 'INSURER', id)).accreditation).toMatchObject({ state, rulesEvaluated: [{ rule: 'A11' }, { rule: 'A12' }] });
  });

  it('ends with the licence when that ends first', async () => {
    const { id, officer } = insurer('96');
    expect((await apply(officer, 'INSURER', id)).accreditation).toMatchObject({ validTo: '2026-03-31' });
  });

  it('is for oneself, or for the regulator', async () => {
    const { id } = association();
    expect(codes(await apply(association().officer, 'ASSOCIATION', id))).toEqual(['NOT_YOURS']);
    expect(codes(await apply(principalOf('insurer_officer', id), 'ASSOCIATION', id))).toEqual(['NOT_YOURS']);
    expect(codes(await apply(principalOf('council'), 'ASSOCIATION', id))).toEqual(['NOT_YOURS']);
    expect(codes(await apply(regulator, 'ASSOCIATION', id))).toEqual([]);
  });

  it('needs a subject its own house knows', async () => {
    expect(codes(await apply(regulator, 'INSURER', randomUUID()))).toEqual(['NOT_FOUND']);
  });

  it('is done once under one key', async () => {
    const { id, officer } = association();
    const key = { idempotencyKey: randomUUID() };
    const first = await apply(officer, 'ASSOCIATION', id, key);
    const again = await apply(officer, 'ASSOCIATION', id, key);
    expect(again.accreditation.id).toBe(first.accreditation.id);
    expect(again.accreditation.history).toHaveLength(2);
  });

  it('meets the one that is there, with its state', async () => {
    const { id, officer } = association();
    await apply(officer, 'ASSOCIATION', id);
    const { problems } = await apply(officer, 'ASSOCIATION', id);
    expect(problems).toMatchObject([{ code: 'CONFLICT', message: expect.stringContaining('ACCREDITED') }]);
  });

  it('leaves one of two at once', async () => {
    const { id, officer } = association();
    const both = await Promise.all([apply(officer, 'ASSOCIATION', id), apply(regulator, 'ASSOCIATION', id)]);
    expect(both.map(codes).sort()).toEqual([[], ['CONFLICT']]);
    const { data } = await house.ask(officer, '{ accreditations { edges { node { id } } } }');
    expect(data.accreditations.edges).toHaveLength(1);
  });

  it('changes nothing when a register is down or contradicts itself', async () => {
    const { id, officer } = association();
    house.sandboxes.nonprofitLicences.control({ behaviour: 'down' });
    expect((await apply(officer, 'ASSOCIATION', id)).problems).toMatchObject([{ code: 'SOURCE_UNAVAILABLE', message: expect.stringContaining('nonprofit-licences') }]);
    house.sandboxes.nonprofitLicences.control({ behaviour: 'contradictory' });
    expect(codes(await apply(officer, 'ASSOCIATION', id))).toEqual(['SOURCE_CONTRADICTION']);
    house.sandboxes.nonprofitLicences.control({ behaviour: 'normal' });
    house.graph.down = true;
    expect(codes(await apply(officer, 'ASSOCIATION', id))).toEqual(['SOURCE_UNAVAILABLE']);
    house.graph.down = false;
    expect((await house.ask(officer, '{ accreditations { edges { node { id } } } }')).data.accreditations.edges).toEqual([]);
    expect((await apply(officer, 'ASSOCIATION', id)).accreditation.state).toBe('ACCREDITED');
  });
});

describe('deciding', () => {
  it('goes from review by question and answer to a person\'s decision', async () => {
    const { id, licence, officer } = association('-S');
    const { accreditation: { id: accreditation } } = await apply(officer, 'ASSOCIATION', id);
    expect(codes(await act(regulator, accreditation, 'REQUEST_INFORMATION', 'Which?'))).toEqual([]);
    expect((await act(officer, accreditation, 'ANSWER_INFORMATION', 'This.')).accreditation.state).toBe('UNDER_REVIEW');
    expect(codes(await act(regulator, accreditation, 'ACCREDIT'))).toEqual(['ACCREDITATION_RULE_FAILED']);
    house.sandboxes.nonprofitLicences.control({ licences: { [licence]: 'ACTIVE' } });
    const { accreditation: decided } = await act(regulator, accreditation, 'ACCREDIT', 'The licence is back.');
    expect(decided).toMatchObject({ state: 'ACCREDITED', inForce: true, decisionMode: 'MANUAL', decisionReason: 'The licence is back.', validFrom: '2026-03-01' });
    expect(decided.history.map(({ action, by }: Record<string, string>) => [action, by])).toEqual([
      ['APPLY', officer.subject], ['START_REVIEW', officer.subject], ['REQUEST_INFORMATION', regulator.subject], ['ANSWER_INFORMATION', officer.subject], ['ACCREDIT', regulator.subject],
    ]);
  });

  it('denies with a reason, hears an appeal, and lets the denied apply anew', async () => {
    const { id, officer } = association('-E');
    const { accreditation: { id: accreditation } } = await apply(officer, 'ASSOCIATION', id);
    expect((await act(regulator, accreditation, 'DENY', ' ')).problems).toMatchObject([{ code: 'INVALID_INPUT', path: ['input', 'reason'] }]);
    expect((await act(regulator, accreditation, 'DENY', 'Ended.')).accreditation).toMatchObject({ state: 'DENIED', decisionMode: 'MANUAL', decisionReason: 'Ended.' });
    expect((await act(officer, accreditation, 'APPEAL', 'It did not.')).accreditation.state).toBe('APPEALING');
    expect((await act(regulator, accreditation, 'DENY', 'It did.')).accreditation.state).toBe('DENIED');
    const anew = await apply(officer, 'ASSOCIATION', id);
    expect(anew.accreditation.state).toBe('UNDER_REVIEW');
    expect((await act(officer, accreditation, 'APPEAL', 'Still not.')).problems).toMatchObject([{ code: 'CONFLICT', message: expect.stringContaining('UNDER_REVIEW') }]);
  });

  it('suspends at once and reinstates on a living licence', async () => {
    const { id, number, officer } = insurer();
    const { accreditation: { id: accreditation } } = await apply(officer, 'INSURER', id);
    expect((await act(regulator, accreditation, 'SUSPEND', 'Complaints.')).accreditation).toMatchObject({ state: 'SUSPENDED', inForce: false });
    house.sandboxes.insurerQualifications.control({ licences: { [number]: 'SUSPENDED' } });
    expect((await act(regulator, accreditation, 'REINSTATE')).problems).toMatchObject([{ code: 'ACCREDITATION_RULE_FAILED', rule: 'A12' }]);
    house.sandboxes.insurerQualifications.control({ licences: { [number]: null } });
    expect((await act(regulator, accreditation, 'REINSTATE')).accreditation).toMatchObject({ state: 'ACCREDITED', inForce: true, validTo: '2027-02-28' });
  });

  it('renews in the last sixty days, by the subject itself', async () => {
    const { id, officer } = insurer('96');
    const { accreditation: { id: accreditation, availableActions } } = await apply(officer, 'INSURER', id);
    expect(availableActions).toEqual(['RENEW']);
    expect((await act(officer, accreditation, 'RENEW', null)).accreditation).toMatchObject({ state: 'ACCREDITED', decisionMode: 'AUTO', validFrom: '2026-03-01', validTo: '2026-03-31' });
    const other = association();
    const { accreditation: young } = await apply(other.officer, 'ASSOCIATION', other.id);
    expect((await act(other.officer, young.id, 'RENEW', null)).problems).toMatchObject([{ code: 'RENEWAL_TOO_EARLY', message: expect.stringContaining('2026-12-30') }]);
  });

  it('is not another\'s', async () => {
    const { id, officer } = association('-S');
    const { accreditation: { id: accreditation } } = await apply(officer, 'ASSOCIATION', id);
    expect(codes(await act(association().officer, accreditation, 'ANSWER_INFORMATION'))).toEqual(['NOT_YOURS']);
    expect(codes(await act(officer, accreditation, 'ACCREDIT'))).toEqual(['NOT_YOURS']);
    expect(codes(await act(principalOf('council'), accreditation, 'DENY'))).toEqual(['NOT_YOURS']);
    expect(codes(await act(regulator, accreditation, 'SUSPEND'))).toEqual(['TRANSITION_NOT_ALLOWED']);
    expect(codes(await act(regulator, randomUUID(), 'DENY'))).toEqual(['NOT_FOUND']);
    expect(codes(await act(regulator, 'nonsense', 'DENY'))).toEqual(['NOT_FOUND']);
  });

  it('lets one of two officers through, and tells the other the state', async () => {
    const { id, licence, officer } = association('-S');
    const { accreditation: { id: accreditation } } = await apply(officer, 'ASSOCIATION', id);
    // Both have read the accreditation by the time the register answers the first of them.
    house.sandboxes.nonprofitLicences.control({ behaviour: 'slow', delayMs: 300, licences: { [licence]: 'ACTIVE' } });
    const both = await Promise.all([
      act(regulator, accreditation, 'ACCREDIT'),
      act(principalOf('regulator', 'regulator', 'another'), accreditation, 'ACCREDIT_CONDITIONALLY'),
    ]);
    house.sandboxes.nonprofitLicences.control({ behaviour: 'normal' });
    const winner = both.find(({ problems }) => problems.length === 0)?.accreditation;
    expect(winner.history).toHaveLength(3);
    expect(both.flatMap(({ problems }) => problems)).toMatchObject([{ code: 'CONFLICT', message: expect.stringContaining(winner.state) }]);
  });

  it('answers a repeated command with what it answered before', async () => {
    const { id, officer } = association('-S');
    const { accreditation: { id: accreditation } } = await apply(officer, 'ASSOCIATION', id);
    const key = { idempotencyKey: randomUUID() };
    await act(regulator, accreditation, 'DENY', 'no', key);
    expect((await act(regulator, accreditation, 'DENY', 'no', key)).accreditation.state).toBe('DENIED');
    expect(codes(await act(regulator, accreditation, 'DENY', 'another', key))).toEqual(['IDEMPOTENCY_KEY_REUSED']);
  });
});

describe('reading', () => {
  it('shows others whether it holds, and no reasons', async () => {
    const { id, officer } = association();
    const { accreditation: { id: accreditation } } = await apply(officer, 'ASSOCIATION', id);
    const other = insurer().officer;
    const query = 'query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on Association { accreditation { state inForce facts { name } history { action } decisionReason rulesEvaluated { rule } availableActions } } } }';
    const representations = [{ __typename: 'Association', id }];
    const { data, codes: refused } = await house.ask(other, query, { representations });
    expect(data._entities[0].accreditation).toEqual({ state: 'ACCREDITED', inForce: true, facts: null, history: null, decisionReason: null, rulesEvaluated: null, availableActions: [] });
    expect(refused).toEqual(['NOT_YOURS', 'NOT_YOURS', 'NOT_YOURS', 'NOT_YOURS']);
    expect((await house.ask(officer, query, { representations })).codes).toEqual([]);
    const one = 'query ($id: ID!) { accreditation(id: $id) { id } }';
    expect((await house.ask(other, one, { id: accreditation })).data.accreditation).toBeNull();
    expect((await house.ask(officer, one, { id: accreditation })).data.accreditation).toEqual({ id: accreditation });
    expect((await house.ask(regulator, one, { id: 'nonsense' })).data.accreditation).toBeNull();
  });

  it('is null for a subject that never applied', async () => {
    const { data } = await house.ask(regulator, 'query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on Insurer { id accreditation { id } } } }',
      { representations: [{ __typename: 'Insurer', id: randomUUID() }] });
    expect(data._entities[0].accreditation).toBeNull();
  });

  it('lists newest first, page by page, each viewer its own', async () => {
    const mine = association();
    await apply(mine.officer, 'ASSOCIATION', mine.id);
    const query = 'query ($first: Int, $after: String, $kind: AccreditationKind, $state: AccreditationState) { accreditations(first: $first, after: $after, kind: $kind, state: $state) { edges { cursor node { id kind state subjectId } } pageInfo { hasNextPage endCursor } } }';
    const all: string[] = [];
    for (let after: string | null = null, more = true; more;) {
      const { data } = await house.ask(regulator, query, { first: 3, after });
      all.push(...data.accreditations.edges.map(({ node }: { node: { id: string } }) => node.id));
      ({ hasNextPage: more, endCursor: after } = data.accreditations.pageInfo);
    }
    expect(all).toEqual([...all].sort().reverse());
    const [{ count: rows }] = await house.database.query('SELECT count(*)::int AS count FROM accreditation');
    expect(all).toHaveLength(rows);
    expect((await house.ask(mine.officer, query)).data.accreditations.edges.map(({ node }: { node: { subjectId: string } }) => node.subjectId)).toEqual([mine.id]);
    expect((await house.ask(mine.officer, query, { kind: 'INSURER' })).data.accreditations.edges).toEqual([]);
    expect((await house.ask(principalOf('member'), query)).data.accreditations.edges).toEqual([]);
    const denied = (await house.ask(regulator, query, { kind: 'ASSOCIATION', state: 'DENIED' })).data.accreditations.edges;
    expect(new Set(denied.map(({ node }: { node: { kind: string; state: string } }) => `${node.kind} ${node.state}`))).toEqual(new Set(['ASSOCIATION DENIED']));
    expect((await house.ask(regulator, query, { first: 101 })).codes).toEqual(['INVALID_INPUT']);
    expect((await house.ask(regulator, query, { after: Buffer.from('["x"]').toString('base64url') })).codes).toEqual(['INVALID_INPUT']);
  });

  it('costs the same number of statements however long the list', async () => {
    const query = 'query ($first: Int) { accreditations(first: $first) { edges { node { id inForce facts { name } rulesEvaluated { rule } availableActions history { action } } } } }';
    house.statements();
    await house.ask(regulator, query, { first: 1 });
    const one = house.statements().length;
    const { data } = await house.ask(regulator, query, { first: 20 });
    expect(data.accreditations.edges.length).toBeGreaterThan(10);
    expect(house.statements()).toHaveLength(one);
    const ids = [...house.graph.associations.keys()];
    const entities = 'query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on Association { accreditation { id history { action } } } } }';
    for (const some of [ids.slice(0, 1), ids]) {
      await house.ask(regulator, entities, { representations: some.map((id) => ({ __typename: 'Association', id })) });
      expect(house.statements()).toHaveLength(2);
    }
  });
});
