import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { calm } from './other-houses.ts';
import { bidding, pooling, seal } from './played-tender.ts';
import { COUNCIL, openProcurementHouse } from './procurement-house.ts';
import type { ProcurementHouse } from './procurement-house.ts';

let desk: ProcurementHouse;
beforeAll(async () => { desk = await openProcurementHouse(); });
beforeEach(() => calm(desk.others));
afterAll(() => desk.close());

/** How many tellings wait in the queue. The kit of the tests leaves those that were done there, held. */
const waiting = async (tenderId: string): Promise<number> => {
  const [{ count }] = await desk.database.query<[{ count: number }]>('SELECT count(*)::int AS count FROM graphile_worker._private_jobs WHERE key = $1 AND locked_by IS NULL', [`releases:${tenderId}`]);
  return count;
};

describe('what a tender\'s move tells the public record', () => {
  it('is told in the transaction of the move; of several that wait, once', async () => {
    const { id } = await pooling(desk);
    expect(await waiting(id)).toBe(1);
    await desk.must(COUNCIL, 'cancelTender', { tenderId: id, reason: 'NO_DEMAND' });
    expect(await waiting(id)).toBe(1);
    await desk.runDueJobs();
    expect(desk.others.releasesTold.filter((told) => told === id).length).toBeGreaterThan(0);
    expect(await waiting(id)).toBe(0);
  });

  it('is not told when the move is refused, nor when a bid is sealed', async () => {
    const tender = await bidding(desk);
    await desk.runDueJobs();
    const { problems } = await desk.tell(COUNCIL, 'openPooling', { tenderId: tender.id });
    expect(problems).not.toEqual([]);
    await seal(desk, tender, 'insurer-1');
    expect(await waiting(tender.id)).toBe(0);
  });

  it('waits while the record cannot be reached, and holds up nothing', async () => {
    desk.others.down.add('RecordTenderReleasesTell');
    const { id } = await pooling(desk);
    await expect(desk.runDueJobs()).rejects.toThrow();
    expect(await waiting(id)).toBe(1);
    desk.others.down.clear();
    await desk.runDueJobs();
    expect(desk.others.releasesTold).toContain(id);
  });
});
