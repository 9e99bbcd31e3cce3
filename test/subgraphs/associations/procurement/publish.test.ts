import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { calm } from './other-houses.ts';
import { frozen, published, stateOf } from './played-tender.ts';
import { COUNCIL, openProcurementHouse, person } from './procurement-house.ts';
import type { ProcurementHouse } from './procurement-house.ts';

let desk: ProcurementHouse;
beforeAll(async () => { desk = await openProcurementHouse(); });
beforeEach(() => calm(desk.others));
afterAll(() => desk.close());

const INSURER = person('insurer_officer', 'insurer-1');

describe('publishTender', () => {
  it('has the sealing key made before anybody is invited', async () => {
    const { id } = await frozen(desk);
    desk.others.before = async (operation) => {
      if (operation === 'IssueSealingKeyTell') expect(await stateOf(desk, id)).toBe('POOL_FROZEN');
    };
    await desk.must(COUNCIL, 'publishTender', { tenderId: id });
    expect(desk.others.told).toEqual([{ operation: 'IssueSealingKeyTell', input: { idempotencyKey: `issue-sealing-key:${id}`, tenderId: id } }]);
    expect(await stateOf(desk, id)).toBe('PUBLISHED');
  });

  it.each(['PENDING', 'OBJECTED'] as const)('refuses while the regulator\'s word is %s', async (word) => {
    const { id } = await frozen(desk);
    desk.others.noObjection = word;
    const { problems } = await desk.tell(COUNCIL, 'publishTender', { tenderId: id });
    expect(problems).toMatchObject([{ code: 'NO_OBJECTION_MISSING', message: expect.stringContaining(word) }]);
    expect(desk.others.told).toEqual([]);
  });

  it.each(['NoObjectionAsk', 'IssueSealingKeyTell'])('changes nothing while %s is not answered, and serves the next try', async (operation) => {
    const { id } = await frozen(desk);
    desk.others.down.add(operation);
    const { problems } = await desk.tell(COUNCIL, 'publishTender', { tenderId: id });
    expect(problems).toMatchObject([{ code: 'SOURCE_UNAVAILABLE' }]);
    expect(await stateOf(desk, id)).toBe('POOL_FROZEN');
    desk.others.down.clear();
    await desk.must(COUNCIL, 'publishTender', { tenderId: id });
  });

  it('comes too late after the deadline for bids', async () => {
    const { id, biddingEndsAt } = await frozen(desk);
    await desk.passTo(biddingEndsAt);
    const { problems } = await desk.tell(COUNCIL, 'publishTender', { tenderId: id });
    expect(problems).toMatchObject([{ code: 'DEADLINE_PASSED' }]);
  });
});

describe('enquiries', () => {
  const ENQUIRY = 'enquiry { id question answer askedAt answeredAt } tender { id }';

  it('are read by all without the asker\'s name, and answered once', async () => {
    const { id } = await published(desk);
    const { enquiry } = await desk.must(INSURER, 'askEnquiry', { tenderId: id, question: 'Is dental in?' }, ENQUIRY) as unknown as { enquiry: { id: string } };
    await desk.must(COUNCIL, 'answerEnquiry', { enquiryId: enquiry.id, answer: 'Yes.' }, ENQUIRY);
    const second = await desk.tell(COUNCIL, 'answerEnquiry', { enquiryId: enquiry.id, answer: 'No.' }, ENQUIRY);
    expect(second.problems).toMatchObject([{ code: 'CONFLICT', message: expect.stringContaining('ANSWERED') }]);
    const read = await desk.ask(person('insurer_officer', 'insurer-2'), 'query ($id: ID!) { tender(id: $id) { enquiries { question answer } } }', { id });
    expect(read).toEqual({ tender: { enquiries: [{ question: 'Is dental in?', answer: 'Yes.' }] } });
  });

  it('are taken while the window is open, and not empty', async () => {
    const { id, enquiriesEndAt } = await published(desk);
    const empty = await desk.tell(INSURER, 'askEnquiry', { tenderId: id, question: ' ' }, ENQUIRY);
    expect(empty.problems).toMatchObject([{ code: 'INVALID_INPUT' }]);
    await desk.passTo(enquiriesEndAt);
    const late = await desk.tell(INSURER, 'askEnquiry', { tenderId: id, question: 'Too late?' }, ENQUIRY);
    expect(late.problems).toMatchObject([{ code: 'ENQUIRIES_CLOSED' }]);
  });

  it('hold the start of bidding until the last is answered, and that starts it', async () => {
    const { id, enquiriesEndAt, biddingEndsAt } = await published(desk);
    const { enquiry } = await desk.must(INSURER, 'askEnquiry', { tenderId: id, question: 'Is dental in?' }, ENQUIRY) as unknown as { enquiry: { id: string } };
    await desk.passTo(enquiriesEndAt);
    expect(await stateOf(desk, id)).toBe('PUBLISHED');
    await desk.must(COUNCIL, 'answerEnquiry', { enquiryId: enquiry.id, answer: 'Yes.' }, ENQUIRY);
    await desk.runDueJobs();
    const { tender } = await desk.ask<{ tender: unknown }>(COUNCIL, 'query ($id: ID!) { tender(id: $id) { state calendar { nextCheckAt } } }', { id });
    expect(tender).toEqual({ state: 'BIDDING', calendar: { nextCheckAt: biddingEndsAt } });
  });
});
