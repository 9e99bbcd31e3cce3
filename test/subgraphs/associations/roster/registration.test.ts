import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '../../../../subgraphs/kit/identifier.ts';
import { principalOf } from '../../../kit/principals.ts';
import { COUNCIL, officerOf, openRosterHouse } from '../roster-house.ts';
import type { RosterHouse } from '../roster-house.ts';

let desk: RosterHouse;
beforeAll(async () => (desk = await openRosterHouse()));
afterAll(() => desk.close());

const profile = (more: object = {}) => ({ licenseNumber: `NCNP-${randomUUID()}`, nameAr: 'جمعية', nameEn: 'Association', region: 'SA-02', city: 'جدة', ...more });
const PROFILE = 'association { id licenseNumber name { ar en } region { code name { en } } city }';

describe('registration', () => {
  it('by the council makes an association anybody can look up by its licence', async () => {
    const input = profile();
    const { association } = await desk.tell<{ association: { id: string } }>(COUNCIL, 'registerAssociation', input, PROFILE);
    expect(association).toMatchObject({ licenseNumber: input.licenseNumber, name: { ar: 'جمعية', en: 'Association' }, region: { code: 'SA-02', name: { en: 'Makkah' } }, city: 'جدة' });
    const { data } = await desk.ask(principalOf('partner'), 'query ($n: ID!) { association(licenseNumber: $n) { id lives } }', { n: input.licenseNumber });
    expect(data).toEqual({ association: { id: association.id, lives: null } });
  });

  it('happens once a licence, and once a key', async () => {
    const input = profile({ idempotencyKey: 'one' });
    const first = await desk.tell<{ association: { id: string } }>(COUNCIL, 'registerAssociation', input, PROFILE);
    const again = await desk.tell<{ association: { id: string } }>(COUNCIL, 'registerAssociation', input, PROFILE);
    expect(again).toEqual(first);
    expect(await desk.codes(COUNCIL, 'registerAssociation', profile({ licenseNumber: input.licenseNumber }), PROFILE)).toEqual(['LICENSE_TAKEN']);
  });

  it('by an officer is of the association the token names, once', async () => {
    const officer = officerOf(newId());
    const { association } = await desk.tell<{ association: { id: string } }>(officer, 'registerAssociation', profile(), PROFILE);
    expect(association.id).toBe(officer.organisation);
    expect(await desk.codes(officer, 'registerAssociation', profile(), PROFILE)).toEqual(['NOT_YOURS']);
    expect(await desk.codes(principalOf('insurer_officer', newId()), 'registerAssociation', profile(), PROFILE)).toEqual(['NOT_YOURS']);
  });

  it.each([['region', 'SA-13'], ['nameAr', ' '], ['nameEn', 'x'.repeat(201)], ['licenseNumber', ''], ['city', '']])('refuses a wrong %s', async (field, value) => {
    const { association, problems } = await desk.tell<{ association: null }>(COUNCIL, 'registerAssociation', profile({ [field]: value }), PROFILE);
    expect(association).toBeNull();
    expect(problems).toMatchObject([{ code: 'INVALID_INPUT', path: ['input', field] }]);
  });

  it('can be paged through by licence number and by region', async () => {
    const ask = (region: string | null, after: string | null) => desk.ask<{ associations: { edges: { cursor: string; node: { licenseNumber: string } }[]; pageInfo: { hasNextPage: boolean; endCursor: string } } }>(COUNCIL,
      'query ($region: ID, $after: String) { associations(first: 2, region: $region, after: $after) { edges { cursor node { licenseNumber } } pageInfo { hasNextPage endCursor } } }', { region, after });
    for (const name of ['A', 'B', 'C']) await desk.tell(COUNCIL, 'registerAssociation', profile({ region: 'SA-11', licenseNumber: `NCNP-11-${name}` }), PROFILE);
    const first = (await ask('SA-11', null)).data.associations;
    const second = (await ask('SA-11', first.pageInfo.endCursor)).data.associations;
    expect([first, second].map(({ edges }) => edges.map(({ node }) => node.licenseNumber))).toEqual([['NCNP-11-A', 'NCNP-11-B'], ['NCNP-11-C']]);
    expect([first.pageInfo.hasNextPage, second.pageInfo.hasNextPage]).toEqual([true, false]);
  });
});

describe('a bank account', () => {
  const RIGHT = 'SA03 8000 0000 6080 1016 7519';
  const withTail = (tail: string): string => {
    const body = `80000000608010167${tail.padStart(3, '5')}`;
    const digits = BigInt(`${body}281000`);
    return `SA${String(98n - (digits % 97n)).padStart(2, '0')}${body}`;
  };
  const ACCOUNT = 'association { bankAccount { ibanMasked state fact { value source verifiedBy } } }';
  type Told = { association: { bankAccount: { ibanMasked: string; state: string } } | null };

  it('is verified by the bank, and kept masked and encrypted', async () => {
    const associationId = await desk.addAssociation();
    const { association } = await desk.tell<Told>(officerOf(associationId), 'verifyIban', { associationId, iban: RIGHT }, ACCOUNT);
    expect(association).toEqual({ bankAccount: { ibanMasked: '********************7519', state: 'VERIFIED', fact: { value: '"VERIFIED"', source: 'sandbox:bank', verifiedBy: 'associations' } } });
    const rows = await desk.database.query<{ row: string }[]>('SELECT a::text AS row FROM association a WHERE id = $1', [associationId]);
    expect(rows[0]?.row).not.toContain('80000000608');
  });

  it.each([['00', 'MISMATCH'], ['99', 'UNVERIFIED']])('ending in %s is %s', async (tail, state) => {
    const associationId = await desk.addAssociation();
    const { association } = await desk.tell<Told>(officerOf(associationId), 'verifyIban', { associationId, iban: withTail(tail) }, ACCOUNT);
    expect(association?.bankAccount.state).toBe(state);
  });

  it('grows stale after twelve months', async () => {
    const associationId = await desk.addAssociation();
    await desk.tell(officerOf(associationId), 'verifyIban', { associationId, iban: RIGHT }, ACCOUNT);
    const ask = () => desk.ask(officerOf(associationId), 'query ($id: ID!) { association(id: $id) { bankAccount { state } } }', { id: associationId });
    desk.pass(364 * 86_400);
    expect((await ask()).data).toEqual({ association: { bankAccount: { state: 'VERIFIED' } } });
    desk.pass(2 * 86_400);
    expect((await ask()).data).toEqual({ association: { bankAccount: { state: 'STALE' } } });
  });

  it('is refused for wrong digits, for another association, and while the bank is down; then nothing is kept', async () => {
    const associationId = await desk.addAssociation();
    const codes = (iban: string, as = officerOf(associationId)) => desk.codes(as, 'verifyIban', { associationId, iban }, ACCOUNT);
    expect(await codes('SA0480000000608010167519')).toEqual(['INVALID_INPUT']);
    expect(await codes('DE89370400440532013000')).toEqual(['INVALID_INPUT']);
    expect(await codes(RIGHT, officerOf(newId()))).toEqual(['NOT_YOURS']);
    desk.bankSandbox.control({ behaviour: 'down' });
    expect(await codes(RIGHT)).toEqual(['SOURCE_UNAVAILABLE']);
    desk.bankSandbox.control({ behaviour: 'normal' });
    const { data } = await desk.ask(officerOf(associationId), 'query ($id: ID!) { association(id: $id) { bankAccount { state } } }', { id: associationId });
    expect(data).toEqual({ association: { bankAccount: null } });
  });
});
