import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Principal } from '../../../../schema/contracts/identity.ts';
import { contracted, draft, evaluating, frozen, officerOf, sealed } from './played-tender.ts';
import type { AwardedTender, PlayedTender, SealedTender } from './played-tender.ts';
import { COUNCIL, REGULATOR, REVIEW_BODY, openProcurementHouse, person } from './procurement-house.ts';
import type { ProcurementHouse } from './procurement-house.ts';

const WINNER = person('insurer_officer', 'insurer-2');
const LOSER = person('insurer_officer', 'insurer-1');
const OUTSIDER = person('insurer_officer', 'insurer-8');
const PARTNER = person('partner', null);
const NOBODY: Principal = { subject: 'anonymous', organisation: null, roles: [], scopes: [], purpose: null };

let desk: ProcurementHouse;
let pool: PlayedTender;
let bids: SealedTender;
let judged: SealedTender;
let done: AwardedTender;
beforeAll(async () => {
  desk = await openProcurementHouse();
  // In one order: each leaves the clock at the end of its own calendar.
  done = await contracted(desk);
  judged = await evaluating(desk);
  bids = await sealed(desk);
  pool = await frozen(desk);
}, 60_000);
afterAll(() => desk.close());

async function read<T>(as: Principal, tender: { readonly id: string }, selection: string): Promise<T> {
  return (await desk.ask<{ tender: T }>(as, `query (\$id: ID!) { tender(id: \$id) { ${selection} } }`, { id: tender.id })).tender;
}

describe('a draft', () => {
  it('is the council\'s and the regulator\'s to see', async () => {
    const { tender } = await desk.must(COUNCIL, 'createTender', draft(desk), 'tender { id ocid }') as unknown as { tender: { id: string; ocid: string } };
    const LISTS = 'query ($id: ID, $ocid: ID) { byId: tender(id: $id) { id } byOcid: tender(ocid: $ocid) { id } drafts: tenders(state: DRAFT) { edges { node { id } } } all: tenders(first: 1) { edges { node { id } } } }';
    for (const as of [COUNCIL, REGULATOR]) {
      expect(await desk.ask(as, LISTS, tender)).toEqual({ byId: { id: tender.id }, byOcid: { id: tender.id }, drafts: { edges: [{ node: { id: tender.id } }] }, all: { edges: [{ node: { id: tender.id } }] } });
    }
    for (const as of [REVIEW_BODY, WINNER, officerOf(pool.associations[0] ?? ''), PARTNER, NOBODY]) {
      expect(await desk.ask(as, LISTS, tender)).toEqual({ byId: null, byOcid: null, drafts: { edges: [] }, all: { edges: [{ node: { id: pool.id } }] } });
    }
    const entity = await desk.ask(PARTNER, 'query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on Tender { id } } }',
      { representations: [{ __typename: 'Tender', id: tender.id }, { __typename: 'Tender', id: pool.id }] });
    expect(entity).toEqual({ _entities: [null, { id: pool.id }] });
  });
});

describe('the pool', () => {
  const census = (as: Principal, tender: PlayedTender) => read<{ pool: { lives: number; census: unknown[] | null } }>(as, tender, 'pool { lives census { lives } }');

  it('shows totals to all, and cells to insurers once they are invited', async () => {
    for (const as of [COUNCIL, REGULATOR, WINNER, officerOf(pool.associations[0] ?? ''), PARTNER]) expect((await census(as, pool)).pool.lives).toBe(102);
    for (const as of [COUNCIL, REGULATOR]) expect((await census(as, pool)).pool.census).not.toBeNull();
    for (const as of [WINNER, PARTNER, officerOf(pool.associations[0] ?? '')]) expect((await census(as, pool)).pool.census).toBeNull();
    expect((await census(WINNER, bids)).pool.census).not.toBeNull();
    expect((await census(officerOf(bids.associations[0] ?? ''), bids)).pool.census).toBeNull();
  });

  it('shows an association its own share and plan, and never another\'s', async () => {
    const [own = '', other = ''] = pool.associations;
    const SHARES = 'pool { shares { association { id } lives } } plans { edges { node { id association { id } } } }';
    type Read = { pool: { shares: { association: { id: string } }[] }; plans: { edges: { node: { id: string; association: { id: string } } }[] } };
    const officer = await read<Read>(officerOf(own), pool, SHARES);
    expect(officer.pool.shares.map(({ association }) => association.id)).toEqual([own]);
    expect(officer.plans.edges.map(({ node }) => node.association.id)).toEqual([own]);
    for (const as of [COUNCIL, REGULATOR]) expect((await read<Read>(as, pool, SHARES)).pool.shares).toHaveLength(3);
    for (const as of [WINNER, PARTNER, person('member', own)]) expect(await read<Read>(as, pool, SHARES)).toEqual({ pool: { shares: [] }, plans: { edges: [] } });
    const planId = officer.plans.edges[0]?.node.id;
    const entity = 'query ($r: [_Any!]!) { _entities(representations: $r) { ... on ProcurementPlan { state } } }';
    expect(await desk.ask(officerOf(other), entity, { r: [{ __typename: 'ProcurementPlan', id: planId }] })).toEqual({ _entities: [null] });
    expect(await desk.ask(officerOf(own), entity, { r: [{ __typename: 'ProcurementPlan', id: planId }] })).toEqual({ _entities: [{ state: 'COMPLETE' }] });
    const PLANS = 'query ($id: ID!) { association(id: $id) { procurementPlans { edges { node { state } } } } }';
    expect(await desk.ask(officerOf(other), PLANS, { id: own })).toEqual({ association: { procurementPlans: { edges: [] } } });
    expect(await desk.ask(officerOf(own), PLANS, { id: own })).toEqual({ association: { procurementPlans: { edges: [{ node: { state: 'COMPLETE' } }] } } });
  });
});

