import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { calm } from './other-houses.ts';
import { contracted, pooling, published, standstill, stateOf } from './played-tender.ts';
import { COUNCIL, REGULATOR, openProcurementHouse } from './procurement-house.ts';
import type { ProcurementHouse } from './procurement-house.ts';

let desk: ProcurementHouse;
beforeAll(async () => { desk = await openProcurementHouse(); });
beforeEach(() => calm(desk.others));
afterAll(() => desk.close());

const HOUR = 3_600_000;
const cancel = (tenderId: string, as = COUNCIL) => desk.tell(as, 'cancelTender', { tenderId, reason: 'NO_DEMAND' }, 'tender { state cancellationReason calendar { nextCheckAt } }');

describe('cancelTender', () => {
  it('ends a tender nobody was invited to as soon as nothing blocks it', async () => {
    const { id } = await pooling(desk);
    const { tender } = await cancel(id);
    expect(tender).toMatchObject({ state: 'CANCELLATION_PENDING', cancellationReason: 'NO_DEMAND' });
    await desk.runDueJobs();
    expect(await stateOf(desk, id)).toBe('CANCELLED');
  });

  it('gives invited insurers the time of a standstill to complain, and waits for their complaints', async () => {
    const { id } = await published(desk);
    const { tender } = await cancel(id);
    expect(tender).toMatchObject({ calendar: { nextCheckAt: new Date(desk.now().getTime() + HOUR).toISOString() } });
    desk.others.signingBlocked = true;
    await desk.passTo(new Date(desk.now().getTime() + HOUR));
    expect(await stateOf(desk, id)).toBe('CANCELLATION_PENDING');
    desk.others.signingBlocked = false;
    await desk.passTo(new Date(desk.now().getTime() + HOUR));
    expect(await stateOf(desk, id)).toBe('CANCELLED');
  });

  it('takes the proposed award with it', async () => {
    const { id } = await standstill(desk);
    await cancel(id);
    await desk.passTo(new Date(desk.now().getTime() + HOUR));
    const read = await desk.ask(COUNCIL, 'query ($id: ID!) { tender(id: $id) { state lots { award { state } } } }', { id });
    expect(read).toEqual({ tender: { state: 'CANCELLED', lots: [{ award: { state: 'CANCELLED' } }] } });
  });

  it('is the council\'s, and comes too late after the contract', async () => {
    const { id } = await pooling(desk);
    expect((await cancel(id, REGULATOR)).problems).toMatchObject([{ code: 'NOT_YOURS' }]);
    const done = await contracted(desk);
    expect((await cancel(done.id)).problems).toMatchObject([{ code: 'TRANSITION_NOT_ALLOWED', message: expect.stringContaining('CONTRACTED') }]);
  });
});
