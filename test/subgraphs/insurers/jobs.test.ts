import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '../../../subgraphs/kit/identifier.ts';
import { principalOf } from '../../kit/principals.ts';
import { issuePolicy, winningBid } from './enroll.ts';
import { fakeTender } from './fake-graph.ts';
import { sampleBody, sealedFor } from './sample-bid.ts';
import { NOW, addInsurer, openTestHouse } from './test-house.ts';
import type { TestHouse } from './test-house.ts';

let test: TestHouse;
const insurer = newId();

beforeAll(async () => {
  test = await openTestHouse({ runJobs: true });
  await addInsurer(test, insurer);
});
afterAll(() => test.close());

async function until<Row extends Record<string, unknown>>(statement: string, values: unknown[], holds: (rows: Row[]) => boolean): Promise<Row[]> {
  for (let left = 200; ; left -= 1) {
    const rows = await test.sql<Row>(statement, values);
    if (holds(rows)) return rows;
    if (left === 0) throw new Error(`waited in vain: ${JSON.stringify(rows)}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

describe('jobs', () => {
  it('activate a policy whose term has begun, and end one whose term is over', async () => {
    const bid = await winningBid(test, insurer);
    const stateOf = 'SELECT state FROM policy WHERE id = $1';
    const running = await issuePolicy(test, insurer, bid);
    await until(stateOf, [running.id], ([row]) => row?.['state'] === 'ACTIVE');
    const over = await issuePolicy(test, insurer, bid, { inceptionDate: '2025-01-01', expiryDate: '2025-12-31' });
    await until(stateOf, [over.id], ([row]) => row?.['state'] === 'EXPIRED');
    const steps = await test.sql<{ subject: string; action: string }>('SELECT subject, action FROM audit_entry WHERE entity_id = $1 ORDER BY seq', [running.id]);
    expect(steps.map(({ subject, action }) => `${subject} ${action}`)).toEqual(['house:associations ISSUE', 'timer ACTIVATE']);
  });

  it('take back the hash of a replaced bid, again and again until the graph answers', async () => {
    test.clock = NOW;
    const tender = await fakeTender(newId(), newId());
    test.world.tenders[tender.id] = tender;
    const seal = async (level: number): Promise<string> => {
      const input = { insurerId: insurer, tenderId: tender.id, lotId: tender.lots[0]?.id, sealedBody: await sealedFor(tender, sampleBody(insurer, tender, level)) };
      const { bid } = await test.tell<{ bid: { id: string } }>(principalOf('insurer_officer', insurer), 'sealBid', input, 'bid { id }');
      return bid.id;
    };
    const first = await seal(10_000);
    test.afterAsk = (operation) => { if (operation === 'InsurersRecordBidCommitment') test.world.down = tender.commitments.length === 2; };
    await seal(11_000);
    const [failed] = await until('SELECT last_error FROM graphile_worker.jobs WHERE task_identifier = $1', ['void-bid-commitment'], ([row]) => row?.['last_error'] != null);
    expect(failed?.['last_error']).toContain('SourceUnavailableError');
    test.afterAsk = () => undefined;
    test.world.down = false;
    await until('SELECT id FROM graphile_worker.jobs WHERE task_identifier = $1', ['void-bid-commitment'], (rows) => rows.length === 0);
    expect(test.sent.filter(({ operation, variables }) => operation === 'InsurersRecordBidCommitment' && JSON.stringify(variables).includes(`void-bid:${first}`)).length).toBeGreaterThan(1);
  });

  it('keep the refusal in the bid\'s history when it comes too late', async () => {
    test.clock = NOW;
    const tender = await fakeTender(newId(), newId());
    test.world.tenders[tender.id] = tender;
    const seal = async (level: number): Promise<string> => {
      const input = { insurerId: insurer, tenderId: tender.id, lotId: tender.lots[0]?.id, sealedBody: await sealedFor(tender, sampleBody(insurer, tender, level)) };
      const { bid } = await test.tell<{ bid: { id: string } }>(principalOf('insurer_officer', insurer), 'sealBid', input, 'bid { id }');
      return bid.id;
    };
    const first = await seal(10_000);
    test.afterAsk = (operation) => { if (operation === 'InsurersRecordBidCommitment') tender.biddingEndsAt = NOW; };
    await seal(11_000);
    await until('SELECT reason FROM audit_entry WHERE entity_id = $1 AND action = $2', [first, 'VOID_REFUSED'], ([row]) => row?.['reason'] === 'BID_TOO_LATE');
  });
});
