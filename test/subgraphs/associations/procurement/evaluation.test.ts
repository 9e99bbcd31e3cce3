import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { bidTerms, ratesOf } from './bid-terms.ts';
import { calm } from './other-houses.ts';
import type { FakeBid } from './other-houses.ts';
import { bidding, evaluating, openBidsOf, opened, seal, sealed, stateOf } from './played-tender.ts';
import type { SealedTender } from './played-tender.ts';
import { COUNCIL, openProcurementHouse } from './procurement-house.ts';
import type { ProcurementHouse } from './procurement-house.ts';

let desk: ProcurementHouse;
beforeAll(async () => { desk = await openProcurementHouse(); });
beforeEach(() => calm(desk.others));
afterAll(() => desk.close());

interface Judged {
  bid: { id: string }; qualified: boolean | null; abnormallyLow: boolean; listBill: { amount: string; currency: string } | null; reasons: { code: string; message: string; rule: string | null }[];
  benefitDelta: { code: string; minimum: string; offered: string; difference: string; verdict: string }[]; accreditationFact: { source: string; value: string };
  scores: unknown[]; total: number | null; rank: number | null;
}

async function evaluationOf(id: string): Promise<Judged[]> {
  const { tender } = await desk.ask<{ tender: { lots: { evaluation: { bids: Judged[]; benefitSchedule: { id: string } } }[] } }>(COUNCIL, `query (\$id: ID!) { tender(id: \$id) { lots { evaluation {
    benefitSchedule { id } bids { bid { id } insurer { id } qualified abnormallyLow listBill { amount currency } reasons { code message rule }
      benefitDelta { code minimum offered difference verdict } accreditationFact { source value } scores { code points weighted } total rank } } } } }`, { id });
  expect(tender.lots[0]?.evaluation.benefitSchedule).toEqual({ id: 'schedule-1' });
  return tender.lots[0]?.evaluation.bids ?? [];
}

/** One spoilt bid among three good ones. */
async function withBid(spoil: (bid: FakeBid) => void): Promise<Judged | undefined> {
  const tender = await sealed(desk);
  const bid = await seal(desk, tender, 'insurer-9', bidTerms(310_000));
  spoil(bid);
  await openBidsOf(desk, tender);
  await desk.must(COUNCIL, 'startEvaluation', { tenderId: tender.id });
  return (await evaluationOf(tender.id)).find((each) => each.bid.id === bid.id);
}

describe('startEvaluation', () => {
  it('computes the bill on the exact census, each benefit against the law, and keeps the regulator\'s word', async () => {
    const { id, bids } = await evaluating(desk);
    const judged = await evaluationOf(id);
    expect(judged.map((each) => each.bid.id)).toEqual(bids.map((bid) => bid.id));
    for (const each of judged) {
      expect(each).toMatchObject({ qualified: null, abnormallyLow: false, reasons: [], scores: [], total: null, rank: null, accreditationFact: { source: 'graph:regulation' } });
      expect(each.benefitDelta).toEqual([
        { code: 'ANNUAL_LIMIT', minimum: '1000000.00', offered: '1500000.00', difference: '500000.00', verdict: 'BETTER' },
        { code: 'MATERNITY', minimum: '15000.00', offered: '15000.00', difference: '0.00', verdict: 'EQUAL' },
        { code: 'OUTPATIENT_COPAY', minimum: '20.00', offered: '10.00', difference: '10.00', verdict: 'BETTER' },
      ]);
    }
    // 102 lives; the bases differ by 200.00 and 100.00 riyals in every cell.
    const [first = 0n, second = 0n, third = 0n] = judged.map(({ listBill }) => BigInt((listBill?.amount ?? '').replace('.', '')));
    expect(first - second).toBe(102n * 20_000n);
    expect(third - first).toBe(102n * 10_000n);
    expect(judged[0]?.listBill?.currency).toBe('XTS');
  });

  it.each<[string, string, (bid: FakeBid) => void]>([
    ['whose hash is not the recorded one', 'BID_WITHOUT_COMMITMENT', (bid) => Object.assign(bid, { commitment: 'f'.repeat(64) })],
    ['found invalid at the opening', 'BID_OPENED_INVALID', (bid) => Object.assign(bid, { state: 'INVALID', reasons: ['BID_NOT_AS_COMMITTED'] })],
    ['of an insurer no longer accredited', 'NOT_ACCREDITED', (bid) => desk.others.notAccredited.add(bid.insurerId)],
    ['below the lawful minimum', 'BID_BELOW_MINIMUM', (bid) => { bid.terms = bidTerms(310_000, { benefits: bid.terms.benefits.map((benefit) => (benefit.code === 'MATERNITY' ? { ...benefit, value: '14999.99' } : benefit)) }); }],
    ['that leaves a benefit out', 'BID_BELOW_MINIMUM', (bid) => { bid.terms = bidTerms(310_000, { benefits: bid.terms.benefits.slice(1) }); }],
    ['below what the lot asks for', 'BID_BELOW_REQUIRED', (bid) => { bid.terms = bidTerms(310_000, { benefits: bid.terms.benefits.map((benefit) => (benefit.code === 'ANNUAL_LIMIT' ? { ...benefit, value: '1199999.99' } : benefit)) }); }],
    ['with a missing cell', 'BID_CELL_MISSING', (bid) => { bid.terms = bidTerms(310_000, { rates: ratesOf(310_000).slice(1) }); }],
    ['with a flat rate', 'BID_FLAT_RATE', (bid) => { bid.terms = bidTerms(310_000, { rates: ratesOf(310_000).map((rate) => ({ ...rate, annualPremium: '4000.00' })) }); }],
    ['with loadings that hold no price', 'BID_LOADINGS_INVALID', (bid) => { bid.terms = bidTerms(310_000, { loadings: { expenseBasisPoints: 9_000, riskMarginBasisPoints: 1_000, bookDiscountBasisPoints: 0 } }); }],
  ])('disqualifies by itself a bid %s', async (_what, code, spoil) => {
    const judged = await withBid(spoil);
    expect(judged).toMatchObject({ qualified: false, reasons: expect.arrayContaining([expect.objectContaining({ code })]) });
    expect(judged?.reasons.every(({ message }) => !message.includes('{'))).toBe(true);
  });

  it('leaves out bids taken back or made void, and waits for one that is still sealed', async () => {
    const tender = await opened(desk);
    Object.assign(tender.bids[0] ?? {}, { state: 'SEALED' });
    const waiting = await desk.tell(COUNCIL, 'startEvaluation', { tenderId: tender.id });
    expect(waiting.problems).toMatchObject([{ code: 'SOURCE_UNAVAILABLE' }]);
    expect(await stateOf(desk, tender.id)).toBe('OPENED');
    Object.assign(tender.bids[0] ?? {}, { state: 'WITHDRAWN' });
    await desk.must(COUNCIL, 'startEvaluation', { tenderId: tender.id });
    expect(await evaluationOf(tender.id)).toHaveLength(2);
  });

  it.each(['OpenedBidsAsk', 'BenefitScheduleAsk'])('changes nothing while %s is not answered', async (operation) => {
    const { id } = await opened(desk);
    desk.others.down.add(operation);
    const { problems } = await desk.tell(COUNCIL, 'startEvaluation', { tenderId: id });
    expect(problems).toMatchObject([{ code: 'SOURCE_UNAVAILABLE' }]);
    expect(await desk.database.query('SELECT 1 FROM bid_evaluation WHERE tender_id = $1', [id])).toEqual([]);
  });

  it('asks nobody for bids that are still sealed', async () => {
    const { id } = await sealed(desk);
    let asked = false;
    desk.others.before = async (operation) => { asked ||= operation === 'OpenedBidsAsk'; };
    const { problems } = await desk.tell(COUNCIL, 'startEvaluation', { tenderId: id });
    expect(problems).toMatchObject([{ code: 'TRANSITION_NOT_ALLOWED' }]);
    expect(asked).toBe(false);
  });
});

