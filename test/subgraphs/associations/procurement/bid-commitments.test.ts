import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { calm } from './other-houses.ts';
import { bidding, commitmentInput, published, seal, sealed, stateOf } from './played-tender.ts';
import { COUNCIL, INSURERS_HOUSE, openProcurementHouse, person } from './procurement-house.ts';
import type { ProcurementHouse } from './procurement-house.ts';

let desk: ProcurementHouse;
beforeAll(async () => { desk = await openProcurementHouse(); });
beforeEach(() => calm(desk.others));
afterAll(() => desk.close());

const COMMITMENTS = 'query ($id: ID!) { tender(id: $id) { bidCommitments { bid { id } insurer { id } commitment void } } }';

const later = (instant: string, milliseconds: number): string => new Date(Date.parse(instant) + milliseconds).toISOString();

describe('recordBidCommitment', () => {
  it('keeps hash and time; a replaced bid voids the earlier one and leaves it on record', async () => {
    const tender = await bidding(desk);
    const first = await seal(desk, tender, 'insurer-1');
    await seal(desk, tender, 'insurer-2');
    const second = await seal(desk, tender, 'insurer-1');
    const read = await desk.ask<{ tender: { bidCommitments: unknown[] } }>(COUNCIL, COMMITMENTS, { id: tender.id });
    expect(read.tender.bidCommitments).toHaveLength(3);
    expect(read.tender.bidCommitments).toEqual(expect.arrayContaining([
      { bid: { id: first.id }, insurer: { id: 'insurer-1' }, commitment: first.commitment, void: true },
      { bid: { id: second.id }, insurer: { id: 'insurer-1' }, commitment: second.commitment, void: false },
    ]));
  });

  it('voids what was withdrawn, and a second telling of it changes nothing', async () => {
    const tender = await bidding(desk);
    const { id: bidId, commitment } = await seal(desk, tender, 'insurer-1');
    for (let time = 0; time < 2; time += 1) {
      await desk.must(INSURERS_HOUSE, 'recordBidCommitment', commitmentInput(tender, 'insurer-1', { bidId, commitment, void: true }));
    }
    const read = await desk.ask(COUNCIL, COMMITMENTS, { id: tender.id });
    expect(read).toMatchObject({ tender: { bidCommitments: [{ void: true }] } });
  });

  it.each([
    ['an insurer itself', person('insurer_officer', 'insurer-1')],
    ['another house', { ...person('service', 'regulation'), subject: 'house:regulation' }],
    ['the council', COUNCIL],
  ])('is not for %s', async (_who, principal) => {
    const tender = await bidding(desk);
    const { problems } = await desk.tell(principal, 'recordBidCommitment', commitmentInput(tender, 'insurer-1'));
    expect(problems).toMatchObject([{ code: 'NOT_YOURS' }]);
  });

  it('refuses a bid at the deadline by this house\'s clock, before bidding, for a lot of another tender and without a hash', async () => {
    const early = await published(desk);
    const codeOf = async (input: Record<string, unknown>): Promise<unknown> => (await desk.tell(INSURERS_HOUSE, 'recordBidCommitment', input)).problems[0]?.code;
    expect(await codeOf(commitmentInput(early, 'insurer-1'))).toBe('TENDER_NOT_BIDDING');
    const tender = await bidding(desk);
    expect(await codeOf(commitmentInput(tender, 'insurer-1', { lotId: early.lotId }))).toBe('NOT_FOUND');
    expect(await codeOf(commitmentInput(tender, 'insurer-1', { commitment: 'ABC' }))).toBe('INVALID_INPUT');
    desk.setClock(later(tender.biddingEndsAt, -1));
    expect(await codeOf(commitmentInput(tender, 'insurer-1'))).toBeUndefined();
    desk.setClock(later(tender.biddingEndsAt, 0));
    expect(await codeOf(commitmentInput(tender, 'insurer-1'))).toBe('BID_TOO_LATE');
  });
});

