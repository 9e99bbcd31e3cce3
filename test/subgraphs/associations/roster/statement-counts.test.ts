import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Principal } from '../../../../schema/contracts/identity.ts';
import { principalOf } from '../../../kit/principals.ts';
import { COUNCIL, officerOf, openRosterHouse } from '../roster-house.ts';
import type { RosterHouse } from '../roster-house.ts';

const REGULATOR: Principal = { ...principalOf('regulator', 'chi'), purpose: 'yearly review' };
let desk: RosterHouse;
beforeAll(async () => (desk = await openRosterHouse()));
afterAll(() => desk.close());

const ALL = `query { associations(first: 50) { edges { node { id lives region { code } bankAccount { state }
  roster(first: 50) { edges { node { id fullName { ar } nationalId association { id } employee { id } dependents { id fullName { ar } } } } }
  employees: roster(first: 50, employeesOnly: true) { edges { node { id } } }
  rosterImports(first: 50) { edges { node { id state association { id } rejections(first: 50) { edges { node { code message { ar } } } } } } }
  enrollmentBatches(first: 50) { edges { node { id association { id } policy { id } eligible accepted refused straightThroughBasisPoints waitingFor availableActions history { action }
    lines(first: 50) { edges { node { id member { id } coverage { id } problem { code } } } } eligible2: lines(first: 5, state: ELIGIBLE) { edges { node { id } } } } } }
} } } }`;

async function add(families: readonly number[]): Promise<void> {
  const id = await desk.addAssociation();
  await desk.addFamilies(id, families, 2);
  const { rosterImport } = await desk.tell<{ rosterImport: { id: string } }>(officerOf(id), 'requestRosterUpload', { associationId: id }, 'rosterImport { id }');
  for (const line of families) {
    await desk.database.query(`INSERT INTO roster_rejection VALUES ($1, $2, $3, 1, 'sex', 'ROSTER_SEX', '{}')`, [id, rosterImport.id, line]);
  }
  const callOffId = await desk.addCallOff(id);
  await desk.tell(officerOf(id), 'createEnrollmentBatch', { callOffId, wholeRoster: 'AUDIT' }, 'batch { id }');
}

async function statementsOnce(as: Principal, query: string, variables = {}): Promise<number> {
  desk.statements.length = 0;
  const { codes } = await desk.ask(as, query, variables);
  expect(codes).toEqual([]);
  return desk.statements.length;
}

/**
 * The fewest of a few runs: two branches of an answer that need the same rows share one statement when they come to it
 * in the same tick, which a busy machine may prevent.
 */
async function statements(as: Principal, query: string, variables = {}): Promise<number> {
  const counts: number[] = [];
  for (let run = 0; run < 5; run += 1) counts.push(await statementsOnce(as, query, variables));
  return Math.min(...counts);
}

it('the number of statements of every list does not depend on how much is in it', async () => {
  await add([1]);
  const one = await statements(REGULATOR, ALL);
  for (const families of [[2, 3, 4], [5, 6], [7, 8, 9, 10], [11]]) await add(families);
  expect(await statements(REGULATOR, ALL)).toBe(one);
});

it('nor does that of references to each kind of thing', async () => {
  const rows = (table: string) => desk.database.query<{ id: string }[]>(`SELECT id FROM ${table}`);
  const query = `query ($r: [_Any!]!) { _entities(representations: $r) {
    ... on Association { lives } ... on Member { relationship } ... on RosterImport { state } ... on EnrollmentBatch { accepted } } }`;
  for (const [type, table] of [['Association', 'association'], ['Member', 'member'], ['RosterImport', 'roster_import'], ['EnrollmentBatch', 'enrollment_batch']] as const) {
    const references = (await rows(table)).map(({ id }) => ({ __typename: type, id }));
    expect(references.length).toBeGreaterThan(3);
    const one = await statements(REGULATOR, query, { r: references.slice(0, 1) });
    expect(await statements(REGULATOR, query, { r: references })).toBe(one);
  }
});

it('a list the council may only count costs the same for all', async () => {
  const query = 'query ($first: Int) { associations(first: $first) { edges { node { lives } } } }';
  expect(await statements(COUNCIL, query, { first: 1 })).toBe(await statements(COUNCIL, query, { first: 50 }));
});