describe('judgeBid', () => {
  const judge = async (tender: SealedTender, place: number, input: Record<string, unknown>) =>
    (await desk.tell(COUNCIL, 'judgeBid', { tenderId: tender.id, bidId: tender.bids[place]?.id, ...input })).problems[0]?.code;

  it('disqualifies with a reason that is published, once', async () => {
    const tender = await evaluating(desk);
    expect(await judge(tender, 0, { qualified: false })).toBe('REASON_NEEDED');
    expect(await judge(tender, 0, { qualified: false, reason: 'The signature is missing.' })).toBeUndefined();
    expect(await judge(tender, 0, { qualified: true })).toBe('CONFLICT');
    const [judged] = (await evaluationOf(tender.id)).filter(({ bid }) => bid.id === tender.bids[0]?.id);
    expect(judged).toMatchObject({ qualified: false, reasons: [{ code: 'BID_REFUSED_BY_COMMITTEE', message: expect.stringContaining('The signature is missing.') }] });
  });

  it('asks for the justification of an abnormally low bid', async () => {
    const tender = await bidding(desk);
    const bids = [];
    for (const [order, base] of [900_000, 900_000, 300_000].entries()) bids.push(await seal(desk, tender, `insurer-${order}`, bidTerms(base)));
    await openBidsOf(desk, tender);
    await desk.must(COUNCIL, 'startEvaluation', { tenderId: tender.id });
    expect((await evaluationOf(tender.id)).map(({ abnormallyLow, reasons }) => [abnormallyLow, reasons.map(({ code, rule }) => `${code} ${rule}`)]))
      .toEqual([[false, []], [false, []], [true, ['BID_ABNORMALLY_LOW G12']]]);
    expect(await judge({ ...tender, bids }, 2, { qualified: true })).toBe('REASON_NEEDED');
    expect(await judge({ ...tender, bids }, 2, { qualified: true, reason: 'The insurer showed its book.' })).toBeUndefined();
  });

  it('knows no bid of another tender, and no time but the evaluation', async () => {
    const first = await opened(desk);
    expect(await judge(first, 0, { qualified: true })).toBe('TRANSITION_NOT_ALLOWED');
    const tender = await evaluating(desk);
    expect(await judge({ ...tender, bids: first.bids }, 0, { qualified: true })).toBe('NOT_FOUND');
  });

  it('lets two officers judge two bids at once', async () => {
    const tender = await evaluating(desk);
    const codes = await Promise.all([0, 1, 2].map((place) => judge(tender, place, { qualified: true })));
    expect(codes).toEqual([undefined, undefined, undefined]);
  });
});
