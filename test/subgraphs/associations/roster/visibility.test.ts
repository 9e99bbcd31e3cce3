import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Principal } from '../../../../schema/contracts/identity.ts';
import { newId } from '../../../../subgraphs/kit/identifier.ts';
import { houseService, principalOf } from '../../../kit/principals.ts';
import { COUNCIL, officerOf, openRosterHouse } from '../roster-house.ts';
import type { RosterHouse } from '../roster-house.ts';
import { idOf } from '../roster-file.ts';

let desk: RosterHouse;
let ours: string;
let lives: string[];
beforeAll(async () => {
  desk = await openRosterHouse();
  ours = await desk.addAssociation();
  lives = await desk.addFamilies(ours, [1, 2], 2);
});
afterAll(() => desk.close());

const REGULATOR = principalOf('regulator', 'chi');
const withPurpose = (who: Principal): Principal => ({ ...who, purpose: 'case 17' });
const ROSTER = 'query ($id: ID!) { association(id: $id) { lives roster { edges { node { id } } } } }';

async function rosterFor(who: Principal) {
  const { data, codes } = await desk.ask<{ association: { lives: number | null; roster: { edges: unknown[] } | null } }>(who, ROSTER, { id: ours });
  return { lives: data.association.lives, rows: data.association.roster?.edges.length ?? null, codes };
}

describe('a roster', () => {
  it.each<[string, (id: string) => Principal]>([
    ['its officer', officerOf], ['the regulator', () => REGULATOR], ['a house', () => houseService('regulation')],
  ])('is shown to %s', async (_who, as) => {
    expect(await rosterFor(as(ours))).toEqual({ lives: 6, rows: 6, codes: [] });
  });

  it('is counted for the council, and not shown', async () => {
    expect(await rosterFor(COUNCIL)).toEqual({ lives: 6, rows: null, codes: ['NOT_YOURS'] });
  });

  it.each<[string, Principal]>([
    ['another officer', officerOf(newId())], ['an insurer', principalOf('insurer_officer', newId())], ['nobody', principalOf('partner')],
    ['somebody whose organisation is called like a house', principalOf('association_officer', 'regulation')],
  ])('is neither counted nor shown to %s', async (_who, as) => {
    expect(await rosterFor(as)).toEqual({ lives: null, rows: null, codes: ['NOT_YOURS'] });
  });

  it('comes by family, employee first, page by page', async () => {
    const query = 'query ($id: ID!, $after: String) { association(id: $id) { roster(first: 4, after: $after) { edges { node { id relationship employee { id } dependents { id } } } pageInfo { hasNextPage endCursor } } } }';
    type Page = { association: { roster: { edges: { node: { id: string; relationship: string; employee: { id: string } | null; dependents: { id: string }[] } }[]; pageInfo: { hasNextPage: boolean; endCursor: string } } } };
    const first = (await desk.ask<Page>(officerOf(ours), query, { id: ours })).data.association.roster;
    const second = (await desk.ask<Page>(officerOf(ours), query, { id: ours, after: first.pageInfo.endCursor })).data.association.roster;
    const rows = [...first.edges, ...second.edges].map(({ node }) => node);
    expect(rows.map(({ id }) => id)).toEqual(lives);
    expect(rows.map(({ relationship }) => relationship)).toEqual(['SELF', 'CHILD', 'CHILD', 'SELF', 'CHILD', 'CHILD']);
    expect(rows[1]?.employee).toEqual({ id: lives[0] });
    // Oldest first.
    expect(rows[0]?.dependents).toEqual([{ id: lives[1] }, { id: lives[2] }]);
    expect([first.pageInfo.hasNextPage, second.pageInfo.hasNextPage]).toEqual([true, false]);
  });

  it('can be asked for its employees alone', async () => {
    const { data } = await desk.ask<{ association: { roster: { edges: { node: { id: string } }[] } } }>(officerOf(ours), 'query ($id: ID!) { association(id: $id) { roster(employeesOnly: true) { edges { node { id } } } } }', { id: ours });
    expect(data.association.roster.edges.map(({ node }) => node.id)).toEqual([lives[0], lives[3]]);
  });

  it('refuses a page of more than a hundred', async () => {
    const { codes } = await desk.ask(officerOf(ours), 'query ($id: ID!) { association(id: $id) { roster(first: 101) { edges { cursor } } } }', { id: ours });
    expect(codes).toEqual(['INVALID_INPUT']);
  });
});

