import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { BidBody } from '../../../schema/contracts/bid-body.ts';
import type { Principal, Role } from '../../../schema/contracts/identity.ts';
import { commitmentOf } from '../../../schema/contracts/seal-bid.ts';
import { newId } from '../../../subgraphs/kit/identifier.ts';
import { houseService, principalOf } from '../../kit/principals.ts';
import { fakeTender } from './fake-graph.ts';
import type { FakeTender } from './fake-graph.ts';
import { killHouse } from './kill-house.ts';
import { sampleBody, sampleRates, sealedFor } from './sample-bid.ts';
import { NOW, addInsurer, openTestHouse } from './test-house.ts';
import type { TestHouse } from './test-house.ts';

const REVEALED = 'bids { commitmentHeld bid { id state reasons { code } rates { annualPremium { amount currency } } networkSize } }';
interface Revealed { bids: { commitmentHeld: boolean; bid: { id: string; state: string; reasons: { code: string }[]; rates: { annualPremium: { amount: string } }[] | null } }[] }
const SEEN = 'query ($of: [_Any!]!) { _entities(representations: $of) { ... on Tender { bids { id state rates { annualPremium { amount } } loadings { expenseBasisPoints } benefits { code } networkSize serviceLevelBasisPoints standaloneQuotes { livesFrom } } } } }';
interface SeenBid { id: string; state: string; rates: unknown; loadings: unknown; benefits: unknown; networkSize: unknown; serviceLevelBasisPoints: unknown; standaloneQuotes: unknown }

let test: TestHouse;
let tender: FakeTender;
const [first, second, third] = [newId(), newId(), newId()];
const house = houseService('associations');
const officerOf = (insurer: string): Principal => principalOf('insurer_officer', insurer);

beforeAll(async () => {
  test = await openTestHouse();
  for (const insurer of [first, second, third]) await addInsurer(test, insurer);
});
afterAll(() => test.close());
beforeEach(async () => {
  tender = await fakeTender(newId(), newId());
  test.world.tenders[tender.id] = tender;
  test.clock = NOW;
  test.afterAsk = () => undefined;
});

async function seal(insurer: string, level: number, more: Partial<BidBody> = {}, sealedBody?: string): Promise<string> {
  const { bid, problems } = await test.tell<{ bid: { id: string } | null }>(officerOf(insurer), 'sealBid', {
    insurerId: insurer, tenderId: tender.id, lotId: tender.lots[0]?.id, sealedBody: sealedBody ?? await sealedFor(tender, sampleBody(insurer, tender, level, more)),
  }, 'bid { id }');
  if (bid === null) throw new Error(JSON.stringify(problems));
  return bid.id;
}

function pastDeadline(): void {
  test.clock = '2026-03-10T10:00:00.000Z';
  tender.state = 'OPENED';
  tender.released = true;
}

async function reveal(more: Record<string, unknown> = {}) {
  return test.tell<Revealed>(house, 'revealBids', { tenderId: tender.id, ...more }, REVEALED);
}

async function seenBy(who: Principal): Promise<SeenBid[]> {
  const { _entities } = await test.ask<{ _entities: { bids: SeenBid[] }[] }>(who, SEEN, { of: [{ __typename: 'Tender', id: tender.id }] });
  return _entities[0]?.bids ?? [];
}

const isReadable = ({ rates, loadings, benefits, networkSize, serviceLevelBasisPoints, standaloneQuotes }: SeenBid): boolean =>
  [rates, loadings, benefits, networkSize, serviceLevelBasisPoints, standaloneQuotes].some((part) => part !== null);

