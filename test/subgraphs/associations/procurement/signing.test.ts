import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { newId } from '../../../../subgraphs/kit/identifier.ts';
import { calm } from './other-houses.ts';
import { awarded, contracted, officerOf, standstill, stateOf } from './played-tender.ts';
import { COUNCIL, openProcurementHouse, person } from './procurement-house.ts';
import type { ProcurementHouse } from './procurement-house.ts';

let desk: ProcurementHouse;
beforeAll(async () => { desk = await openProcurementHouse(); });
beforeEach(() => calm(desk.others));
afterAll(() => desk.close());

const WINNER = person('insurer_officer', 'insurer-2');
const AGREEMENT = 'frameworkAgreement { id signedByCouncilAt signedByInsurerAt }';

describe('signFrameworkAgreement', () => {
  const sign = async (as: typeof COUNCIL, awardId: string): Promise<unknown> => (await desk.tell(as, 'signFrameworkAgreement', { awardId }, AGREEMENT)).problems[0]?.code;

  it('takes each side\'s own signature once, and contracts with the second', async () => {
    const { id, awardId } = await awarded(desk);
    const actions = async (as: typeof COUNCIL): Promise<unknown> =>
      (await desk.ask<{ tender: { availableActions: string[] } }>(as, 'query ($id: ID!) { tender(id: $id) { availableActions } }', { id })).tender.availableActions;
    expect(await actions(WINNER)).toEqual(['SIGN']);
    expect(await actions(person('insurer_officer', 'insurer-1'))).toEqual([]);
    const { frameworkAgreement } = await desk.must(WINNER, 'signFrameworkAgreement', { awardId }, AGREEMENT);
    expect(frameworkAgreement).toMatchObject({ signedByCouncilAt: null, signedByInsurerAt: desk.now().toISOString() });
    expect(await actions(WINNER)).toEqual([]);
    expect(await sign(WINNER, awardId)).toBe('CONFLICT');
    expect(await stateOf(desk, id)).toBe('AWARDED');
    expect(await sign(COUNCIL, awardId)).toBeUndefined();
    expect(await stateOf(desk, id)).toBe('CONTRACTED');
  });

  it('is offered on the agreement to each side that has not signed, and to nobody else', async () => {
    const { id, awardId } = await awarded(desk);
    const offered = async (as: typeof COUNCIL): Promise<unknown> => (await desk.ask<{ tender: { lots: { award: unknown }[] } }>(
      as, 'query ($id: ID!) { tender(id: $id) { lots { award { frameworkAgreement { availableActions } } } } }', { id })).tender.lots[0]?.award;
    const [open, nothing] = [['SIGN'], []].map((availableActions) => ({ frameworkAgreement: { availableActions } }));
    expect([await offered(COUNCIL), await offered(WINNER)]).toEqual([open, open]);
    for (const as of [person('insurer_officer', 'insurer-1'), person('regulator', 'regulator'), officerOf(newId())]) expect(await offered(as)).toEqual(nothing);
    expect(await sign(WINNER, awardId)).toBeUndefined();
    expect([await offered(COUNCIL), await offered(WINNER)]).toEqual([open, nothing]);
    expect(await sign(COUNCIL, awardId)).toBeUndefined();
    expect([await offered(COUNCIL), await offered(WINNER)]).toEqual([nothing, nothing]);
  });

  it('contracts once when both sides sign at the same moment', async () => {
    const { id, awardId } = await awarded(desk);
    expect(await Promise.all([sign(COUNCIL, awardId), sign(WINNER, awardId)])).toEqual([undefined, undefined]);
    expect(await stateOf(desk, id)).toBe('CONTRACTED');
  });

  it('refuses a competitor, a blocked tender, a standstill, and a silent regulator', async () => {
    const { id, awardId } = await awarded(desk);
    expect(await sign(person('insurer_officer', 'insurer-1'), awardId)).toBe('NOT_YOURS');
    desk.others.signingBlocked = true;
    expect(await sign(COUNCIL, awardId)).toBe('SIGNING_BLOCKED');
    desk.others.down.add('SigningBlockAsk');
    expect(await sign(COUNCIL, awardId)).toBe('SOURCE_UNAVAILABLE');
    expect(await stateOf(desk, id)).toBe('AWARDED');
    calm(desk.others);
    const pending = await standstill(desk);
    const [award] = await desk.database.query<{ id: string }[]>('SELECT id FROM award WHERE tender_id = $1', [pending.id]);
    expect(await sign(COUNCIL, award?.id ?? '')).toBe('TRANSITION_NOT_ALLOWED');
  });
});