describe('a life', () => {
  const MEMBER = 'query ($id: ID!) { member(id: $id) { nationalIdMasked fullName { ar } nationalId birthDate } }';
  const NAME = 'query ($id: ID!) { member(id: $id) { nationalIdMasked fullName { ar } } }';
  const masked = `*******${idOf(100).slice(-3)}`;

  it('is named to its association, and its id is masked', async () => {
    const { data } = await desk.ask(officerOf(ours), NAME, { id: lives[0] });
    expect(data).toEqual({ member: { nationalIdMasked: masked, fullName: { ar: 'محمد القحطاني' } } });
  });

  it('does not exist for another association', async () => {
    const { data, codes } = await desk.ask(officerOf(newId()), NAME, { id: lives[0] });
    expect([data, codes]).toEqual([{ member: null }, []]);
  });

  it('is its own, and its family\'s employee\'s', async () => {
    const as = (subject = '') => principalOf('member', null, subject);
    const seen = async (subject: string | undefined, id: string | undefined) => (await desk.ask<{ member: object | null }>(as(subject), NAME, { id })).data.member !== null;
    expect(await seen(lives[0], lives[0])).toBe(true);
    expect(await seen(lives[0], lives[1])).toBe(true);
    expect(await seen(lives[1], lives[0])).toBe(false);
    expect(await seen(lives[3], lives[0])).toBe(false);
  });

  it('is shown to a regulator, but not who it is, without a purpose', async () => {
    const { data, codes } = await desk.ask(REGULATOR, MEMBER, { id: lives[0] });
    expect(data).toEqual({ member: null });
    expect(new Set(codes)).toEqual(new Set(['PURPOSE_NEEDED']));
    const rest = await desk.ask(REGULATOR, 'query ($id: ID!) { member(id: $id) { nationalIdMasked fullName { ar } nationalId } }', { id: lives[0] });
    expect(rest.data).toEqual({ member: { nationalIdMasked: masked, fullName: null, nationalId: null } });
    expect(rest.codes).toEqual(['PURPOSE_NEEDED', 'PURPOSE_NEEDED']);
  });

  it('is named to a regulator with a purpose, on record', async () => {
    const before = await desk.database.query<{ seq: string }[]>('SELECT coalesce(max(seq), 0) AS seq FROM audit_entry');
    const { data, codes } = await desk.ask(withPurpose(REGULATOR), MEMBER, { id: lives[0] });
    expect([codes, data]).toEqual([[], { member: { nationalIdMasked: masked, fullName: { ar: 'محمد القحطاني' }, nationalId: idOf(100), birthDate: '1985-05-20' } }]);
    const entries = await desk.database.query<object[]>('SELECT subject, roles, purpose, entity, entity_id, action, reason FROM audit_entry WHERE seq > $1', [before[0]?.seq]);
    expect(entries).toEqual([{
      subject: 'regulator-1', roles: ['regulator'], purpose: 'case 17', entity: 'Member', entity_id: lives[0], action: 'READ', reason: 'birthDate, fullName, nationalId',
    }]);
  });

  it('is one entry for a page of names, which says whose', async () => {
    const before = await desk.database.query<{ seq: string }[]>('SELECT coalesce(max(seq), 0) AS seq FROM audit_entry');
    const query = 'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Member { fullName { ar } } } }';
    const page = lives.slice(0, 3).map((id) => ({ __typename: 'Member', id }));
    expect((await desk.ask(withPurpose(REGULATOR), query, { r: page })).codes).toEqual([]);
    const entries = await desk.database.query<{ entity_id: string; facts: { value: string[] }[] }[]>('SELECT entity_id, facts FROM audit_entry WHERE seq > $1', [before[0]?.seq]);
    expect(entries.map(({ entity_id, facts }) => [entity_id, facts[0]?.value])).toEqual([['3 of them', lives.slice(0, 3)]]);
  });

  it('is named to a house without a purpose', async () => {
    const { data, codes } = await desk.ask(houseService('regulation'), MEMBER, { id: lives[0] });
    expect([codes, (data as { member?: { nationalId: string } }).member?.nationalId]).toEqual([[], idOf(100)]);
  });

  it('is not there as a reference for those who may not see it, and none of an unknown or strange id is', async () => {
    const query = 'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Member { id } ... on Association { id } } }';
    const representations = [{ __typename: 'Member', id: lives[0] }, { __typename: 'Member', id: newId() }, { __typename: 'Member', id: 'x' }, { __typename: 'Association', id: ours }, { __typename: 'Association', licenseNumber: 'none' }];
    const shown = async (who: Principal) => (await desk.ask<{ _entities: object[] }>(who, query, { r: representations })).data._entities;
    expect(await shown(officerOf(ours))).toEqual([{ id: lives[0] }, null, null, { id: ours }, null]);
    expect(await shown(officerOf(newId()))).toEqual([null, null, null, { id: ours }, null]);
  });
});