describe('the opening', () => {
  it('makes every honest bid readable, to the halala', async () => {
    const bid = await seal(first, 10_000);
    pastDeadline();
    const { bids, problems } = await reveal();
    expect(problems).toEqual([]);
    expect(bids).toMatchObject([{ commitmentHeld: true, bid: { id: bid, state: 'REVEALED', reasons: [], networkSize: 240 } }]);
    expect(bids[0]?.bid.rates?.map(({ annualPremium }) => annualPremium.amount)).toEqual(sampleRates(10_000).map(({ annualPremium }) => annualPremium));
    expect(bids[0]?.bid.rates?.[0]?.annualPremium).toHaveProperty('currency', 'XTS');
  });

  it.each<[string, () => Promise<string>, string[], boolean, boolean]>([
    ['a body that was changed in the database', async () => {
      const bid = await seal(first, 10_000);
      await test.sql('UPDATE bid_envelope SET sealed_body = $2 WHERE bid_id = $1', [bid, await sealedFor(tender, sampleBody(first, tender, 20_000))]);
      return bid;
    }, ['BID_NOT_AS_COMMITTED'], false, false],
    ['a hash the other side has voided', async () => {
      const bid = await seal(first, 10_000);
      for (const each of tender.commitments) each.void = true;
      return bid;
    }, ['BID_NOT_AS_COMMITTED'], false, false],
    ['a body that no key opens', async () => {
      const parts = (await sealedFor(tender, sampleBody(first, tender, 10_000))).split('.');
      parts[3] = randomBytes(40).toString('base64url');
      return seal(first, 0, {}, parts.join('.'));
    }, ['BID_UNREADABLE'], true, false],
    ['a body that is no bid', () => seal(first, 10_000, { networkSize: -1 }), ['BID_BODY_INVALID'], true, false],
    ['a body of another insurer, copied', async () => seal(first, 0, {}, await sealedFor(tender, sampleBody(second, tender, 10_000))), ['BID_BODY_INVALID'], true, false],
    ['a body of another tender', () => seal(first, 10_000, { tenderId: newId() }), ['BID_BODY_INVALID'], true, false],
    ['a bid with a missing cell', () => seal(first, 10_000, { rates: sampleRates(10_000).slice(1) }), ['BID_CELL_MISSING'], true, true],
    ['a flat rate', () => seal(first, 10_000, { rates: sampleRates(10_000).map((rate) => ({ ...rate, annualPremium: '1500.00' })) }), ['BID_FLAT_RATE'], true, true],
    ['a class that is not in the lot', () => seal(first, 10_000, { rates: sampleRates(10_000, ['VIP', 'B', 'C']) }), ['BID_BODY_INVALID'], true, true],
  ])('finds %s invalid, with the reason', async (_what, prepare, reasons, commitmentHeld, readable) => {
    const bid = await prepare();
    const honest = await seal(second, 11_000);
    pastDeadline();
    const { bids } = await reveal();
    const found = bids.find((each) => each.bid.id === bid);
    expect(found).toMatchObject({ commitmentHeld, bid: { state: 'INVALID', reasons: reasons.map((code) => ({ code })) } });
    expect(found?.bid.rates !== null).toBe(readable);
    expect(bids.find((each) => each.bid.id === honest)?.bid.state).toBe('REVEALED');
  });

  it('opens the bid that took the place of another, and never the other', async () => {
    const old = await seal(first, 10_000);
    const bid = await seal(first, 12_000);
    pastDeadline();
    const { bids } = await reveal();
    expect(bids.map((each) => each.bid.id)).toEqual([bid]);
    const rows = await test.sql('SELECT FROM bid_body WHERE bid_id = $1', [old]);
    expect(rows).toEqual([]);
  });

  it('waits for the key', async () => {
    await seal(first, 10_000);
    test.clock = '2026-03-10T10:00:00.000Z';
    expect((await reveal()).problems.map(({ code }) => code)).toEqual(['SEALING_KEY_NOT_RELEASED']);
    tender.released = true;
    tender.privateJwk = (await fakeTender(newId(), newId())).privateJwk;
    expect((await reveal()).problems.map(({ code }) => code)).toEqual(['SOURCE_CONTRADICTION']);
    expect((await seenBy(principalOf('regulator'))).some(isReadable)).toBe(false);
  });

  it('happens once: told again, it answers the same', async () => {
    await seal(first, 10_000);
    pastDeadline();
    const key = newId();
    const answers = [await reveal({ idempotencyKey: key }), await reveal({ idempotencyKey: key }), await reveal()];
    expect(answers[1]).toEqual(answers[0]);
    expect(answers[2]).toEqual(answers[0]);
    const steps = await test.sql(`SELECT FROM audit_entry WHERE action = 'REVEAL' AND entity_id = $1`, [answers[0]?.bids[0]?.bid.id]);
    expect(steps).toHaveLength(1);
  });

  it('takes no bid that comes in after it', async () => {
    await seal(first, 10_000);
    test.afterAsk = async (operation) => {
      if (operation !== 'InsurersRecordBidCommitment') return;
      tender.released = true;
      test.afterAsk = () => undefined;
      await reveal();
    };
    await expect(seal(second, 11_000)).rejects.toThrow('BID_TOO_LATE');
  });

  it('opens a bid too that was on its way while the others were read', async () => {
    await seal(first, 10_000);
    const sealedBody = await sealedFor(tender, sampleBody(second, tender, 11_000));
    const [bid, commitment] = [newId(), await commitmentOf(sealedBody)];
    tender.commitments.push({ bidId: bid, insurerId: second, lotId: tender.lots[0]?.id ?? '', commitment, void: false });
    pastDeadline();
    const other = new pg.Client({ connectionString: test.url });
    await other.connect();
    // Whoever writes a bid holds this row, so the opening has read the others and now waits.
    await other.query('BEGIN');
    await other.query('SELECT FROM tender_round WHERE tender_id = $1 FOR UPDATE', [tender.id]);
    const revealing = reveal();
    while ((await test.sql(`SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%tender_round%'`)).length === 0) {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    await other.query(`INSERT INTO bid (id, insurer_id, tender_id, lot_id, state, version, commitment, amendment, sealed_at, reasons) VALUES ($1, $2, $3, $4, 'SEALED', 1, $5, 0, now(), '[]')`, [bid, second, tender.id, tender.lots[0]?.id, commitment]);
    await other.query('INSERT INTO bid_envelope (bid_id, insurer_id, sealed_body) VALUES ($1, $2, $3)', [bid, second, sealedBody]);
    await other.query('COMMIT');
    await other.end();
    const { bids, problems } = await revealing;
    expect([problems, bids.map((each) => each.bid.state)]).toEqual([[], ['REVEALED', 'REVEALED']]);
  });

  it.each(['INSERT INTO bid_body', 'COMMIT'])('killed at %s leaves every bid closed, and told again opens them all', async (killAt) => {
    await seal(first, 10_000);
    await seal(second, 11_000);
    pastDeadline();
    const input = { idempotencyKey: newId(), tenderId: tender.id };
    expect(await killHouse(test, { as: house, mutation: 'revealBids', input, selection: REVEALED, killAt })).toBe('SIGKILL');
    const closed = await seenBy(principalOf('council'));
    expect([closed.map(({ state }) => state), closed.some(isReadable)]).toEqual([['SEALED', 'SEALED'], false]);
    await reveal(input);
    const opened = await seenBy(principalOf('council'));
    expect([opened.map(({ state }) => state), opened.every(isReadable)]).toEqual([['REVEALED', 'REVEALED'], true]);
  });
});

describe('a seal cut off by SIGKILL after the hash was recorded', () => {
  it('is finished by the same command', async () => {
    const input = {
      idempotencyKey: newId(), insurerId: first, tenderId: tender.id, lotId: tender.lots[0]?.id, sealedBody: await sealedFor(tender, sampleBody(first, tender, 10_000)),
    };
    expect(await killHouse(test, { as: officerOf(first), mutation: 'sealBid', input, selection: 'bid { id }', killAt: 'INSERT INTO bid_envelope' })).toBe('SIGKILL');
    tender = test.world.tenders[tender.id] as FakeTender;
    expect([tender.commitments.length, (await seenBy(principalOf('council'))).length]).toEqual([1, 0]);
    const { bid } = await test.tell<{ bid: { id: string } }>(officerOf(first), 'sealBid', input, 'bid { id }');
    expect(tender.commitments).toMatchObject([{ bidId: bid.id, void: false }]);
    pastDeadline();
    expect((await reveal()).bids).toMatchObject([{ commitmentHeld: true, bid: { id: bid.id, state: 'REVEALED' } }]);
  });
});

describe('who sees a bid', () => {
  const roles: [string, Principal, number, number][] = [
    ['its insurer', officerOf(first), 1, 2],
    ['another bidder', officerOf(second), 1, 2],
    ['an insurer that does not bid', officerOf(third), 0, 0],
    ['the council', principalOf('council'), 2, 2],
    ['the regulator', principalOf('regulator'), 2, 2],
    ['a house', house, 2, 2],
    ['the review body', principalOf('review_body'), 0, 2],
    ['an association', principalOf('association_officer', newId()), 0, 0],
    ['a member', principalOf('member', null, newId()), 0, 0],
    ['a partner', principalOf('partner'), 0, 0],
    ['an insurer officer of nowhere', principalOf('insurer_officer', null), 0, 0],
  ];

  it.each(roles)('%s: envelopes before the opening, bodies after', async (_who, who, before, after) => {
    await seal(first, 10_000);
    await seal(second, 11_000);
    const envelopes = await seenBy(who);
    expect([envelopes.length, envelopes.some(isReadable)]).toEqual([before, false]);
    pastDeadline();
    await reveal();
    const opened = await seenBy(who);
    expect([opened.length, opened.every(isReadable)]).toEqual([after, true]);
  });

  it('holds for a bid by its identifier and through its insurer', async () => {
    const bid = await seal(first, 10_000);
    const query = 'query ($of: [_Any!]!, $id: ID!) { _entities(representations: $of) { ... on Bid { id } } insurer(id: $id) { bids(first: 100) { edges { node { id } } } } }';
    const byIdentifier = async (who: Principal) => {
      const data = await test.ask<{ _entities: unknown[]; insurer: { bids: { edges: { node: { id: string } }[] } } }>(who, query, { of: [{ __typename: 'Bid', id: bid }], id: first });
      return [data._entities[0] !== null, data.insurer.bids.edges.some(({ node }) => node.id === bid)];
    };
    expect(await byIdentifier(officerOf(first))).toEqual([true, true]);
    expect(await byIdentifier(officerOf(second))).toEqual([false, false]);
    expect(await byIdentifier(principalOf('partner' satisfies Role))).toEqual([false, false]);
  });
});

describe('before the opening', () => {
  it('no readable rate is in this house\'s database or log', async () => {
    await seal(first, 731_000);
    await seal(second, 842_000);
    const rates = [731_000, 842_000].flatMap((level) => sampleRates(level).map(({ annualPremium }) => annualPremium));
    expect(await holds(rates)).toEqual([]);
    // The search is no good if it cannot find them once they are there.
    pastDeadline();
    await reveal();
    expect((await holds(rates)).length).toBe(new Set(rates).size);
  });

  /** Which of the texts stand in any table of the database, the job queue's included, or in the log. */
  async function holds(texts: readonly string[]): Promise<string[]> {
    const tables = await test.sql<{ name: string }>(`SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname IN ('public', 'graphile_worker')`);
    expect(tables.length).toBeGreaterThan(15);
    const dumped: string[] = [test.log.join('\n')];
    for (const { name } of tables) {
      const rows = await test.sql<{ row: string }>(`SELECT t::text AS row FROM ${name} t`);
      dumped.push(rows.map(({ row }) => row).join('\n'));
    }
    const all = dumped.join('\n');
    return [...new Set(texts)].filter((text) => all.includes(text) || all.includes(text.replace('.', '')));
  }
});