describe('callOffPolicy', () => {
  const CALL_OFF = 'callOff { id state inceptionDate policy { id insurerId } problem { code message } history { action } }';
  const dayOf = async (id: string): Promise<string> =>
    (await desk.ask<{ tender: { coverFrom: string } }>(COUNCIL, 'query ($id: ID!) { tender(id: $id) { coverFrom } }', { id })).tender.coverFrom;
  const shown = async (associationId: string): Promise<unknown> => {
    const { association } = await desk.ask<{ association: { callOffs: { edges: { node: unknown }[] } } }>(officerOf(associationId),
      'query ($id: ID!) { association(id: $id) { callOffs { edges { node { state policy { id insurerId } problem { code message } } } } } }', { id: associationId });
    return association.callOffs.edges.map(({ node }) => node);
  };

  it('orders the policy with the winning bid and keeps the insurer\'s answer', async () => {
    const { id, agreementId, associations: [associationId = ''], bids } = await contracted(desk);
    const inceptionDate = await dayOf(id);
    await desk.must(officerOf(associationId), 'callOffPolicy', { associationId, frameworkAgreementId: agreementId, inceptionDate }, CALL_OFF);
    await desk.runDueJobs();
    expect(desk.others.told.at(-1)?.input).toMatchObject({ insurerId: 'insurer-2', associationId, frameworkAgreementId: agreementId, bidId: bids[1]?.id, inceptionDate });
    expect(await shown(associationId)).toEqual([{ state: 'POLICY_ISSUED', policy: { id: 'policy-1', insurerId: 'insurer-2' }, problem: null }]);
    const again = await desk.tell(officerOf(associationId), 'callOffPolicy', { associationId, frameworkAgreementId: agreementId, inceptionDate }, CALL_OFF);
    expect(again.problems).toMatchObject([{ code: 'CONFLICT', message: expect.stringContaining('POLICY_ISSUED') }]);
  });

  it('lets two associations order first at once', async () => {
    const { id, agreementId, associations } = await contracted(desk);
    const inceptionDate = await dayOf(id);
    const codes = await Promise.all(associations.map(async (associationId) =>
      (await desk.tell(officerOf(associationId), 'callOffPolicy', { associationId, frameworkAgreementId: agreementId, inceptionDate }, CALL_OFF)).problems[0]?.code));
    expect(codes).toEqual([undefined, undefined, undefined]);
    expect(await stateOf(desk, id)).toBe('ENROLLING');
  });

  it('is told again while the insurer\'s house is silent, or has not heard of the award', async () => {
    const { id, agreementId, associations: [associationId = ''] } = await contracted(desk);
    await desk.must(officerOf(associationId), 'callOffPolicy', { associationId, frameworkAgreementId: agreementId, inceptionDate: await dayOf(id) }, CALL_OFF);
    desk.others.down.add('IssuePolicyTell');
    await expect(desk.runDueJobs()).rejects.toThrow();
    calm(desk.others);
    desk.others.refused.set('IssuePolicyTell', 'BID_NOT_WINNING');
    await expect(desk.runDueJobs()).rejects.toThrow();
    expect(await shown(associationId)).toMatchObject([{ state: 'ORDERED' }]);
    calm(desk.others);
    await desk.runDueJobs();
    await desk.tasks['tell-issue-policy']?.({ callOffId: String((await desk.database.query<{ id: string }[]>('SELECT id FROM call_off WHERE association_id = $1', [associationId]))[0]?.id) });
    expect(await shown(associationId)).toMatchObject([{ state: 'POLICY_ISSUED' }]);
    expect(desk.others.told.filter(({ operation }) => operation === 'IssuePolicyTell')).toHaveLength(1);
  });

  it('keeps why the insurer refused, and may then be ordered anew', async () => {
    const { id, agreementId, associations: [associationId = ''] } = await contracted(desk);
    const order = async () => desk.must(officerOf(associationId), 'callOffPolicy', { associationId, frameworkAgreementId: agreementId, inceptionDate: await dayOf(id) }, CALL_OFF);
    await order();
    desk.others.refused.set('IssuePolicyTell', 'NOT_ACCREDITED');
    await desk.runDueJobs();
    expect(await shown(associationId)).toMatchObject([{ state: 'REFUSED', policy: null, problem: { code: 'CALL_OFF_REFUSED', message: expect.stringContaining('NOT_ACCREDITED') } }]);
    calm(desk.others);
    await order();
    await desk.runDueJobs();
    expect(await shown(associationId)).toMatchObject([{ state: 'POLICY_ISSUED' }, { state: 'REFUSED' }]);
  });

  it('refuses an unsigned agreement, an association outside the pool, another\'s name, and a day outside the term', async () => {
    const unsigned = await awarded(desk);
    const order = async (as: string, input: Record<string, unknown>): Promise<unknown> =>
      (await desk.tell(officerOf(as), 'callOffPolicy', { associationId: as, ...input }, CALL_OFF)).problems[0]?.code;
    const [first = ''] = unsigned.associations;
    expect(await order(first, { frameworkAgreementId: unsigned.agreementId, inceptionDate: await dayOf(unsigned.id) })).toBe('AGREEMENT_NOT_SIGNED');
    const { id, agreementId, associations: [own = '', other = ''] } = await contracted(desk);
    const term = { frameworkAgreementId: agreementId, inceptionDate: await dayOf(id) };
    expect(await order(first, term)).toBe('NOT_IN_POOL');
    expect(await order(own, { ...term, associationId: other })).toBe('NOT_YOURS');
    expect(await order(own, { ...term, inceptionDate: '2029-12-31' })).toBe('INVALID_INPUT');
    expect(await order(own, { ...term, frameworkAgreementId: first })).toBe('NOT_FOUND');
  });
});
