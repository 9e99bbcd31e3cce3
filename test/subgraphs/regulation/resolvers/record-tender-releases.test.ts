import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { checkRecordPackage } from '../../../kit/ocds-checks.ts';
import { houseService, principalOf } from '../../../kit/principals.ts';
import { openRegulation } from '../regulation-house.ts';

const house = await openRegulation();
const teller = houseService('associations');
const name = (en: string) => ({ ar: `${en} ع`, en });
const at = (day: number): string => `2026-02-${String(day).padStart(2, '0')}T08:00:00.000Z`;

/** What the rest of the graph says of a tender: `prices` are those of its bids, the first of which wins. */
function tenderOf(id: string, steps: readonly (readonly [string, string])[], prices: readonly string[]): Record<string, unknown> {
  const bids = prices.map((price, index) => ({ id: `bid-${id}-${index}`, price, insurer: { id: `insurer-${index}`, name: name(`Insurer ${index}`) } }));
  const taken = new Set(steps.map(([action]) => action));
  return {
    id, ocid: `ocds-sbx-${id.slice(-12)}`, title: name('Tender'), state: steps.at(-1)?.[1], calendar: { poolingEndsAt: at(2), enquiriesEndAt: at(3), biddingEndsAt: at(20) },
    criteria: [{ code: 'PRICE', weightBasisPoints: 10_000 }], coverFrom: '2027-01-01', coverTo: '2027-12-31', complaintBody: 'Review body',
    pool: { lives: 50, shares: [{ association: { id: 'association-1', name: name('Association') } }] }, enquiries: [], amendments: [], cancellationReason: null,
    history: steps.map(([action, to], index) => ({ action, to, at: at(index + 1) })),
    bids: bids.map(({ id: bidId, insurer }) => ({ id: bidId, lotId: `lot-${id}`, state: 'REVEALED', sealedAt: at(4), insurer })),
    lots: [{
      id: `lot-${id}`, title: name('All'), policyClasses: ['A'],
      evaluation: { bids: bids.map(({ id: bidId, price }) => ({ bid: { id: bidId }, qualified: true, listBill: { amount: price } })) },
      award: taken.has('START_STANDSTILL') ? {
        id: `award-${id}`, insurer: bids[0]?.insurer, bid: { id: bids[0]?.id }, amount: { amount: prices[0] }, state: taken.has('CONFIRM_AWARD') ? 'ACTIVE' : 'PENDING', standstillEndsAt: at(9), frameworkAgreement: null,
      } : null,
    }],
  };
}

const PUBLISHED = [['OPEN_POOLING', 'POOLING'], ['PUBLISH', 'PUBLISHED']] as const;
const BIDDING = [...PUBLISHED, ['START_BIDDING', 'BIDDING']] as const;
const AWARDED = [...BIDDING, ['OPEN', 'OPENED'], ['START_STANDSTILL', 'STANDSTILL'], ['CONFIRM_AWARD', 'AWARDED']] as const;

async function record(id: string, tender: Record<string, unknown>): Promise<readonly string[]> {
  house.graph.tenders.set(id, tender);
  return (await house.tell(teller, 'recordTenderReleases', { tenderId: id }, 'tender { id }')).problems.map(({ code }) => code);
}

async function read(id: string, who = principalOf('regulator')): Promise<{ releases: { id: string; tag: string[] }[]; redFlags: { code: string; group: string; subject: string; value: number; steps: string[]; tendersCompared: number }[] | null }> {
  const { data, codes } = await house.ask(who, `query ($id: ID!) { _entities(representations: [{ __typename: "Tender", id: $id }]) { ... on Tender { releases { id tag } redFlags { code group subject value steps tendersCompared } } } }`, { id });
  expect(codes).toEqual([]);
  return data._entities[0];
}

