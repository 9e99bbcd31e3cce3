import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { contracted, officerOf, stateOf } from './played-tender.ts';
import { COUNCIL, openProcurementHouse } from './procurement-house.ts';
import type { ProcurementHouse } from './procurement-house.ts';

let desk: ProcurementHouse;
beforeAll(async () => { desk = await openProcurementHouse(); });
afterAll(() => desk.close());

describe('a tender from its draft to a policy', () => {
  it('goes all the way, each step on record in order, and ends with its agreement', async () => {
    const tender = await contracted(desk);
    expect(await stateOf(desk, tender.id)).toBe('CONTRACTED');
    const associationId = tender.associations[0] ?? '';
    const { tender: { coverFrom, coverTo } } = await desk.ask<{ tender: { coverFrom: string; coverTo: string } }>(COUNCIL, 'query ($id: ID!) { tender(id: $id) { coverFrom coverTo } }', { id: tender.id });
    await desk.must(officerOf(associationId), 'callOffPolicy', { associationId, frameworkAgreementId: tender.agreementId, inceptionDate: coverFrom }, 'callOff { id }');
    await desk.passTo(`${coverTo}T20:59:59.999Z`);
    expect(await stateOf(desk, tender.id)).toBe('ENROLLING');
    await desk.passTo(`${coverTo}T21:00:00.000Z`);
    const read = await desk.ask<{ tender: { state: string; calendar: { nextCheckAt: string | null }; history: { action: string; by: string }[] } }>(
      COUNCIL, 'query ($id: ID!) { tender(id: $id) { state calendar { nextCheckAt } history { action by } } }', { id: tender.id },
    );
    expect(read.tender).toMatchObject({ state: 'COMPLETE', calendar: { nextCheckAt: null } });
    expect(read.tender.history.map(({ action, by }) => `${action} ${by}`)).toEqual([
      'CREATE council:council', 'OPEN_POOLING council:council', 'FREEZE_POOL council:council', 'PUBLISH council:council', 'START_BIDDING timer',
      'REQUEST_OPENING council:council', 'WITNESS_OPENING review_body:review', 'OPEN timer', 'START_EVALUATION council:council',
      'JUDGE_BID council:council', 'JUDGE_BID council:council', 'JUDGE_BID council:council', 'PROPOSE_AWARD council:council',
      'START_STANDSTILL council:council', 'CONFIRM_AWARD timer', 'SIGN council:council', 'SIGN insurer_officer:insurer-2', 'CONTRACT insurer_officer:insurer-2',
      `CALL_OFF association_officer:${associationId}`, 'COMPLETE timer',
    ]);
  });
});
