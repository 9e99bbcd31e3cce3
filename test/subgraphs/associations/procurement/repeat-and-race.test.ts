import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { calm } from './other-houses.ts';
import { bidding, commitmentInput, draft, frozen, joined, sealed, stateOf } from './played-tender.ts';
import { COUNCIL, INSURERS_HOUSE, openProcurementHouse, person } from './procurement-house.ts';
import type { ProcurementHouse } from './procurement-house.ts';

let desk: ProcurementHouse;
beforeAll(async () => { desk = await openProcurementHouse(); });
beforeEach(() => calm(desk.others));
afterAll(() => desk.close());

const SECOND_OFFICER = person('council', 'council', 'a second officer');

/** Lets so many commands come this far before any goes on. */
function meetAt(operation: string, many: number): void {
  const waiting: (() => void)[] = [];
  desk.others.before = (asked) => (asked !== operation ? Promise.resolve() : new Promise((resolve) => {
    waiting.push(resolve);
    if (waiting.length === many) waiting.forEach((go) => go());
  }));
}

describe('two officers at once', () => {
  it.each([
    ['publishTender', 'NoObjectionAsk', frozen, 'PUBLISHED'],
    ['freezePool', 'PoolAccreditationsAsk', joined, 'POOL_FROZEN'],
  ] as const)('%s: one wins, the other learns the state', async (mutation, operation, reach, state) => {
    const { id } = await reach(desk);
    meetAt(operation, 2);
    const answers = await Promise.all([COUNCIL, SECOND_OFFICER].map((officer) => desk.tell(officer, mutation, { tenderId: id })));
    expect(answers.map(({ tender }) => tender).filter((tender) => tender !== null)).toEqual([{ id, state }]);
    expect(answers.flatMap(({ problems }) => problems)).toMatchObject([{ code: 'CONFLICT', message: expect.stringContaining(state) }]);
  });
});

describe('the same command again', () => {
  it('gives the same answer and does nothing twice', async () => {
    const input = { ...draft(desk), idempotencyKey: 'draft-1' };
    const first = await desk.must(COUNCIL, 'createTender', input, 'tender { id ocid }');
    const again = await desk.must(COUNCIL, 'createTender', input, 'tender { id ocid }');
    expect(again).toEqual(first);
    expect(await desk.database.query('SELECT count(*)::int AS n FROM tender WHERE id = $1', [(first['tender'] as { id: string }).id])).toEqual([{ n: 1 }]);
    const other = await desk.tell(COUNCIL, 'createTender', { ...input, titleEn: 'Another' });
    expect(other.problems).toMatchObject([{ code: 'IDEMPOTENCY_KEY_REUSED' }]);
  });

  it('records a bid once, also when both tellings come together', async () => {
    const tender = await bidding(desk);
    const input = { ...commitmentInput(tender, 'insurer-1'), idempotencyKey: 'seal-1' };
    await Promise.all([1, 2, 3].map(() => desk.must(INSURERS_HOUSE, 'recordBidCommitment', input)));
    expect(await desk.database.query('SELECT voided_at FROM bid_commitment WHERE tender_id = $1', [tender.id])).toEqual([{ voided_at: null }]);
  });
});

describe('an amendment and a bid at once', () => {
  it('leave a bid that stands after the amendment, or one it voided, and never one in between', async () => {
    const tender = await sealed(desk);
    const biddingEndsAt = new Date(Date.parse(tender.biddingEndsAt) + 3_600_000).toISOString();
    await Promise.all([
      desk.must(COUNCIL, 'amendTender', { tenderId: tender.id, note: 'Why', biddingEndsAt }),
      ...[4, 5, 6].map((order) => desk.must(INSURERS_HOUSE, 'recordBidCommitment', commitmentInput(tender, `insurer-${order}`))),
    ]);
    const [trail] = await desk.database.query<{ wrong: number }[]>(
      `SELECT count(*)::int AS wrong FROM bid_commitment AS bid
       JOIN audit_entry AS recorded ON recorded.entity_id = bid.id::text AND recorded.action = 'RECORD'
       JOIN audit_entry AS amended ON amended.entity_id = bid.tender_id::text AND amended.action = 'AMEND'
       WHERE bid.tender_id = $1 AND (recorded.seq < amended.seq) <> (bid.voided_at IS NOT NULL)`,
      [tender.id],
    );
    expect(trail).toEqual({ wrong: 0 });
    expect(await stateOf(desk, tender.id)).toBe('BIDDING');
  });
});
