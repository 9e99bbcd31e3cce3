import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { sealBidBody } from '../../../schema/contracts/seal-bid.ts';
import { newId } from '../../../subgraphs/kit/identifier.ts';
import { houseService, principalOf } from '../../kit/principals.ts';
import { fakeTender } from './fake-graph.ts';
import type { FakeTender } from './fake-graph.ts';
import { sampleBody, sealedFor } from './sample-bid.ts';
import { NOW, addInsurer, openTestHouse } from './test-house.ts';
import type { TestHouse } from './test-house.ts';

const BID = 'bid { id state commitment availableActions history { action from to } }';
type Sealed = { bid: { id: string; state: string; commitment: string; availableActions: string[]; history: { action: string }[] } | null };

let test: TestHouse;
let tender: FakeTender;
const insurer = newId();
const officer = principalOf('insurer_officer', insurer);

beforeAll(async () => {
  test = await openTestHouse();
  await addInsurer(test, insurer);
});
afterAll(() => test.close());
beforeEach(async () => {
  const lot = newId();
  tender = await fakeTender(newId(), lot);
  test.world.tenders[tender.id] = tender;
  test.world.accredited[insurer] = true;
  test.world.down = false;
  test.clock = NOW;
  test.afterAsk = () => undefined;
});

const lotOf = (of: FakeTender): string => of.lots[0]?.id ?? '';
async function seal(more: Record<string, unknown> = {}, as = officer) {
  const sealedBody = await sealedFor(tender, sampleBody(insurer, tender, 10_000));
  return test.tell<Sealed>(as, 'sealBid', { insurerId: insurer, tenderId: tender.id, lotId: lotOf(tender), sealedBody, ...more }, BID);
}
const codes = ({ problems }: { problems: { code: string }[] }): string[] => problems.map(({ code }) => code);
const bidsOfTender = () => test.sql<{ id: string; state: string; commitment: string }>('SELECT id, state, commitment FROM bid WHERE tender_id = $1 ORDER BY sealed_at, id', [tender.id]);

