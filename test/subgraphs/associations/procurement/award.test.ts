import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { frozenCensus } from '../../../../subgraphs/associations/store/freeze-pool.ts';
import { bidTerms } from './bid-terms.ts';
import { calm } from './other-houses.ts';
import { bidding, evaluating, openBidsOf, seal, standstill, stateOf } from './played-tender.ts';
import { COUNCIL, openProcurementHouse } from './procurement-house.ts';
import type { ProcurementHouse } from './procurement-house.ts';

let desk: ProcurementHouse;
beforeAll(async () => { desk = await openProcurementHouse(); });
beforeEach(() => calm(desk.others));
afterAll(() => desk.close());

const HOUR = 3_600_000;
const MONEY = '{ amount }';
const AWARD = `query (\$id: ID!) { tender(id: \$id) { state lots {
  evaluation { bids { insurer { id } rank total scores { code points weighted } } }
  unsuccessful { reason qualifiedBids minimumBids }
  award { insurer { id } state standstillEndsAt amount ${MONEY} frameworkAgreement { validFrom validTo }
    equalisation { association { id } listBill ${MONEY} communityCharge ${MONEY} transfer ${MONEY} }
    savings { standalone ${MONEY} pooled ${MONEY} saving ${MONEY} savingBasisPoints parts { code amount ${MONEY} } associationsCounted associationsNotCounted worseOffCount worstLoss ${MONEY}
      associations { lives standalone ${MONEY} listBill ${MONEY} communityCharge ${MONEY} saving ${MONEY} worseOff } } } } } }`;

interface Money { amount: string }
interface Shown {
  state: string;
  lots: {
    evaluation: { bids: { insurer: { id: string }; rank: number | null; total: number | null; scores: { points: number; weighted: number }[] }[] };
    award: {
      insurer: { id: string }; state: string; standstillEndsAt: string; amount: Money; frameworkAgreement: unknown;
      equalisation: { listBill: Money; communityCharge: Money; transfer: Money }[];
      savings: { standalone: Money; pooled: Money; saving: Money; savingBasisPoints: number; parts: { amount: Money }[]; associationsCounted: number; worseOffCount: number;
        associations: { lives: number; standalone: Money; listBill: Money; communityCharge: Money; saving: Money; worseOff: boolean }[] } | null;
    } | null;
  }[];
}

const halalas = ({ amount }: Money): bigint => BigInt(amount.replace('.', ''));
const sum = (all: readonly Money[]): bigint => all.reduce((total, each) => total + halalas(each), 0n);

async function shown(id: string): Promise<Shown> {
  return (await desk.ask<{ tender: Shown }>(COUNCIL, AWARD, { id })).tender;
}

