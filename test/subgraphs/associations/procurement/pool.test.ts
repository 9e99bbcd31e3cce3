import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { censusHash } from '../../../../subgraphs/associations/domain/procurement/census.ts';
import { frozenCensus } from '../../../../subgraphs/associations/store/freeze-pool.ts';
import { calm } from './other-houses.ts';
import { frozen, joined, officerOf, pooling, stateOf } from './played-tender.ts';
import { COUNCIL, openProcurementHouse, person } from './procurement-house.ts';
import type { ProcurementHouse } from './procurement-house.ts';

let desk: ProcurementHouse;
beforeAll(async () => { desk = await openProcurementHouse(); });
beforeEach(() => calm(desk.others));
afterAll(() => desk.close());

const PLAN = 'plan { id state consentBy accreditationFact { name source value } availableActions history { action } }';

describe('joinPool', () => {
  it('joins with consent and the regulator\'s word, and may be taken back and given again', async () => {
    const { id, associations: [associationId = ''] } = await pooling(desk);
    const officer = officerOf(associationId);
    const join = () => desk.must(officer, 'joinPool', { associationId, tenderId: id, consent: true }, PLAN);
    const { plan } = await join() as unknown as { plan: { id: string } };
    expect(plan).toMatchObject({
      state: 'JOINED', consentBy: officer.subject, availableActions: ['WITHDRAW'],
      accreditationFact: { name: 'association.accreditation', source: 'graph:regulation', value: expect.stringContaining('"inForce":true') },
      history: [{ action: 'DECLARE' }, { action: 'JOIN' }],
    });
    const withdrawn = await desk.must(officer, 'withdrawPlan', { planId: plan.id }, PLAN);
    expect(withdrawn['plan']).toMatchObject({ state: 'WITHDRAWN', availableActions: ['JOIN'] });
    const again = await join();
    expect(again['plan']).toMatchObject({ id: plan.id, state: 'JOINED' });
    const twice = await desk.tell(officer, 'joinPool', { associationId, tenderId: id, consent: true }, PLAN);
    expect(twice.problems).toMatchObject([{ code: 'TRANSITION_NOT_ALLOWED' }]);
  });

  it('refuses without consent, without accreditation, for another, and while the regulator is silent', async () => {
    const { id, associations: [associationId = '', other = ''] } = await pooling(desk);
    const officer = officerOf(associationId);
    const codes = async (as = officer, change = {}): Promise<string[]> =>
      (await desk.tell(as, 'joinPool', { associationId, tenderId: id, consent: true, ...change }, PLAN)).problems.map(({ code }) => code);
    expect(await codes(officer, { consent: false })).toEqual(['CONSENT_NEEDED']);
    expect(await codes(officerOf(other))).toEqual(['NOT_YOURS']);
    expect(await codes(person('council', associationId))).toEqual(['NOT_YOURS']);
    desk.others.notAccredited.add(associationId);
    expect(await codes()).toEqual(['NOT_ACCREDITED']);
    desk.others.down.add('AssociationAccreditationAsk');
    expect(await codes()).toEqual(['SOURCE_UNAVAILABLE']);
    expect(await desk.database.query('SELECT 1 FROM procurement_plan WHERE tender_id = $1', [id])).toEqual([]);
  });

  it('ends with the calendar, and with the freeze', async () => {
    const late = await pooling(desk, { minimumAssociations: 9 });
    await desk.passTo(new Date(desk.now().getTime() + 24 * 3_600_000));
    const code = async (tenderId: string, associationId = ''): Promise<unknown> =>
      (await desk.tell(officerOf(associationId), 'joinPool', { associationId, tenderId, consent: true }, PLAN)).problems[0]?.code;
    expect(await code(late.id, late.associations[0])).toBe('DEADLINE_PASSED');
    const done = await frozen(desk);
    expect(await code(done.id, done.associations[0])).toBe('TRANSITION_NOT_ALLOWED');
    const [plan] = await desk.database.query<{ id: string }[]>('SELECT id FROM procurement_plan WHERE tender_id = $1 AND association_id = $2', [done.id, done.associations[0]]);
    const { problems } = await desk.tell(officerOf(done.associations[0] ?? ''), 'withdrawPlan', { planId: plan?.id }, PLAN);
    expect(problems).toMatchObject([{ code: 'TRANSITION_NOT_ALLOWED' }]);
  });
});