describe('sealing a bid', () => {
  it('records the hash on the other side, then the bid here', async () => {
    const { bid, problems } = await seal();
    expect(problems).toEqual([]);
    expect(bid).toMatchObject({ state: 'SEALED', availableActions: ['REPLACE', 'WITHDRAW'], history: [{ action: 'SEAL', from: null, to: 'SEALED' }] });
    expect(tender.commitments).toEqual([{ bidId: bid?.id, insurerId: insurer, lotId: lotOf(tender), commitment: bid?.commitment, void: false }]);
  });

  it('keeps the facts it rests on, with their source', async () => {
    const { bid } = await seal();
    const rows = await test.sql<{ facts: { name: string; source: string }[] }>(`SELECT facts FROM audit_entry WHERE entity_id = $1 AND action = 'SEAL'`, [bid?.id]);
    expect(rows[0]?.facts.map(({ name, source }) => `${name} ${source}`)).toEqual([
      'tender.state graph:associations', 'tender.biddingEndsAt graph:associations', 'insurer.accreditation graph:regulation',
    ]);
  });

  it.each<[string, string, () => void]>([
    ['NOT_ACCREDITED', 'an insurer whose accreditation is not in force', () => { test.world.accredited[insurer] = false; }],
    ['NOT_ACCREDITED', 'an insurer that never applied', () => { delete test.world.accredited[insurer]; }],
    ['TENDER_NOT_BIDDING', 'a tender that is not open for bids', () => { tender.state = 'PUBLISHED'; }],
    ['BID_TOO_LATE', 'a bid at the deadline', () => { test.clock = tender.biddingEndsAt; }],
    ['SOURCE_UNAVAILABLE', 'a graph that does not answer', () => { test.world.down = true; }],
    ['BID_NOT_SEALED_TO_KEY', 'a body sealed to another key', () => { tender.kid = 'another'; }],
    ['NOT_FOUND', 'a tender nobody knows', () => { delete test.world.tenders[tender.id]; }],
  ])('answers %s for %s, and changes nothing', async (code, _what, spoil) => {
    const sealedBody = await sealedFor(tender, sampleBody(insurer, tender, 10_000));
    spoil();
    const { bid, problems } = await seal({ sealedBody });
    expect([bid, problems.map((problem) => problem.code)]).toEqual([null, [code]]);
    expect(await bidsOfTender()).toEqual([]);
    expect(tender.commitments).toEqual([]);
  });

  it.each<[string, () => Promise<Record<string, unknown>>, string]>([
    ['another insurer', async () => ({ insurerId: newId() }), 'NOT_YOURS'],
    ['a lot of another tender', async () => ({ lotId: newId() }), 'NOT_FOUND'],
    ['a body in the open', async () => ({ sealedBody: JSON.stringify(sampleBody(insurer, tender, 1)) }), 'BID_NOT_SEALED_TO_KEY'],
    ['a body with another kid', async () => ({ sealedBody: await sealBidBody(sampleBody(insurer, tender, 1), tender.publicJwk, 'x') }), 'BID_NOT_SEALED_TO_KEY'],
    ['a body over the limit', async () => ({ sealedBody: 'a'.repeat(512 * 1024 + 1) }), 'BID_TOO_LARGE'],
  ])('refuses %s', async (_what, more, code) => {
    expect(codes(await seal(await more()))).toEqual([code]);
    expect(await bidsOfTender()).toEqual([]);
  });

  it('refuses when the other side refuses the hash, although its own clock says there is time', async () => {
    test.afterAsk = (operation) => { if (operation === 'InsurersBiddingFacts') test.clock = tender.biddingEndsAt; };
    expect(codes(await seal())).toEqual(['BID_TOO_LATE']);
    expect(await bidsOfTender()).toEqual([]);
  });

  it('is one bid however often the same command comes', async () => {
    const input = { idempotencyKey: newId(), sealedBody: await sealedFor(tender, sampleBody(insurer, tender, 10_000)) };
    const answers = await Promise.all([seal(input), seal(input), seal(input)]);
    expect(new Set(answers.map(({ bid }) => bid?.id)).size).toBe(1);
    expect(await bidsOfTender()).toHaveLength(1);
    expect(tender.commitments).toHaveLength(1);
  });

  it('is healed by the same command when the answer of the other side was lost', async () => {
    const input = { idempotencyKey: newId(), sealedBody: await sealedFor(tender, sampleBody(insurer, tender, 10_000)) };
    test.afterAsk = (operation) => { if (operation === 'InsurersRecordBidCommitment') throw new Error('cut off'); };
    expect(codes(await seal(input))).toEqual(['SOURCE_UNAVAILABLE']);
    expect([tender.commitments.length, (await bidsOfTender()).length]).toEqual([1, 0]);
    test.afterAsk = () => undefined;
    const { bid } = await seal(input);
    expect(tender.commitments).toEqual([expect.objectContaining({ bidId: bid?.id, void: false })]);
    expect(await bidsOfTender()).toHaveLength(1);
  });

  it('lets one of two officers win, and the other knows', async () => {
    const second = principalOf('insurer_officer', insurer, 'second-officer');
    const late: string[][] = [];
    test.afterAsk = async (operation) => {
      if (operation !== 'InsurersRecordBidCommitment') return;
      test.afterAsk = () => undefined;
      late.push(codes(await seal({}, second)));
    };
    expect([codes(await seal()), ...late]).toEqual([[], ['CONFLICT']]);
    expect((await bidsOfTender()).map(({ state }) => state)).toEqual(['SEALED']);
    expect(tender.commitments.filter((each) => !each.void)).toHaveLength(1);
  });
});

