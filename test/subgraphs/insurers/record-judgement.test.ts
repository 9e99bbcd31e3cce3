import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { newId } from '../../../subgraphs/kit/identifier.ts';
import { principalOf } from '../../kit/principals.ts';
import { ASSOCIATIONS } from './enroll.ts';
import { fakeTender } from './fake-graph.ts';
import { sampleBody, sealedFor } from './sample-bid.ts';
import { addInsurer, openTestHouse } from './test-house.ts';
import type { TestHouse } from './test-house.ts';

let test: TestHouse;
const insurers = [newId(), newId()];
let tenderId: string;
let bids: string[];

beforeAll(async () => {
  test = await openTestHouse();
  for (const insurer of insurers) await addInsurer(test, insurer);
});
afterAll(() => test.close());
beforeEach(async () => {
  const tender = await fakeTender(newId(), newId());
  test.world.tenders[tender.id] = tender;
  tenderId = tender.id;
  bids = [];
  for (const [order, insurer] of insurers.entries()) {
    // The second promises what no bid can, and is found invalid at the opening.
    const body = sampleBody(insurer, tender, 10_000, order === 1 ? { networkSize: -1 } : {});
    const { bid } = await test.tell<{ bid: { id: string } }>(principalOf('insurer_officer', insurer), 'sealBid', { insurerId: insurer, tenderId, lotId: tender.lots[0]?.id, sealedBody: await sealedFor(tender, body) }, 'bid { id }');
    bids.push(bid.id);
  }
  tender.released = true;
  await test.tell(ASSOCIATIONS, 'revealBids', { tenderId }, 'bids { commitmentHeld }');
});

const judge = async (judged: { bidId?: string; state: string; reasons?: string[] }[]) => {
  const input = { tenderId, bids: judged.map((each, order) => ({ bidId: bids[order], reasons: [], ...each })) };
  return (await test.tell(ASSOCIATIONS, 'recordJudgement', input, 'tender { id }')).problems.map(({ code }) => code);
};
const states = async () => (await test.sql<{ id: string; state: string }>('SELECT id, state FROM bid WHERE tender_id = $1', [tenderId])).sort((a, b) => bids.indexOf(a.id) - bids.indexOf(b.id)).map(({ state }) => state);

describe('the committee\'s judgement', () => {
  it('is recorded step by step, and told again changes nothing', async () => {
    expect(await judge([{ state: 'VALID' }])).toEqual([]);
    expect(await judge([{ state: 'VALID' }])).toEqual([]);
    expect(await judge([{ state: 'WINNING' }])).toEqual([]);
    expect(await states()).toEqual(['WINNING', 'INVALID']);
    const steps = await test.sql<{ action: string }>('SELECT action FROM audit_entry WHERE entity_id = $1 ORDER BY seq', [bids[0]]);
    expect(steps.map(({ action }) => action)).toEqual(['SEAL', 'REVEAL', 'QUALIFY', 'WIN']);
  });

  it('leaves out what is out already', async () => {
    expect(await judge([{ state: 'VALID' }, { state: 'DISQUALIFIED', reasons: ['BID_OPENED_INVALID'] }])).toEqual([]);
    expect(await judge([{ state: 'WINNING' }, { state: 'LOST' }])).toEqual([]);
    expect(await states()).toEqual(['WINNING', 'INVALID']);
    expect(await judge([{ state: 'WINNING' }, { state: 'VALID' }])).toEqual(['TRANSITION_NOT_ALLOWED']);
  });

  it('gives its reasons as sentences without holes', async () => {
    expect(await judge([{ state: 'DISQUALIFIED', reasons: ['BID_BELOW_MINIMUM'] }])).toEqual([]);
    const query = 'query ($of: [_Any!]!) { _entities(representations: $of) { ... on Bid { state reasons { code message } } } }';
    const { _entities } = await test.ask<{ _entities: { state: string; reasons: { code: string; message: string }[] }[] }>(principalOf('council'), query, { of: [{ __typename: 'Bid', id: bids[0] }] });
    expect(_entities[0]).toMatchObject({ state: 'DISQUALIFIED', reasons: [{ code: 'BID_BELOW_MINIMUM' }] });
    expect(_entities[0]?.reasons[0]?.message).not.toMatch(/[{}]/);
  });

  it.each<[string, () => { bidId?: string; state: string; reasons?: string[] }[], string]>([
    ['no reason to disqualify', () => [{ state: 'DISQUALIFIED' }], 'INVALID_INPUT'],
    ['a reason that is no code', () => [{ state: 'DISQUALIFIED', reasons: ['because'] }], 'INVALID_INPUT'],
    ['a state that is no judgement', () => [{ state: 'SEALED' }], 'INVALID_INPUT'],
    ['a bid of another tender', () => [{ state: 'VALID', bidId: newId() }], 'NOT_FOUND'],
  ])('with %s is refused whole', async (_what, judged, code) => {
    const [first] = judged();
    expect(await judge([first ?? { state: '' }])).toEqual([code]);
    expect(await states()).toEqual(['REVEALED', 'INVALID']);
  });

  it('is the associations house\'s to tell', async () => {
    const { problems } = await test.tell(principalOf('council'), 'recordJudgement', { tenderId, bids: [{ bidId: bids[0], state: 'VALID', reasons: [] }] }, 'tender { id }');
    expect(problems.map(({ code }) => code)).toEqual(['NOT_YOURS']);
  });
});