describe('an upload', () => {
  const ASK = 'rosterImport { id state uploadUrl expiresAt }';
  type Told = { rosterImport: { id: string; uploadUrl: string | null } | null };

  it('is asked for by the association alone, and its address shown to nobody else', async () => {
    expect(await desk.codes(officerOf(newId()), 'requestRosterUpload', { associationId: ours }, ASK)).toEqual(['NOT_YOURS']);
    expect(await desk.codes(officerOf(newId()), 'requestRosterUpload', { associationId: newId() }, ASK)).toEqual(['NOT_YOURS']);
    const { rosterImport } = await desk.tell<Told>(officerOf(ours), 'requestRosterUpload', { associationId: ours, idempotencyKey: 'once' }, ASK);
    expect(rosterImport).toMatchObject({ state: 'AWAITING_UPLOAD', uploadUrl: expect.stringMatching(/^https:\/\/graph\.test\/uploads\/roster\/.+signature=/) });
    const again = await desk.tell<Told>(officerOf(ours), 'requestRosterUpload', { associationId: ours, idempotencyKey: 'once' }, ASK);
    expect(again.rosterImport).toEqual(rosterImport);
    const read = 'query ($id: ID!) { rosterImport(id: $id) { id uploadUrl } }';
    expect((await desk.ask(REGULATOR, read, { id: rosterImport?.id })).data).toEqual({ rosterImport: { id: rosterImport?.id, uploadUrl: null } });
    expect((await desk.ask(officerOf(newId()), read, { id: rosterImport?.id })).data).toEqual({ rosterImport: null });
  });

  it('is the association\'s to make while its address is good, and nobody else\'s', async () => {
    const { rosterImport } = await desk.tell<Told>(officerOf(ours), 'requestRosterUpload', { associationId: ours }, ASK);
    const offered = async (as: Principal) => (await desk.ask<{ rosterImport: { availableActions: string[] } }>(
      as, 'query ($id: ID!) { rosterImport(id: $id) { availableActions } }', { id: rosterImport?.id })).data.rosterImport.availableActions;
    expect(await offered(officerOf(ours))).toEqual(['UPLOAD']);
    for (const who of [REGULATOR, houseService('regulation')]) expect(await offered(who)).toEqual([]);
    const state = (to: string) => desk.database.query('UPDATE roster_import SET state = $2 WHERE id = $1', [rosterImport?.id, to]);
    await state('RECEIVING');
    expect(await offered(officerOf(ours))).toEqual([]);
    await state('AWAITING_UPLOAD');
    expect(await offered(officerOf(ours))).toEqual(['UPLOAD']);
    desk.pass(3_600);
    expect(await offered(officerOf(ours))).toEqual([]);
  });

  it('expires after an hour', async () => {
    const { rosterImport } = await desk.tell<Told>(officerOf(ours), 'requestRosterUpload', { associationId: ours }, ASK);
    const read = () => desk.ask(officerOf(ours), 'query ($id: ID!) { rosterImport(id: $id) { state uploadUrl } }', { id: rosterImport?.id });
    desk.pass(3_600);
    expect((await read()).data).toEqual({ rosterImport: { state: 'EXPIRED', uploadUrl: null } });
    await desk.tasks['sweep-imports']?.({});
    expect((await read()).data).toEqual({ rosterImport: { state: 'EXPIRED', uploadUrl: null } });
  });
});