describe('replacing and taking back', () => {
  it('ends the old bid, keeps its hash, and has one live bid', async () => {
    const first = await seal();
    test.clock = '2026-03-02T09:00:00.000Z';
    const second = await seal();
    expect((await bidsOfTender()).map(({ id, state, commitment }) => [id, state, commitment])).toEqual([
      [first.bid?.id, 'WITHDRAWN', first.bid?.commitment], [second.bid?.id, 'SEALED', second.bid?.commitment],
    ]);
    const jobs = await test.sql<{ identifier: string }>('SELECT task_identifier AS identifier FROM graphile_worker.jobs');
    expect(jobs.map(({ identifier }) => identifier)).toContain('void-bid-commitment');
  });

  it('takes a bid back before the deadline, and its hash with it', async () => {
    const { bid } = await seal();
    const { bid: withdrawn } = await test.tell<Sealed>(officer, 'withdrawBid', { bidId: bid?.id }, BID);
    expect(withdrawn).toMatchObject({ state: 'WITHDRAWN', availableActions: [] });
    expect(tender.commitments.map((each) => each.void)).toEqual([true]);
    expect(codes(await test.tell(officer, 'withdrawBid', { bidId: bid?.id }, BID))).toEqual(['TRANSITION_NOT_ALLOWED']);
  });

  it('refuses to take back after the deadline, and what is another insurer\'s', async () => {
    const { bid } = await seal();
    const stranger = principalOf('insurer_officer', newId());
    expect(codes(await test.tell(stranger, 'withdrawBid', { bidId: bid?.id }, BID))).toEqual(['NOT_YOURS']);
    test.clock = tender.biddingEndsAt;
    expect(codes(await test.tell(officer, 'withdrawBid', { bidId: bid?.id }, BID))).toEqual(['BID_TOO_LATE']);
    expect((await bidsOfTender())[0]?.state).toBe('SEALED');
  });

  it('lets two officers take back at once: one wins, the other gets CONFLICT with the state now', async () => {
    const { bid } = await seal();
    const second = principalOf('insurer_officer', insurer, 'second-officer');
    // Both have read the bid before either moves it.
    let arrived = 0;
    let open: () => void = () => undefined;
    const both = new Promise<void>((resolve) => { open = resolve; });
    test.afterAsk = (operation) => {
      if (operation !== 'InsurersBiddingFacts') return;
      if ((arrived += 1) === 2) open();
      return both;
    };
    const answers = await Promise.all([officer, second].map((who) => test.tell(who, 'withdrawBid', { bidId: bid?.id }, BID)));
    expect(answers.flatMap(codes).filter((code) => code === 'CONFLICT')).toHaveLength(1);
    expect(answers.flatMap(({ problems }) => problems.map(({ message }) => message)).join()).toContain('WITHDRAWN');
  });
});

describe('an amendment', () => {
  const house = houseService('associations');

  it('voids what was sealed before it and leaves what was sealed after, also when it is told late', async () => {
    const before = await seal();
    tender.amendments = 1;
    const after = await seal();
    const { problems } = await test.tell(house, 'invalidateBids', { tenderId: tender.id, amendment: 1 }, 'tender { id }');
    expect(problems).toEqual([]);
    expect(new Map((await bidsOfTender()).map(({ id, state }) => [id, state]))).toEqual(new Map([[before.bid?.id, 'WITHDRAWN'], [after.bid?.id, 'SEALED']]));
  });

  it('turns sealed bids INVALIDATED until they are sealed anew', async () => {
    const { bid } = await seal();
    await test.tell(house, 'invalidateBids', { tenderId: tender.id, amendment: 1 }, 'tender { id }');
    expect((await bidsOfTender()).map(({ state }) => state)).toEqual(['INVALIDATED']);
    tender.amendments = 1;
    const again = await seal();
    expect(again.bid?.id).not.toBe(bid?.id);
    expect((await bidsOfTender()).map(({ state }) => state).sort()).toEqual(['SEALED', 'WITHDRAWN']);
  });

  it('is not sealed past by a bid that was asked about before it', async () => {
    test.afterAsk = async (operation) => {
      if (operation === 'InsurersRecordBidCommitment') await test.sql('INSERT INTO tender_round (tender_id, amendment) VALUES ($1, 1)', [tender.id]);
    };
    expect(codes(await seal())).toEqual(['CONFLICT']);
    expect(await bidsOfTender()).toEqual([]);
  });

  it('is nobody else\'s to tell', async () => {
    for (const who of [officer, principalOf('council'), houseService('regulation')]) {
      expect(codes(await test.tell(who, 'invalidateBids', { tenderId: tender.id, amendment: 1 }, 'tender { id }'))).toEqual(['NOT_YOURS']);
    }
  });
});