describe('proposeAward', () => {
  it('ranks by the published weights, proposes the winner and starts the standstill', async () => {
    const { id } = await standstill(desk);
    const tender = await shown(id);
    expect(tender.state).toBe('STANDSTILL');
    const [lot] = tender.lots;
    expect(lot?.evaluation.bids.map(({ insurer, rank }) => [insurer.id, rank])).toEqual([['insurer-2', 1], ['insurer-1', 2], ['insurer-3', 3]]);
    for (const { scores, total } of lot?.evaluation.bids ?? []) expect(scores.reduce((all, { weighted }) => all + weighted, 0)).toBe(total);
    expect(lot?.evaluation.bids[0]).toMatchObject({ total: 10_000, scores: [{ points: 10_000, weighted: 6_000 }, { weighted: 2_000 }, { weighted: 1_000 }, { weighted: 1_000 }] });
    expect(lot?.award).toMatchObject({ insurer: { id: 'insurer-2' }, state: 'PENDING', frameworkAgreement: null, standstillEndsAt: new Date(desk.now().getTime() + HOUR).toISOString() });
  });

  it('shares the money out to the halala: bills make the amount, transfers sum to zero, parts make the saving', async () => {
    const { id } = await standstill(desk);
    const award = (await shown(id)).lots[0]?.award;
    if (award == null || award.savings === null) throw new Error('an award with savings was expected');
    const { equalisation, savings } = award;
    expect(equalisation).toHaveLength(3);
    expect(sum(equalisation.map(({ listBill }) => listBill))).toBe(halalas(award.amount));
    expect(sum(equalisation.map(({ communityCharge }) => communityCharge))).toBe(halalas(award.amount));
    expect(sum(equalisation.map(({ transfer }) => transfer))).toBe(0n);
    for (const { listBill, communityCharge, transfer } of equalisation) expect(halalas(listBill) + halalas(transfer)).toBe(halalas(communityCharge));
    expect(savings.associationsCounted).toBe(3);
    expect(sum(savings.parts.map(({ amount }) => amount))).toBe(halalas(savings.saving));
    expect(halalas(savings.standalone) - halalas(savings.pooled)).toBe(halalas(savings.saving));
    expect(sum(savings.associations.map(({ saving }) => saving))).toBe(halalas(savings.saving));
    expect(savings.pooled).toEqual(award.amount);
    expect(savings.worseOffCount).toBe(savings.associations.filter(({ worseOff }) => worseOff).length);
  });

  it('agrees with the bill added up by hand from the census and the sealed rates', async () => {
    const { id, bids } = await standstill(desk);
    const rows = await frozenCensus(desk.database.manager, id);
    const bounds: Record<string, number> = { '0-17': 0, '18-24': 18, '65+': 65 };
    const byHand = rows.reduce((total, row) => {
      const ageFrom = bounds[row.ageBand] ?? Number(row.ageBand.split('-')[0]);
      const rate = bids[1]?.terms.rates.find((each) => each.policyClass === row.policyClass && each.status === row.status && each.sex === row.sex && each.ageFrom === ageFrom);
      return total + BigInt(row.lives) * BigInt((rate?.annualPremium ?? '').replace('.', ''));
    }, 0n);
    expect(halalas((await shown(id)).lots[0]?.award?.amount ?? { amount: '0' })).toBe(byHand);
  });

  it('states no saving without a counterfactual', async () => {
    const tender = await bidding(desk);
    const bids = [];
    for (const order of [1, 2]) bids.push(await seal(desk, tender, `insurer-${order}`, bidTerms(300_000 + order, { standaloneQuotes: [] })));
    await openBidsOf(desk, tender);
    await desk.must(COUNCIL, 'startEvaluation', { tenderId: tender.id });
    for (const { id } of bids) await desk.must(COUNCIL, 'judgeBid', { tenderId: tender.id, bidId: id, qualified: true });
    await desk.must(COUNCIL, 'proposeAward', { tenderId: tender.id });
    expect((await shown(tender.id)).lots[0]?.award).toMatchObject({ savings: null, equalisation: [{}, {}, {}] });
  });

  it('awards each lot by itself, and none of a lot with too few bids, which says so', async () => {
    const lot = (policyClass: string) => ({ titleAr: policyClass, titleEn: policyClass, policyClasses: [policyClass], regions: ['SA-01'], requiredBenefits: [] });
    const tender = await bidding(desk, { lots: [lot('A'), lot('B')] });
    const [{ id: lotA } = { id: '' }, { id: lotB } = { id: '' }] = await desk.database.query<{ id: string }[]>('SELECT id FROM lot WHERE tender_id = $1 ORDER BY number', [tender.id]);
    const bids = [
      await seal(desk, { ...tender, lotId: lotA }, 'insurer-1', bidTerms(300_000)), await seal(desk, { ...tender, lotId: lotA }, 'insurer-2', bidTerms(310_000)),
      await seal(desk, { ...tender, lotId: lotB }, 'insurer-1', bidTerms(300_000)),
    ];
    await openBidsOf(desk, tender);
    await desk.must(COUNCIL, 'startEvaluation', { tenderId: tender.id });
    for (const { id } of bids) await desk.must(COUNCIL, 'judgeBid', { tenderId: tender.id, bidId: id, qualified: true });
    expect((await shown(tender.id)).lots).toMatchObject([{ unsuccessful: null }, { unsuccessful: null }]);
    await desk.must(COUNCIL, 'proposeAward', { tenderId: tender.id });
    const { lots: [a, b] } = await shown(tender.id);
    expect(a?.award).toMatchObject({ insurer: { id: 'insurer-1' }, state: 'PENDING' });
    expect(a).toMatchObject({ unsuccessful: null });
    expect(b).toMatchObject({ award: null, unsuccessful: { reason: 'TOO_FEW_QUALIFIED_BIDS', qualifiedBids: 1, minimumBids: 2 }, evaluation: { bids: [{ insurer: { id: 'insurer-1' }, rank: null }] } });
    // Every fourth life is of class A, and only those are in its bill.
    const rows = (await frozenCensus(desk.database.manager, tender.id)).filter(({ policyClass }) => policyClass === 'A');
    expect(sum(a?.award?.equalisation.map(({ listBill }) => listBill) ?? [])).toBe(halalas(a?.award?.amount ?? { amount: '0' }));
    expect(a?.award?.savings?.associations.reduce((lives, each) => lives + each.lives, 0)).toBe(rows.reduce((lives, each) => lives + each.lives, 0));
  });

  it('waits until every bid is judged, and until enough are qualified', async () => {
    const { id: tenderId, bids: [first, second, third] } = await evaluating(desk);
    const propose = async (): Promise<unknown> => (await desk.tell(COUNCIL, 'proposeAward', { tenderId })).problems[0]?.code;
    expect(await propose()).toBe('BIDS_NOT_JUDGED');
    await desk.must(COUNCIL, 'judgeBid', { tenderId, bidId: first?.id, qualified: false, reason: 'Late papers.' });
    await desk.must(COUNCIL, 'judgeBid', { tenderId, bidId: second?.id, qualified: true });
    expect(await propose()).toBe('BIDS_NOT_JUDGED');
    await desk.must(COUNCIL, 'judgeBid', { tenderId, bidId: third?.id, qualified: false, reason: 'Late papers.' });
    expect(await propose()).toBe('TOO_FEW_BIDS');
    expect(await stateOf(desk, tenderId)).toBe('EVALUATION');
  });

  it('tells the bidders\' house first who qualified, then who won, until it is heard', async () => {
    const { id, bids: [first, second, third] } = await standstill(desk);
    const told = desk.others.told.filter(({ operation, input }) => operation === 'RecordJudgementTell' && input['tenderId'] === id);
    expect(told.map(({ input }) => [input['idempotencyKey'], (input['bids'] as { bidId: string; state: string }[]).map(({ bidId, state }) => [bidId, state])])).toEqual([
      [expect.stringMatching(`^judgement:${id}:\\d+:qualification$`), [[first?.id, 'VALID'], [second?.id, 'VALID'], [third?.id, 'VALID']]],
      [expect.stringMatching(`^judgement:${id}:\\d+:ranking$`), [[first?.id, 'LOST'], [second?.id, 'WINNING'], [third?.id, 'LOST']]],
    ]);
  });
});