describe('amendTender', () => {
  it('extends the deadline, voids every sealed bid at once, tells their owner and moves the timer', async () => {
    const tender = await sealed(desk);
    const biddingEndsAt = later(tender.biddingEndsAt, 86_400_000);
    const { tender: amended } = await desk.must(COUNCIL, 'amendTender', { tenderId: tender.id, note: 'Dental is in.', biddingEndsAt },
      'tender { state amendments { number note biddingEndsAt } bidCommitments { void } calendar { biddingEndsAt nextCheckAt } }');
    expect(amended).toEqual({
      state: 'BIDDING', amendments: [{ number: 1, note: 'Dental is in.', biddingEndsAt }], bidCommitments: [{ void: true }, { void: true }, { void: true }],
      calendar: { biddingEndsAt, nextCheckAt: biddingEndsAt },
    });
    await desk.runDueJobs();
    expect(desk.others.told).toContainEqual({ operation: 'InvalidateBidsTell', input: { idempotencyKey: `invalidate-bids:${tender.id}:1`, tenderId: tender.id, amendment: 1 } });
    // The old deadline has lost its meaning: bids are sealed anew after it.
    await desk.passTo(tender.biddingEndsAt);
    expect(await stateOf(desk, tender.id)).toBe('BIDDING');
    await seal(desk, tender, 'insurer-1');
  });

  it('refuses a deadline that is not later, one that has passed, and a change without a word', async () => {
    const tender = await bidding(desk);
    const codeOf = async (change: Record<string, unknown>): Promise<unknown> =>
      (await desk.tell(COUNCIL, 'amendTender', { tenderId: tender.id, note: 'Why', biddingEndsAt: later(tender.biddingEndsAt, 1), ...change })).problems[0]?.code;
    expect(await codeOf({ biddingEndsAt: tender.biddingEndsAt })).toBe('DEADLINE_NOT_EXTENDED');
    expect(await codeOf({ note: '' })).toBe('INVALID_INPUT');
    desk.setClock(later(tender.biddingEndsAt, 0));
    expect(await codeOf({ biddingEndsAt: later(tender.biddingEndsAt, 86_400_000) })).toBe('DEADLINE_PASSED');
  });

  it('is told again until the other house has heard it', async () => {
    const tender = await sealed(desk);
    desk.others.down.add('InvalidateBidsTell');
    await desk.must(COUNCIL, 'amendTender', { tenderId: tender.id, note: 'Why', biddingEndsAt: later(tender.biddingEndsAt, 3_600_000) });
    await expect(desk.runDueJobs()).rejects.toThrow();
    desk.others.down.clear();
    await desk.runDueJobs();
    expect(tender.bids.map(({ state }) => state)).toEqual(['INVALIDATED', 'INVALIDATED', 'INVALIDATED']);
  });
});

describe('the deadline', () => {
  it('ends a tender with too few standing bids', async () => {
    const tender = await bidding(desk);
    await seal(desk, tender, 'insurer-1');
    await seal(desk, tender, 'insurer-1');
    await desk.passTo(later(tender.biddingEndsAt, -1));
    expect(await stateOf(desk, tender.id)).toBe('BIDDING');
    await desk.passTo(tender.biddingEndsAt);
    expect(await stateOf(desk, tender.id)).toBe('UNSUCCESSFUL');
  });

  it('leaves one with enough to the two who open it', async () => {
    const tender = await sealed(desk);
    await desk.passTo(tender.biddingEndsAt);
    const { tender: read } = await desk.ask<{ tender: unknown }>(COUNCIL, 'query ($id: ID!) { tender(id: $id) { state calendar { nextCheckAt } availableActions } }', { id: tender.id });
    expect(read).toEqual({ state: 'BIDDING', calendar: { nextCheckAt: null }, availableActions: ['REQUEST_OPENING', 'CANCEL'] });
  });

  it('survives a timer that fires early, twice, or for a state long gone', async () => {
    const tender = await sealed(desk);
    const check = desk.tasks['check-tender'];
    await check?.({ tenderId: tender.id });
    await check?.({ tenderId: tender.id });
    expect(await stateOf(desk, tender.id)).toBe('BIDDING');
    await desk.passTo(tender.biddingEndsAt);
    await check?.({ tenderId: tender.id });
    await check?.({ tenderId: '01900000-0000-7000-8000-000000000000' });
    expect(await stateOf(desk, tender.id)).toBe('BIDDING');
  });
});