describe('freezePool', () => {
  it('counts exactly, hashes, publishes merged cells with the same total, and closes every plan', async () => {
    const { id } = await frozen(desk);
    const { tender } = await desk.ask<{ tender: { state: string; pool: { associations: number; lives: number; censusHash: string; census: { lives: number }[]; shares: { lives: number }[] } } }>(
      COUNCIL, 'query ($id: ID!) { tender(id: $id) { state pool { associations lives censusHash census { policyClass ageFrom ageTo sex status region { code } lives } shares { association { id } lives } } } }', { id },
    );
    expect(tender).toMatchObject({ state: 'POOL_FROZEN', pool: { associations: 3, lives: 102 } });
    expect(tender.pool.census.reduce((sum, { lives }) => sum + lives, 0)).toBe(102);
    expect(Math.min(...tender.pool.census.map(({ lives }) => lives))).toBeGreaterThanOrEqual(11);
    expect(tender.pool.shares.map(({ lives }) => lives).sort((a, b) => a - b)).toEqual([12, 30, 60]);
    expect(tender.pool.censusHash).toBe(censusHash(await frozenCensus(desk.database.manager, id)));
    expect(await desk.database.query('SELECT DISTINCT state FROM procurement_plan WHERE tender_id = $1', [id])).toEqual([{ state: 'COMPLETE' }]);
  });

  it('refuses a pool that is too small, one with an association no longer accredited, and while the regulator is silent', async () => {
    const few = await joined(desk, { minimumLives: 103 });
    const freeze = async (tenderId: string): Promise<unknown> => (await desk.tell(COUNCIL, 'freezePool', { tenderId })).problems[0];
    expect(await freeze(few.id)).toMatchObject({ code: 'POOL_TOO_SMALL', message: expect.stringContaining('102') });
    const { id, associations } = await joined(desk);
    desk.others.notAccredited.add(associations[1] ?? '');
    expect(await freeze(id)).toMatchObject({ code: 'NOT_ACCREDITED' });
    desk.others.down.add('PoolAccreditationsAsk');
    expect(await freeze(id)).toMatchObject({ code: 'SOURCE_UNAVAILABLE' });
    expect(await stateOf(desk, id)).toBe('POOLING');
    expect(await desk.database.query('SELECT 1 FROM census_row WHERE tender_id = $1', [id])).toEqual([]);
  });

  it('never counts half of an association that joins or leaves meanwhile', async () => {
    const { id, associations: [associationId = ''] } = await joined(desk);
    const [plan] = await desk.database.query<{ id: string }[]>('SELECT id FROM procurement_plan WHERE tender_id = $1 AND association_id = $2', [id, associationId]);
    desk.others.before = async (operation) => {
      if (operation !== 'PoolAccreditationsAsk') return;
      desk.others.before = () => Promise.resolve();
      await desk.must(officerOf(associationId), 'withdrawPlan', { planId: plan?.id }, 'plan { id }');
    };
    const { problems } = await desk.tell(COUNCIL, 'freezePool', { tenderId: id });
    expect(problems).toMatchObject([{ code: 'CONFLICT' }]);
    await desk.must(COUNCIL, 'freezePool', { tenderId: id });
    const { tender } = await desk.ask<{ tender: unknown }>(COUNCIL, 'query ($id: ID!) { tender(id: $id) { pool { associations lives } } }', { id });
    expect(tender).toEqual({ pool: { associations: 2, lives: 72 } });
  });
});

describe('the end of pooling', () => {
  const DAY = 24 * 3_600_000;

  it('freezes by itself a pool that is large enough', async () => {
    const { id } = await joined(desk);
    await desk.passTo(new Date(desk.now().getTime() + DAY));
    expect(await stateOf(desk, id)).toBe('POOL_FROZEN');
  });

  it('leaves one that is too small to the council', async () => {
    const { id } = await joined(desk, { minimumAssociations: 4 });
    await desk.passTo(new Date(desk.now().getTime() + DAY));
    const { tender } = await desk.ask<{ tender: unknown }>(COUNCIL, 'query ($id: ID!) { tender(id: $id) { state calendar { nextCheckAt } } }', { id });
    expect(tender).toEqual({ state: 'POOLING', calendar: { nextCheckAt: null } });
  });

  it('waits for a regulator that is silent, and goes on when it answers', async () => {
    const { id } = await joined(desk);
    desk.others.down.add('PoolAccreditationsAsk');
    await desk.passTo(new Date(desk.now().getTime() + DAY));
    expect(await stateOf(desk, id)).toBe('POOLING');
    desk.others.down.clear();
    await desk.passTo(new Date(desk.now().getTime() + 3_600_000));
    expect(await stateOf(desk, id)).toBe('POOL_FROZEN');
  });
});
