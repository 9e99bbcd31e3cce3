import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { calm } from './other-houses.ts';
import { draft, stateOf } from './played-tender.ts';
import { COUNCIL, openProcurementHouse, person } from './procurement-house.ts';
import type { ProcurementHouse } from './procurement-house.ts';

let desk: ProcurementHouse;
beforeAll(async () => { desk = await openProcurementHouse(); });
beforeEach(() => calm(desk.others));
afterAll(() => desk.close());

const LOT = { titleAr: 'حزمة', titleEn: 'Lot', policyClasses: ['A'], regions: ['SA-01'], requiredBenefits: [] };

async function codesOf(change: Record<string, unknown>): Promise<string[]> {
  const { problems, tender } = await desk.tell(COUNCIL, 'createTender', draft(desk, change));
  expect(tender).toBeNull();
  return problems.map(({ code, path }) => `${code} ${path?.join('.') ?? ''}`);
}

describe('createTender', () => {
  it('keeps a draft with its lots, the mode in its ocid and the schedule in force', async () => {
    const { tender } = await desk.must(COUNCIL, 'createTender', draft(desk), `tender {
      ocid mode state version: state benefitSchedule { id } pool { associations lives census { lives } }
      lots { title { en } policyClasses regions { code } requiredBenefits { code value } evaluation { benefitSchedule { id } } award { id } }
      criteria { code weightBasisPoints } calendar { nextCheckAt } availableActions }`);
    expect(tender).toMatchObject({
      ocid: expect.stringMatching(/^ocds-sbx-[0-9a-f]{12}$/), mode: 'SANDBOX', state: 'DRAFT', benefitSchedule: { id: 'schedule-1' },
      pool: { associations: 0, lives: null, census: null },
      lots: [{ title: { en: 'All' }, policyClasses: ['A', 'B'], regions: [], requiredBenefits: [{ code: 'ANNUAL_LIMIT', value: '1200000.00' }], evaluation: null, award: null }],
      calendar: { nextCheckAt: null }, availableActions: ['OPEN_POOLING', 'CANCEL'],
    });
  });

  it('says all that is wrong at once, each at its field', async () => {
    expect(await codesOf({
      titleEn: ' ', minimumBids: 0, poolingEndsAt: '2029-01-01T00:00:00Z', enquiriesEndAt: '2028-01-01T00:00:00Z', coverTo: '2029-01-01', standstillSeconds: -1,
      criteria: [{ code: 'PRICE', weightBasisPoints: 9_999 }],
      lots: [LOT, { ...LOT, regions: [] }, { ...LOT, policyClasses: ['B'], regions: ['SA-13'] }],
    })).toEqual([
      'INVALID_INPUT input.titleEn', 'CRITERIA_NOT_WHOLE input.criteria', 'INVALID_INPUT input.minimumBids', 'INVALID_INPUT input.poolingEndsAt',
      'INVALID_INPUT input.enquiriesEndAt', 'INVALID_INPUT input.coverTo', 'INVALID_INPUT input.standstillSeconds', 'INVALID_INPUT input.lots.2.regions',
      'LOTS_OVERLAP input.lots.1',
    ]);
  });

  it('refuses a required benefit that is unknown, unreadable or below the lawful minimum', async () => {
    const requiredBenefits = [{ code: 'UNKNOWN', value: '1' }, { code: 'MATERNITY', value: '14999.99' }, { code: 'OUTPATIENT_COPAY', value: '20.01' }, { code: 'ANNUAL_LIMIT', value: '1.001' }];
    expect(await codesOf({ lots: [{ ...LOT, requiredBenefits }] })).toEqual([0, 1, 2, 3].map((place) => `INVALID_INPUT input.lots.0.requiredBenefits.${place}`));
  });

  it('changes nothing while the regulator does not answer', async () => {
    desk.others.down.add('BenefitScheduleAsk');
    const { problems } = await desk.tell(COUNCIL, 'createTender', draft(desk, { titleEn: 'Never kept' }));
    expect(problems).toMatchObject([{ code: 'SOURCE_UNAVAILABLE' }]);
    const kept = await desk.database.query("SELECT 1 FROM tender WHERE title_en = 'Never kept'");
    expect(kept).toEqual([]);
  });
});

describe('openPooling', () => {
  it('lets associations join, and sets the timer to the end of it', async () => {
    const { tender } = await desk.must(COUNCIL, 'createTender', draft(desk)) as unknown as { tender: { id: string } };
    const { tender: open } = await desk.must(COUNCIL, 'openPooling', { tenderId: tender.id }, 'tender { state calendar { poolingEndsAt nextCheckAt } availableActions }') as unknown as
      { tender: { state: string; calendar: { poolingEndsAt: string; nextCheckAt: string }; availableActions: string[] } };
    expect(open.state).toBe('POOLING');
    expect(open.calendar.nextCheckAt).toBe(open.calendar.poolingEndsAt);
    expect(open.availableActions).toEqual(['FREEZE_POOL', 'CANCEL']);
  });

  it.each([
    ['a regulator', person('regulator', 'chi'), 'NOT_YOURS'],
    ['an officer of an association', person('association_officer', 'x'), 'NOT_YOURS'],
  ])('is not for %s', async (_who, principal, code) => {
    const { tender } = await desk.must(COUNCIL, 'createTender', draft(desk)) as unknown as { tender: { id: string } };
    const { problems } = await desk.tell(principal, 'openPooling', { tenderId: tender.id });
    expect(problems).toMatchObject([{ code }]);
    expect(await stateOf(desk, tender.id)).toBe('DRAFT');
  });

  it('comes too late when the pool should have closed already', async () => {
    const { tender } = await desk.must(COUNCIL, 'createTender', draft(desk)) as unknown as { tender: { id: string } };
    await desk.passTo(new Date(desk.now().getTime() + 24 * 3_600_000));
    const { problems } = await desk.tell(COUNCIL, 'openPooling', { tenderId: tender.id });
    expect(problems).toMatchObject([{ code: 'DEADLINE_PASSED' }]);
  });

  it('knows no tender that is not there', async () => {
    for (const tenderId of ['no-uuid', '01900000-0000-7000-8000-000000000000']) {
      const { problems } = await desk.tell(COUNCIL, 'openPooling', { tenderId });
      expect(problems).toMatchObject([{ code: 'NOT_FOUND', path: ['input', 'tenderId'] }]);
    }
  });
});

describe('outside SANDBOX mode', () => {
  it('holds the standstill to the rule, and does not draft when the rule book is silent', async () => {
    const pilot = await openProcurementHouse({ mode: 'PILOT' });
    try {
      const short = await pilot.tell(COUNCIL, 'createTender', draft(pilot, { standstillSeconds: 5 * 86_400 - 1 }));
      expect(short.problems).toMatchObject([{ code: 'STANDSTILL_TOO_SHORT', path: ['input', 'standstillSeconds'] }]);
      const { tender } = await pilot.must(COUNCIL, 'createTender', draft(pilot, { standstillSeconds: 5 * 86_400 }), 'tender { ocid }');
      expect(tender).toEqual({ ocid: expect.stringMatching(/^ocds-plt-/) });
      pilot.others.standstillDays = Number.NaN;
      const silent = await pilot.tell(COUNCIL, 'createTender', draft(pilot, { standstillSeconds: 5 * 86_400 }));
      expect(silent.problems).toMatchObject([{ code: 'SOURCE_UNAVAILABLE' }]);
    } finally {
      await pilot.close();
    }
  });
});
