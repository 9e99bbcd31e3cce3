import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { newId } from '../../../../subgraphs/kit/identifier.ts';
import { bidTerms } from './bid-terms.ts';
import { calm } from './other-houses.ts';
import type { FakeBid } from './other-houses.ts';
import { bidding, openBidsOf, seal, standstill, stateOf } from './played-tender.ts';
import type { PlayedTender } from './played-tender.ts';
import { COUNCIL, INSURERS_HOUSE, openProcurementHouse, person } from './procurement-house.ts';
import type { ProcurementHouse } from './procurement-house.ts';

let desk: ProcurementHouse;
beforeAll(async () => { desk = await openProcurementHouse(); });
beforeEach(() => calm(desk.others));
afterAll(() => desk.close());

const HOUR = 3_600_000;
const REGULATION = { ...person('service', 'regulation'), subject: 'house:regulation' };

interface Lot { readonly id: string; readonly award: { readonly id: string; readonly state: string; readonly insurer: { readonly id: string }; readonly frameworkAgreement: { readonly id: string } | null } | null; readonly evaluation: { readonly bids: { readonly bid: { readonly id: string }; readonly qualified: boolean | null; readonly rank: number | null; readonly total: number | null }[] } }

async function lotsOf(id: string): Promise<Lot[]> {
  return (await desk.ask<{ tender: { lots: Lot[] } }>(COUNCIL, `query ($id: ID!) { tender(id: $id) { lots { id
    award { id state insurer { id } frameworkAgreement { id } } evaluation { bids { bid { id } qualified rank total } } } } }`, { id })).tender.lots;
}

interface TwoLots extends PlayedTender { readonly lots: readonly string[]; readonly bids: readonly FakeBid[] }

/** Two lots in standstill, each with the bids of two insurers; insurer-2 is the cheapest in both. */
async function twoLots(): Promise<TwoLots> {
  const lot = (policyClass: string) => ({ titleAr: policyClass, titleEn: policyClass, policyClasses: [policyClass], regions: [], requiredBenefits: [] });
  const tender = await bidding(desk, { lots: [lot('A'), lot('B')] });
  const lots = (await lotsOf(tender.id)).map(({ id }) => id);
  const bids: FakeBid[] = [];
  for (const lotId of lots) for (const [order, base] of [320_000, 300_000].entries()) bids.push(await seal(desk, { ...tender, lotId }, `insurer-${order + 1}`, bidTerms(base)));
  await openBidsOf(desk, tender);
  await desk.must(COUNCIL, 'startEvaluation', { tenderId: tender.id });
  for (const { id } of bids) await desk.must(COUNCIL, 'judgeBid', { tenderId: tender.id, bidId: id, qualified: true });
  await desk.must(COUNCIL, 'proposeAward', { tenderId: tender.id });
  await desk.runDueJobs();
  return { ...tender, lots, bids };
}

function uphold(tenderId: string, lotId: string | null, remedyKind = 'RE_EVALUATION', state = 'UPHELD'): string {
  const id = newId();
  desk.others.complaints.set(id, { tenderId, lotId, state, remedyKind });
  return id;
}

const order = async (complaintId: string, as = REGULATION): Promise<unknown> => (await desk.tell(as, 'returnToEvaluation', { complaintId })).problems[0]?.code;
const sign = async (as: typeof COUNCIL, awardId: string | undefined): Promise<unknown> => (await desk.tell(as, 'signFrameworkAgreement', { awardId }, 'frameworkAgreement { id }')).problems[0]?.code;
const WINNER = person('insurer_officer', 'insurer-2');
const later = (hours: number): Date => new Date(desk.now().getTime() + hours * HOUR);