describe('the standstill', () => {
  it('ends by itself, and writes out the agreement', async () => {
    const { id } = await standstill(desk);
    await desk.passTo(new Date(desk.now().getTime() + HOUR - 1));
    expect(await stateOf(desk, id)).toBe('STANDSTILL');
    await desk.passTo(new Date(desk.now().getTime() + 1));
    const tender = await shown(id);
    expect(tender).toMatchObject({ state: 'AWARDED', lots: [{ award: { state: 'ACTIVE', frameworkAgreement: {} } }] });
  });

  it('is held open by a complaint, and looks again until there is none', async () => {
    const { id } = await standstill(desk);
    desk.others.signingBlocked = true;
    await desk.passTo(new Date(desk.now().getTime() + HOUR));
    expect(await stateOf(desk, id)).toBe('STANDSTILL');
    desk.others.signingBlocked = false;
    await desk.passTo(new Date(desk.now().getTime() + HOUR / 10));
    expect(await stateOf(desk, id)).toBe('AWARDED');
  });

  it('waits for a regulator that is silent', async () => {
    const { id } = await standstill(desk);
    desk.others.down.add('SigningBlockAsk');
    await desk.passTo(new Date(desk.now().getTime() + HOUR));
    expect(await stateOf(desk, id)).toBe('STANDSTILL');
    desk.others.down.clear();
    await desk.passTo(new Date(desk.now().getTime() + HOUR));
    expect(await stateOf(desk, id)).toBe('AWARDED');
  });

  it('awards nothing to a winner that lost its accreditation meanwhile', async () => {
    const { id } = await standstill(desk);
    desk.others.notAccredited.add('insurer-2');
    await desk.passTo(new Date(desk.now().getTime() + HOUR));
    expect(await shown(id)).toMatchObject({ state: 'UNSUCCESSFUL', lots: [{ award: { state: 'UNSUCCESSFUL', frameworkAgreement: null } }] });
  });
});