describe('sealed bids', () => {
  const insurers = async (as: Principal, tender: PlayedTender): Promise<string[]> =>
    (await read<{ bidCommitments: { insurer: { id: string } }[] }>(as, tender, 'bidCommitments { insurer { id } }')).bidCommitments.map(({ insurer }) => insurer.id);

  it('are counted by the overseers alone before the opening; a bidder sees its own', async () => {
    expect(await insurers(COUNCIL, bids)).toEqual(['insurer-1', 'insurer-2', 'insurer-3']);
    expect(await insurers(WINNER, bids)).toEqual(['insurer-2']);
    for (const as of [OUTSIDER, officerOf(bids.associations[0] ?? ''), PARTNER]) expect(await insurers(as, bids)).toEqual([]);
  });

  it('are everybody\'s after it', async () => {
    for (const as of [WINNER, OUTSIDER, officerOf(judged.associations[0] ?? '')]) expect(await insurers(as, judged)).toHaveLength(3);
  });
});

describe('scores', () => {
  const ranked = async (as: Principal, tender: PlayedTender): Promise<string[] | null> => {
    const { lots } = await read<{ lots: { evaluation: { bids: { insurer: { id: string } }[] } | null }[] }>(as, tender, 'lots { evaluation { bids { insurer { id } rank } } }');
    return lots[0]?.evaluation?.bids.map(({ insurer }) => insurer.id) ?? null;
  };

  it('are the overseers\' before the notice', async () => {
    for (const as of [COUNCIL, REGULATOR, REVIEW_BODY]) expect(await ranked(as, judged)).toHaveLength(3);
    for (const as of [WINNER, LOSER, officerOf(judged.associations[0] ?? ''), PARTNER]) expect(await ranked(as, judged)).toBeNull();
  });

  it('show a bidder its own and the winner\'s after it, an association all, and others none', async () => {
    expect(await ranked(LOSER, done)).toEqual(['insurer-2', 'insurer-1']);
    expect(await ranked(WINNER, done)).toEqual(['insurer-2']);
    expect(await ranked(OUTSIDER, done)).toEqual(['insurer-2']);
    expect(await ranked(officerOf(done.associations[0] ?? ''), done)).toHaveLength(3);
    expect(await ranked(PARTNER, done)).toBeNull();
  });
});

describe('the award\'s money', () => {
  const MONEY = 'lots { award { amount { amount } equalisation { association { id } } savings { saving { amount } associations { association { id } } } frameworkAgreement { id } } }';
  type Read = { lots: { award: { equalisation: { association: { id: string } }[]; savings: { associations: { association: { id: string } }[] } } }[] };

  it('shows an association its own line, the overseers all, and others the sums', async () => {
    const [own = ''] = done.associations;
    const idsOf = async (as: Principal): Promise<string[][]> => {
      const award = (await read<Read>(as, done, MONEY)).lots[0]?.award;
      return [award?.equalisation ?? [], award?.savings.associations ?? []].map((all) => all.map(({ association }) => association.id).sort());
    };
    expect(await idsOf(officerOf(own))).toEqual([[own], [own]]);
    for (const as of [COUNCIL, REGULATOR]) expect(await idsOf(as)).toEqual([[...done.associations].sort(), [...done.associations].sort()]);
    for (const as of [WINNER, LOSER, PARTNER]) expect(await idsOf(as)).toEqual([[], []]);
  });
});

describe('call-offs', () => {
  it('are the association\'s, its insurer\'s and the overseers\'', async () => {
    const [own = '', other = ''] = done.associations;
    const { coverFrom } = await read<{ coverFrom: string }>(COUNCIL, done, 'coverFrom');
    const { callOff } = await desk.must(officerOf(own), 'callOffPolicy', { associationId: own, frameworkAgreementId: done.agreementId, inceptionDate: coverFrom }, 'callOff { id }') as unknown as { callOff: { id: string } };
    const CALL_OFFS = `query (\$agreement: [_Any!]!, \$callOff: [_Any!]!, \$association: ID!) {
      agreement: _entities(representations: \$agreement) { ... on FrameworkAgreement { callOffs { edges { node { id } } } } }
      callOff: _entities(representations: \$callOff) { ... on CallOff { id } }
      association(id: \$association) { callOffs { edges { node { id } } } } }`;
    const variables = { agreement: [{ __typename: 'FrameworkAgreement', id: done.agreementId }], callOff: [{ __typename: 'CallOff', id: callOff.id }], association: own };
    const seen = { edges: [{ node: { id: callOff.id } }] };
    for (const as of [officerOf(own), WINNER, COUNCIL, REGULATOR]) {
      expect(await desk.ask(as, CALL_OFFS, variables)).toEqual({ agreement: [{ callOffs: seen }], callOff: [{ id: callOff.id }], association: { callOffs: seen } });
    }
    for (const as of [officerOf(other), LOSER]) {
      expect(await desk.ask(as, CALL_OFFS, variables)).toEqual({ agreement: [{ callOffs: { edges: [] } }], callOff: [null], association: { callOffs: { edges: [] } } });
    }
  });
});