describe('a tender that moves', () => {
  const id = randomUUID();

  it('has its releases made once, however often it is told', async () => {
    const tender = tenderOf(id, PUBLISHED, ['100.00', '100.00']);
    expect(await record(id, tender)).toEqual([]);
    expect(await record(id, tender)).toEqual([]);
    expect((await read(id)).releases.map(({ tag }) => tag)).toEqual([['planning'], ['tender']]);
  });

  it('raises no flag that rests on bids before they are opened', async () => {
    await record(id, tenderOf(id, BIDDING, ['100.00', '100.00']));
    expect((await read(id)).redFlags).toEqual([]);
  });

  it('has its flags computed anew when it moves, with the way shown', async () => {
    await record(id, tenderOf(id, AWARDED, ['100.00', '100.00']));
    const { redFlags } = await read(id);
    expect(redFlags?.map(({ code, group, subject }) => `${code} ${group} ${subject}`).sort()).toEqual([
      `R028 OCID ocds-sbx-${id.slice(-12)}`, 'R028 TENDERER insurer-0', 'R028 TENDERER insurer-1',
    ]);
    expect(redFlags?.[0]?.steps).toContain('the amounts and currencies are equal, the tenderers are not');
  });

  it('is measured against all others: a margin far from theirs is one only now', async () => {
    for (const price of ['105.00', '105.50', '106.00', '106.50', '107.00']) {
      const other = randomUUID();
      await record(other, tenderOf(other, AWARDED, ['100.00', price]));
    }
    const far = randomUUID();
    await record(far, tenderOf(far, AWARDED, ['100.00', '400.00']));
    const { redFlags } = await read(far);
    expect(redFlags?.find(({ code, group }) => code === 'R058' && group === 'OCID')).toMatchObject({ value: 3, tendersCompared: expect.any(Number) });
  });

  it('shows its flags to the council only once the award stands, to bidders never', async () => {
    const early = randomUUID();
    await record(early, tenderOf(early, BIDDING, ['100.00']));
    expect((await read(early, principalOf('council'))).redFlags).toBeNull();
    expect((await read(id, principalOf('council'))).redFlags).not.toBeNull();
    expect((await read(id, principalOf('insurer_officer', 'insurer-0'))).redFlags).toBeNull();
  });

  it('is told by a house alone, of a tender there is, while the graph answers', async () => {
    expect((await house.tell(principalOf('regulator'), 'recordTenderReleases', { tenderId: id }, 'tender { id }')).problems).toMatchObject([{ code: 'NOT_YOURS' }]);
    expect((await house.tell(teller, 'recordTenderReleases', { tenderId: randomUUID() }, 'tender { id }')).problems).toMatchObject([{ code: 'NOT_FOUND' }]);
    house.graph.down = true;
    expect((await house.tell(teller, 'recordTenderReleases', { tenderId: id }, 'tender { id }')).problems).toMatchObject([{ code: 'SOURCE_UNAVAILABLE' }]);
    house.graph.down = false;
  });
});

describe('a release that was made', () => {
  it.each([
    ['changed', 'UPDATE ocds_release SET body = \'{}\''],
    ['taken away', 'DELETE FROM ocds_release'],
    ['swept away with all others', 'TRUNCATE ocds_release'],
  ])('is never %s', async (_what, sql) => {
    await expect(house.database.query(sql)).rejects.toThrow('a release is never changed or deleted');
  });
});

describe('over plain HTTP', () => {
  let base: string;
  const server = createServer((request, response) => void house.house.handle(request, response).then((done) => { if (!done) response.writeHead(418).end(); }));
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => new Promise<void>((resolve) => server.close(() => resolve())));

  it('gives every process on a line, page after page', async () => {
    const answer = await fetch(`${base}/ocds/compiled-releases.jsonl`);
    const lines = (await answer.text()).trim().split('\n').map((line) => JSON.parse(line) as { ocid: string; tag: string[] });
    const [{ count }] = await house.database.query<[{ count: number }]>('SELECT count(*)::int AS count FROM ocds_compiled');
    expect(new Set(lines.map(({ ocid }) => ocid)).size).toBe(count);
    expect(lines.every(({ tag }) => tag[0] === 'compiled')).toBe(true);
  });

  it('gives a record that is valid, the same to the last byte each time', async () => {
    const [{ ocid }] = await house.database.query<[{ ocid: string }]>('SELECT ocid FROM ocds_compiled ORDER BY ocid LIMIT 1');
    const [first, again] = await Promise.all([1, 2].map(async () => (await fetch(`${base}/ocds/records/${ocid}.json`)).text()));
    expect(first).toBe(again);
    expect(checkRecordPackage(JSON.parse(first ?? ''))).toEqual([]);
  });

  it('answers HEAD without a body, and leaves other paths to others', async () => {
    expect((await fetch(`${base}/ocds/compiled-releases.jsonl`, { method: 'HEAD' })).status).toBe(200);
    expect((await fetch(`${base}/other`)).status).toBe(418);
  });
});