describe('a complaint about one lot', () => {
  it('holds up that lot, and the other is awarded and signed; rejected, it lets the rest follow and the tender is contracted', async () => {
    const { id, lots: [a = '', b = ''] } = await twoLots();
    desk.others.blockedLots.add(a);
    await desk.passTo(later(1));
    expect(await stateOf(desk, id)).toBe('AWARDED');
    const [first, second] = await lotsOf(id);
    expect([first?.award?.state, second?.award?.state]).toEqual(['PENDING', 'ACTIVE']);
    expect(second?.id).toBe(b);
    expect(await sign(COUNCIL, first?.award?.id)).toBe('SIGNING_BLOCKED');
    expect(await sign(COUNCIL, second?.award?.id)).toBeUndefined();
    expect(await sign(WINNER, second?.award?.id)).toBeUndefined();
    expect(await stateOf(desk, id)).toBe('AWARDED');
    desk.others.blockedLots.clear();
    await desk.passTo(later(1));
    expect((await lotsOf(id))[0]?.award?.state).toBe('ACTIVE');
    for (const side of [COUNCIL, WINNER]) expect(await sign(side, first?.award?.id)).toBeUndefined();
    expect(await stateOf(desk, id)).toBe('CONTRACTED');
  });

  it('blocks all lots when it is about the tender', async () => {
    const { id } = await twoLots();
    desk.others.signingBlocked = true;
    await desk.passTo(later(1));
    expect(await stateOf(desk, id)).toBe('STANDSTILL');
    desk.others.signingBlocked = false;
    await desk.passTo(later(1));
    expect(await stateOf(desk, id)).toBe('AWARDED');
  });

  it('upheld, returns that lot to evaluation; the other is signed meanwhile; the scores are published anew', async () => {
    const { id, lots: [a = ''], bids } = await twoLots();
    desk.others.blockedLots.add(a);
    const before = await lotsOf(id);
    expect(await order(uphold(id, a))).toBeUndefined();
    expect(await stateOf(desk, id)).toBe('EVALUATION');
    const during = await lotsOf(id);
    expect(during[0]?.award?.state).toBe('CANCELLED');
    expect(during[0]?.evaluation.bids).toHaveLength(2);
    for (const bid of during[0]?.evaluation.bids ?? []) expect(bid).toMatchObject({ qualified: null, rank: null, total: null });
    expect(during[1]).toEqual(before[1]);
    // The scores that were set aside stay on record.
    const kept = await desk.database.query<{ facts: { value: { rank: number } }[] }[]>(`SELECT facts FROM audit_entry WHERE action = 'SET_ASIDE' AND entity_id = $1`, [bids[1]?.id]);
    expect(kept[0]?.facts[0]?.value).toMatchObject({ rank: 1, qualified: true });

    await desk.passTo(later(1));
    const [, other] = await lotsOf(id);
    expect([await stateOf(desk, id), other?.award?.state]).toEqual(['EVALUATION', 'ACTIVE']);
    expect(await sign(WINNER, other?.award?.id)).toBeUndefined();

    const codes = await desk.tell(COUNCIL, 'proposeAward', { tenderId: id });
    expect(codes.problems).toMatchObject([{ code: 'BIDS_NOT_JUDGED' }]);
    await desk.must(COUNCIL, 'judgeBid', { tenderId: id, bidId: bids[0]?.id, qualified: true });
    await desk.must(COUNCIL, 'judgeBid', { tenderId: id, bidId: bids[1]?.id, qualified: true });
    desk.others.told.length = 0;
    await desk.must(COUNCIL, 'proposeAward', { tenderId: id });
    expect(await stateOf(desk, id)).toBe('STANDSTILL');
    await desk.runDueJobs();
    // The judgement is told anew, under a key of its own.
    expect(desk.others.told.filter(({ operation }) => operation === 'RecordJudgementTell')).toHaveLength(2);
    const [again, still] = await lotsOf(id);
    expect(again?.award).toMatchObject({ state: 'PENDING', insurer: { id: 'insurer-2' } });
    expect(again?.award?.id).not.toBe(before[0]?.award?.id);
    expect(again?.evaluation.bids.map(({ rank }) => rank)).toEqual([1, 2]);
    expect(still?.award?.id).toBe(before[1]?.award?.id);
    // As long as the remedy is not reported, the lot is not signed.
    await desk.passTo(later(1));
    expect((await lotsOf(id))[0]?.award?.state).toBe('PENDING');
    desk.others.blockedLots.clear();
    await desk.passTo(later(1));
    for (const side of [COUNCIL, WINNER]) expect(await sign(side, again?.award?.id)).toBeUndefined();
    expect(await sign(COUNCIL, still?.award?.id)).toBeUndefined();
    expect(await stateOf(desk, id)).toBe('CONTRACTED');
  });
});

describe('returnToEvaluation', () => {
  it('is told by the regulators\' house alone, and believed only where the complaint is kept', async () => {
    const { id } = await standstill(desk);
    for (const as of [COUNCIL, INSURERS_HOUSE, person('review_body', 'review_body'), person('regulator', 'regulator')]) expect(await order(uphold(id, null), as)).toBe('NOT_YOURS');
    expect(await order(uphold(id, null, 'DESCRIBED'))).toBe('RE_EVALUATION_NOT_ORDERED');
    expect(await order(uphold(id, null, 'RE_EVALUATION', 'UNDER_REVIEW'))).toBe('RE_EVALUATION_NOT_ORDERED');
    expect(await order(newId())).toBe('NOT_FOUND');
    desk.others.down.add('UpheldComplaintAsk');
    expect(await order(uphold(id, null))).toBe('SOURCE_UNAVAILABLE');
    expect(await stateOf(desk, id)).toBe('STANDSTILL');
    expect((await lotsOf(id))[0]?.award?.state).toBe('PENDING');
  });

  it('takes the whole tender back, with the committee\'s refusals and not those of the rules', async () => {
    const { id, bids } = await standstill(desk);
    await desk.database.query(`UPDATE bid_evaluation SET qualified = false, reasons = '[{"code": "BID_BELOW_MINIMUM"}]' WHERE bid_id = $1`, [bids[0]?.id]);
    await desk.database.query(`UPDATE bid_evaluation SET qualified = false, reasons = '[{"code": "BID_REFUSED_BY_COMMITTEE", "values": {"reason": "late"}}]' WHERE bid_id = $1`, [bids[2]?.id]);
    expect(await order(uphold(id, null))).toBeUndefined();
    const judged = await desk.database.query<{ bid_id: string; qualified: boolean | null; reasons: unknown[] }[]>('SELECT bid_id, qualified, reasons FROM bid_evaluation WHERE tender_id = $1', [id]);
    expect(new Map(judged.map(({ bid_id, qualified }) => [bid_id, qualified]))).toEqual(new Map([[bids[0]?.id, false], [bids[1]?.id, null], [bids[2]?.id, null]]));
    expect(judged.find(({ bid_id }) => bid_id === bids[2]?.id)?.reasons).toEqual([]);
  });
});
