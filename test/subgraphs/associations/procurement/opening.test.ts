import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { calm } from './other-houses.ts';
import { bidding, opened, seal, sealed, stateOf } from './played-tender.ts';
import { COUNCIL, REGULATOR, REVIEW_BODY, openProcurementHouse, person } from './procurement-house.ts';
import type { ProcurementHouse } from './procurement-house.ts';

let desk: ProcurementHouse;
beforeAll(async () => { desk = await openProcurementHouse(); });
beforeEach(() => calm(desk.others));
afterAll(() => desk.close());

const OPENING = 'tender { state opening { requestedBy witnessedBy openedAt } }';

describe('requestBidOpening', () => {
  it('is for the council, after the deadline, once', async () => {
    const { id: tenderId, biddingEndsAt } = await sealed(desk);
    const codeOf = async (as = COUNCIL): Promise<unknown> => (await desk.tell(as, 'requestBidOpening', { tenderId }, OPENING)).problems[0]?.code;
    expect(await codeOf()).toBe('TOO_EARLY');
    await desk.passTo(biddingEndsAt);
    expect(await codeOf(REGULATOR)).toBe('NOT_YOURS');
    const { tender } = await desk.must(COUNCIL, 'requestBidOpening', { tenderId }, OPENING);
    expect(tender).toEqual({ state: 'BIDDING', opening: { requestedBy: COUNCIL.subject, witnessedBy: null, openedAt: null } });
    expect(await codeOf()).toBe('CONFLICT');
  });

  it('opens nothing where too few bids stand, also when the timer is late', async () => {
    const tender = await bidding(desk);
    await seal(desk, tender, 'insurer-1');
    desk.setClock(tender.biddingEndsAt);
    const { problems } = await desk.tell(COUNCIL, 'requestBidOpening', { tenderId: tender.id });
    expect(problems).toMatchObject([{ code: 'TOO_FEW_BIDS' }]);
  });
});

describe('witnessBidOpening', () => {
  it('needs a request, and a second person of a second organisation', async () => {
    const { id: tenderId, biddingEndsAt } = await sealed(desk);
    await desk.passTo(biddingEndsAt);
    const codeOf = async (as: typeof COUNCIL): Promise<unknown> => (await desk.tell(as, 'witnessBidOpening', { tenderId }, OPENING)).problems[0]?.code;
    expect(await codeOf(REVIEW_BODY)).toBe('OPENING_NOT_REQUESTED');
    await desk.must(COUNCIL, 'requestBidOpening', { tenderId });
    expect(await codeOf(person('council', 'council', 'a second officer'))).toBe('NOT_YOURS');
    expect(await codeOf(person('regulator', 'chi', COUNCIL.subject))).toBe('WITNESS_NOT_INDEPENDENT');
    expect(await codeOf(person('review_body', 'council'))).toBe('WITNESS_NOT_INDEPENDENT');
    expect(await codeOf(person('review_body', null))).toBe('WITNESS_NOT_INDEPENDENT');
    expect(await codeOf(REVIEW_BODY)).toBeUndefined();
    expect(await codeOf(REGULATOR)).toBe('CONFLICT');
  });
});

describe('the opening', () => {
  it('releases the key in both names, reveals, and is recorded', async () => {
    const { id } = await opened(desk);
    const read = await desk.ask(COUNCIL, 'query ($id: ID!) { tender(id: $id) { state opening { requestedBy witnessedBy openedAt } } }', { id });
    expect(read).toEqual({ tender: { state: 'OPENED', opening: { requestedBy: COUNCIL.subject, witnessedBy: REVIEW_BODY.subject, openedAt: desk.now().toISOString() } } });
    expect(desk.others.told.slice(-2)).toEqual([
      { operation: 'ReleaseSealingKeyTell', input: { idempotencyKey: `release-sealing-key:${id}`, tenderId: id, requestedBy: COUNCIL.subject, witnessedBy: REVIEW_BODY.subject } },
      { operation: 'RevealBidsTell', input: { idempotencyKey: `reveal-bids:${id}`, tenderId: id } },
    ]);
  });

  async function witnessed(): Promise<string> {
    const { id: tenderId, biddingEndsAt } = await sealed(desk);
    await desk.passTo(biddingEndsAt);
    await desk.must(COUNCIL, 'requestBidOpening', { tenderId });
    await desk.must(REVIEW_BODY, 'witnessBidOpening', { tenderId });
    return tenderId;
  }

  it.each(['ReleaseSealingKeyTell', 'RevealBidsTell'])('is taken up where it broke off when %s is not answered', async (operation) => {
    const id = await witnessed();
    desk.others.down.add(operation);
    await expect(desk.runDueJobs()).rejects.toThrow();
    expect(await stateOf(desk, id)).toBe('BIDDING');
    desk.others.down.clear();
    await desk.runDueJobs();
    expect(await stateOf(desk, id)).toBe('OPENED');
    const keys = desk.others.told.filter(({ input }) => input['tenderId'] === id && String(input['idempotencyKey']).startsWith('release')).map(({ input }) => input['idempotencyKey']);
    expect(new Set(keys).size).toBe(1);
  });

  it('is waited for when the other house refuses, and recorded once it does not', async () => {
    const id = await witnessed();
    desk.others.refused.set('ReleaseSealingKeyTell', 'OPENING_TOO_EARLY');
    await expect(desk.runDueJobs()).rejects.toThrow('OPENING_TOO_EARLY');
    expect(await stateOf(desk, id)).toBe('BIDDING');
    desk.others.refused.clear();
    await desk.runDueJobs();
    expect(await stateOf(desk, id)).toBe('OPENED');
  });

  it('happens once though its job runs again after the record, as after a kill', async () => {
    const id = await witnessed();
    await desk.runDueJobs();
    await desk.tasks['open-bids']?.({ tenderId: id });
    const { tender } = await desk.ask<{ tender: { history: { action: string }[] } }>(COUNCIL, 'query ($id: ID!) { tender(id: $id) { history { action } } }', { id });
    expect(tender.history.filter(({ action }) => action === 'OPEN')).toHaveLength(1);
    expect(desk.others.told.filter(({ operation }) => operation === 'RevealBidsTell')).toHaveLength(1);
  });

  it('does not happen to a tender that was cancelled meanwhile', async () => {
    const id = await witnessed();
    await desk.must(COUNCIL, 'cancelTender', { tenderId: id, reason: 'UNFIXABLE' });
    await desk.runDueJobs();
    expect(await stateOf(desk, id)).toBe('CANCELLATION_PENDING');
    expect(desk.others.told.some(({ operation }) => operation === 'ReleaseSealingKeyTell')).toBe(false);
  });
});
