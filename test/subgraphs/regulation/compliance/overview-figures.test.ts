import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { FIGURES, FIGURE_CODES } from '../../../../subgraphs/regulation/domain/compliance/figure.ts';
import type { FigureCode } from '../../../../subgraphs/regulation/domain/compliance/figure.ts';
import { runWatchInspections } from '../../../../subgraphs/regulation/jobs/watch-inspections.ts';
import { seedRegulationSample } from '../../../../subgraphs/regulation/store/sample.ts';
import { settleStandings } from '../../../../subgraphs/regulation/store/compliance/settle-standings.ts';
import { principalOf } from '../../../kit/principals.ts';
import { openRegulation } from '../regulation-house.ts';
import { putAssociation, putBatch, putCover, putInvoice, putLife, putPolicy, putPreAuthorization } from './model-rows.ts';

const REGULATOR = principalOf('regulator', 'regulator');
const TODAY = '2026-03-01';
const EARLIER = '2026-02-05';

type Values = Readonly<Record<FigureCode, string | null>>;

/** What an association is to show on two days, counted by hand from what is put in below. Figures left out are nought. */
const WITHOUT_FACTS = Object.fromEntries(FIGURE_CODES.map((code) => [code, FIGURES[code].unit === 'MONEY' ? '0.00' : FIGURES[code].unit === 'COUNT' ? '0' : null]));
const values = (of: Partial<Values>): Values => ({ ...WITHOUT_FACTS, ...of }) as Values;

const RIYADH = {
  [TODAY]: values({
    ASSOCIATIONS: '1', ACCREDITED: '1', ACCREDITATION_LAPSING: '1', INSURERS_ACCREDITED: '1', INSURERS_LAPSING: '1', EMPLOYEES: '12', LIVES: '16', MUST_BE_COVERED: '15', COVERED: '12',
    COVERED_SHARE: '0.800000', IN_GAP: '2', IN_OVERLAP: '1', COVERED_WITHOUT_DUTY: '2', NEWBORNS_DUE: '1', NEWBORNS_LATE: '1', AGE_OUTS_60: '1', AGE_OUTS_30: '1', AGED_OUT_COVERED: '1',
    POLICIES_IN_FORCE: '1', INSURED_LIVES: '14', ANNUAL_PREMIUM: '45000.00', BATCHES_WAITING: '1', OLDEST_BATCH_DAYS: '9', DECISIONS: '4', STRAIGHT_THROUGH_SHARE: '0.750000', DOCUMENT_SHARE: '0.250000',
    PREMIUM_DUE: '3450.00', PREMIUM_LATE: '3450.00', INVOICES_LATE: '1', PRE_AUTHORIZATIONS_WAITING: '1', PRE_AUTHORIZATIONS_IN_TIME: '2', PRE_AUTHORIZATIONS_LATE: '1',
    PRE_AUTHORIZATIONS_DEEMED: '1', IN_TIME_SHARE: '0.500000', INSPECTIONS_OPEN: '2', INSPECTIONS_LATE: '1',
  }),
  // The newborn of late February is not born, her brother is within his time, nobody has left, and most clocks have not begun.
  [EARLIER]: values({
    ASSOCIATIONS: '1', ACCREDITED: '1', ACCREDITATION_LAPSING: '1', INSURERS_ACCREDITED: '1', INSURERS_LAPSING: '1', EMPLOYEES: '13', LIVES: '16', MUST_BE_COVERED: '15', COVERED: '13',
    COVERED_SHARE: '0.866667', IN_GAP: '1', IN_OVERLAP: '1', COVERED_WITHOUT_DUTY: '1', NEWBORNS_DUE: '1', AGE_OUTS_60: '1', AGED_OUT_COVERED: '1', POLICIES_IN_FORCE: '1', INSURED_LIVES: '14', ANNUAL_PREMIUM: '45000.00',
    DECISIONS: '4', STRAIGHT_THROUGH_SHARE: '0.750000', DOCUMENT_SHARE: '0.250000', PREMIUM_DUE: '3450.00', PRE_AUTHORIZATIONS_WAITING: '1', PRE_AUTHORIZATIONS_IN_TIME: '1', IN_TIME_SHARE: '1.000000', INSPECTIONS_OPEN: '1',
  }),
};

const MAKKAH = {
  [TODAY]: values({
    ASSOCIATIONS: '1', ACCREDITED: '1', INSURERS_ACCREDITED: '1', EMPLOYEES: '3', LIVES: '3', MUST_BE_COVERED: '3', COVERED: '3', COVERED_SHARE: '1.000000', POLICIES_IN_FORCE: '1', INSURED_LIVES: '3',
    ANNUAL_PREMIUM: '9000.00', PRE_AUTHORIZATIONS_DEEMED: '1', IN_TIME_SHARE: '0.000000',
  }),
  [EARLIER]: values({
    ASSOCIATIONS: '1', ACCREDITED: '1', INSURERS_ACCREDITED: '1', EMPLOYEES: '3', LIVES: '3', MUST_BE_COVERED: '3', COVERED: '3', COVERED_SHARE: '1.000000', POLICIES_IN_FORCE: '1', INSURED_LIVES: '3', ANNUAL_PREMIUM: '9000.00',
  }),
};

const NATION = {
  [TODAY]: values({
    ASSOCIATIONS: '2', ACCREDITED: '2', ACCREDITATION_LAPSING: '1', INSURERS_ACCREDITED: '2', INSURERS_LAPSING: '1', EMPLOYEES: '15', LIVES: '19', MUST_BE_COVERED: '18', COVERED: '15',
    COVERED_SHARE: '0.833333', IN_GAP: '2', IN_OVERLAP: '1', COVERED_WITHOUT_DUTY: '2', NEWBORNS_DUE: '1', NEWBORNS_LATE: '1', AGE_OUTS_60: '1', AGE_OUTS_30: '1', AGED_OUT_COVERED: '1', POLICIES_IN_FORCE: '2',
    INSURED_LIVES: '17', ANNUAL_PREMIUM: '54000.00', BATCHES_WAITING: '1', OLDEST_BATCH_DAYS: '9', DECISIONS: '4', STRAIGHT_THROUGH_SHARE: '0.750000', DOCUMENT_SHARE: '0.250000', PREMIUM_DUE: '3450.00', PREMIUM_LATE: '3450.00',
    INVOICES_LATE: '1', PRE_AUTHORIZATIONS_WAITING: '1', PRE_AUTHORIZATIONS_IN_TIME: '2', PRE_AUTHORIZATIONS_LATE: '1', PRE_AUTHORIZATIONS_DEEMED: '2', IN_TIME_SHARE: '0.400000',
    INSPECTIONS_OPEN: '4', INSPECTIONS_LATE: '2',
  }),
  [EARLIER]: values({
    ...RIYADH[EARLIER], ASSOCIATIONS: '2', ACCREDITED: '2', INSURERS_ACCREDITED: '2', EMPLOYEES: '16', LIVES: '19', MUST_BE_COVERED: '18', COVERED: '16', COVERED_SHARE: '0.888889', POLICIES_IN_FORCE: '2', INSURED_LIVES: '17',
    ANNUAL_PREMIUM: '54000.00', INSPECTIONS_OPEN: '2',
  }),
};

const house = await openRegulation();

describe('every figure of the overview, in every scope', () => {
  let riyadh: string;
  let makkah: string;
  const [first, second] = [randomUUID(), randomUUID()];

  const figuresOf = (row: { figures: { code: string; value: string | null }[] }): Record<string, string | null> => Object.fromEntries(row.figures.map(({ code, value }) => [code, value]));

  async function fillRiyadh(): Promise<void> {
    const { database } = house;
    riyadh = await putAssociation(database, 'SA-01');
    const policyId = await putPolicy(database, riyadh, first);
    const insured = (lifeId: string): Promise<string> => putCover(database, { lifeId, policyId, associationId: riyadh, insurerId: first });
    for (let n = 0; n < 10; n += 1) await insured(await putLife(database, riyadh));
    const parent = await putLife(database, riyadh);
    await insured(parent);
    // Twice.
    await insured(parent);
    await insured(await putLife(database, riyadh, { left_on: '2026-02-10' }));
    await putLife(database, riyadh);
    const child = (birth: string, more: Record<string, unknown> = {}): Promise<string> => putLife(database, riyadh, { id: randomUUID(), employee_id: parent, relationship: 'CHILD', sex: 'MALE', birth_date: birth, employment_start: null, cover_from: birth > '2026-01-01' ? birth : '2026-01-01', ...more });
    await child('2026-02-20', { sex: 'FEMALE' });
    await child('2026-01-10');
    await insured(await child('2001-03-20'));
    await insured(await child('2000-12-01'));
    const at = { associationId: riyadh, insurerId: first, policyId };
    await putBatch(database, at, { created_at: '2026-02-20T09:00:00Z' });
    await putBatch(database, at, { state: 'APPLIED', created_at: '2026-02-21T09:00:00Z', settled_at: '2026-02-23T09:00:00Z' });
    await putInvoice(database, at, { issued_on: '2026-02-20', due_date: '2026-03-16' });
    await putInvoice(database, at, { issued_on: '2026-01-20', due_date: '2026-02-10' });
    await putInvoice(database, at, { issued_on: '2026-01-20', due_date: '2026-02-10', paid: 345_000, state: 'PAID', settled_on: '2026-02-01' });
    for (const [mode, documentReason] of [['AUTO', null], ['AUTO', null], ['AUTO', null], ['PERSON', 'paper']] as const) {
      await database.query(
        `INSERT INTO eligibility_decision (id, association_id, batch_id, line_id, member_id, maintenance_type, outcome, decision_mode, applies_on, rules_evaluated, facts, decided_at, tell_problems, version)
         VALUES (gen_random_uuid(), $1, gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), 'ADD', 'ACCEPTED', $2, '2026-01-01', '[]', $3, '2026-01-05T09:00:00Z', '{}', 1)`,
        [riyadh, mode, JSON.stringify([{ name: 'fact', value: 1, source: 's', asOf: '2026-01-05T09:00:00Z', verifiedBy: 'regulation', ...(documentReason === null ? {} : { documentReason }) }])],
      );
    }
    // In time by the tolerance too; two that were answered before EARLIER or asked for by then.
    await putPreAuthorization(database, at, { state: 'APPROVED', asked_at: '2026-02-01T09:00:00Z', decided_at: '2026-02-01T10:14:59Z' });
    await putPreAuthorization(database, at, { state: 'REJECTED', asked_at: '2026-02-05T20:30:00Z', decided_at: '2026-02-05T21:10:00Z' });
    await putPreAuthorization(database, at, { state: 'APPROVED', asked_at: '2026-02-20T09:00:00Z', decided_at: '2026-02-20T10:16:00Z' });
    await putPreAuthorization(database, at, { state: 'APPROVED', deemed: true, asked_at: '2026-02-25T09:00:00Z', decided_at: '2026-02-25T10:00:00Z' });
    await putPreAuthorization(database, at, { asked_at: '2026-02-28T23:30:00Z' });
    // These have no clock.
    await putPreAuthorization(database, at, { requested: false, state: 'APPROVED' });
    await putPreAuthorization(database, at, { state: 'CANCELLED' });
  }

  async function inspect(owner: string, organisation: string | null, on: string): Promise<void> {
    const before = house.clock;
    house.clock = new Date(`${on}T09:00:00.000Z`);
    const { problems } = await house.tell(REGULATOR, 'openInspectionCase', { owner, organisation, title: 'Late', severity: 'HIGH' }, 'inspection { id }');
    expect(problems).toEqual([]);
    house.clock = before;
  }

  beforeAll(async () => {
    const { database } = house;
    for (const id of [first, second]) await database.query(`INSERT INTO compliance_insurer (id, cr_number) VALUES ($1, '1010')`, [id]);
    await fillRiyadh();
    makkah = await putAssociation(database, 'SA-02');
    const policyId = await putPolicy(database, makkah, second);
    for (let n = 0; n < 3; n += 1) await putCover(database, { lifeId: await putLife(database, makkah), policyId, associationId: makkah, insurerId: second });
    await putPreAuthorization(database, { associationId: makkah, insurerId: second }, { state: 'APPROVED', deemed: true, asked_at: '2026-02-25T09:00:00Z', decided_at: '2026-02-25T10:00:00Z' });
    await inspect('ASSOCIATIONS', riyadh, '2026-02-01');
    await inspect('INSURERS', first, '2026-02-02');
    house.clock = new Date('2026-02-13T09:00:00.000Z');
    await runWatchInspections({ database, now: () => house.clock } as never);
    house.clock = new Date(`${TODAY}T09:00:00.000Z`);
    await inspect('ASSOCIATIONS', riyadh, '2026-02-25');
    await inspect('REGULATION', null, '2026-02-25');
    const held = { level: 1, validFrom: '2025-04-01', state: 'ACCREDITED' as const };
    await seedRegulationSample(database, { accreditations: [
      { kind: 'ASSOCIATION', subjectId: riyadh, ...held, validTo: '2026-03-31' }, { kind: 'ASSOCIATION', subjectId: makkah, ...held, validTo: '2027-03-31' },
      { kind: 'INSURER', subjectId: first, ...held, level: null, validTo: '2026-03-31' }, { kind: 'INSURER', subjectId: second, ...held, level: null, validTo: '2027-03-31' },
    ] }, house.clock);
    await database.query('INSERT INTO compliance_touched (association_id) SELECT id FROM compliance_association');
    await settleStandings(database, 'live', () => false);
  }, 60_000);

  const SCOPES: readonly (readonly [string, () => Record<string, string>, Readonly<Record<string, Values>>])[] = [
    ['the nation', () => ({}), NATION],
    ['a region', () => ({ region: 'SA-01' }), RIYADH], ['another region', () => ({ region: 'SA-02' }), MAKKAH],
    ['a class', () => ({ size: 'SMALL' }), RIYADH], ['another class', () => ({ size: 'MICRO' }), MAKKAH],
    ['an association', () => ({ associationId: riyadh }), RIYADH], ['another association', () => ({ associationId: makkah }), MAKKAH],
    // Of inspection cases, an insurer answers for its own.
    ['an insurer', () => ({ insurerId: first }), { [TODAY]: { ...RIYADH[TODAY], INSPECTIONS_OPEN: '1', INSPECTIONS_LATE: '1' }, [EARLIER]: { ...RIYADH[EARLIER], INSPECTIONS_OPEN: '1' } }],
    ['another insurer', () => ({ insurerId: second }), MAKKAH],
  ];

  it.each(SCOPES.flatMap(([name, scope, days]) => Object.entries(days).map(([day, expected]) => [name, day, scope, expected] as const)))('of %s on %s', async (_name, day, scope, expected) => {
    const { data, codes } = await house.ask(REGULATOR, `query ($scope: ComplianceScopeInput, $day: Date!) { complianceOverview(scope: $scope, asOf: $day) {
      figures { code value on } series(from: $day, every: DAY) { on figures { code value } }
    } }`, { scope: scope(), day });
    expect(codes).toEqual([]);
    expect(figuresOf(data.complianceOverview)).toEqual(expected);
    expect(data.complianceOverview.series.map(({ on, ...point }: { on: string; figures: never[] }) => [on, figuresOf(point)])).toEqual([[day, expected]]);
  });

  it.each([['REGION', ['SA-01', 'SA-02'], 'region'], ['SIZE', ['MICRO', 'SMALL'], 'size'], ['INSURER', () => [first, second], 'insurerId'], ['ASSOCIATION', () => [riyadh, makkah], 'associationId']] as const)(
    'told apart by %s is what each of them is by itself', async (by, keys, narrow) => {
      const { data, codes } = await house.ask(REGULATOR, 'query ($by: ComplianceGroup!) { complianceOverview { rows(by: $by) { edges { node { key figures { code value } } } } } }', { by });
      expect(codes).toEqual([]);
      const rows = new Map<string, Record<string, string | null>>(data.complianceOverview.rows.edges.map(({ node }: { node: { key: string; figures: never[] } }) => [node.key, figuresOf(node)]));
      const expectedKeys = typeof keys === 'function' ? keys() : keys;
      expect([...rows.keys()].sort()).toEqual([...expectedKeys].sort());
      for (const key of expectedKeys) {
        const alone = await house.ask(REGULATOR, 'query ($scope: ComplianceScopeInput) { complianceOverview(scope: $scope) { figures { code value } } }', { scope: { [narrow]: key } });
        // A part of the nation holds no insurer by itself.
        const insurers = by === 'INSURER' ? {} : { INSURERS_ACCREDITED: null, INSURERS_LAPSING: null };
        expect({ key, ...rows.get(key) }).toEqual({ key, ...figuresOf(alone.data.complianceOverview), ...insurers });
      }
    },
  );

  it.each(FIGURE_CODES.filter((code) => !code.startsWith('INSURERS_')))('filters, sorts and turns pages by %s', async (figure) => {
    const page = (order: unknown, more: Record<string, unknown> = {}) => house.ask(REGULATOR, `query ($order: ComplianceFigureOrder, $filter: [ComplianceFigureRange!], $first: Int, $after: String) {
      complianceOverview { rows(by: ASSOCIATION, order: $order, filter: $filter, first: $first, after: $after) { edges { node { key figures { code value } } } pageInfo { hasNextPage endCursor } } }
    }`, { order, ...more });
    const both = await page({ figure, descending: true });
    expect(both.codes).toEqual([]);
    const shown = both.data.complianceOverview.rows.edges.map(({ node }: { node: { figures: never[] } }) => figuresOf(node)[figure]);
    // What has no such figure comes last.
    expect(shown).toEqual([RIYADH[TODAY][figure], MAKKAH[TODAY][figure]].sort((left, right) => Number(right ?? -1) - Number(left ?? -1)));
    const head = await page({ figure, descending: true }, { first: 1 });
    const tail = await page({ figure, descending: true }, { first: 1, after: head.data.complianceOverview.rows.pageInfo.endCursor });
    expect([head, tail].flatMap(({ data }) => data.complianceOverview.rows.edges.map(({ node }: { node: { key: string } }) => node.key))).toEqual(both.data.complianceOverview.rows.edges.map(({ node }: { node: { key: string } }) => node.key));
    const most = shown[0] as string;
    const kept = await page(null, { filter: [{ figure, atLeast: most }] });
    expect(kept.data.complianceOverview.rows.edges.map(({ node }: { node: { figures: never[] } }) => figuresOf(node)[figure])).toEqual(shown.filter((value: string | null) => value !== null && Number(value) >= Number(most)));
  });

  it('opens into the pre-authorisations behind a clock, as references', async () => {
    const list = async (clock: string, scope: Record<string, string> = {}, asOf = TODAY) => {
      const { data, codes } = await house.ask(REGULATOR, `query ($clock: ComplianceClock!, $scope: ComplianceScopeInput, $asOf: Date) { complianceOverview(scope: $scope, asOf: $asOf) { preAuthorizations(clock: $clock) {
        edges { node { preAuthorization { id insurerId } insurer { id } association { id } askedAt answeredAt minutes } }
      } } }`, { clock, scope, asOf });
      expect(codes).toEqual([]);
      return data.complianceOverview.preAuthorizations.edges.map(({ node }: { node: unknown }) => node);
    };
    expect(await list('WAITING')).toMatchObject([{ insurer: { id: first }, preAuthorization: { insurerId: first }, association: { id: riyadh }, askedAt: '2026-02-28T23:30:00.000Z', answeredAt: null, minutes: null }]);
    expect((await list('IN_TIME')).map(({ minutes }: { minutes: number }) => minutes)).toEqual([40, 74]);
    expect(await list('LATE')).toMatchObject([{ minutes: 76 }]);
    expect((await list('DEEMED')).map(({ insurer }: { insurer: { id: string } }) => insurer.id).sort()).toEqual([first, second].sort());
    expect(await list('DEEMED', { insurerId: second })).toMatchObject([{ association: { id: makkah } }]);
    expect(await list('LATE', {}, EARLIER)).toEqual([]);
    // On that day it had not been answered yet.
    expect(await list('WAITING', {}, EARLIER)).toMatchObject([{ askedAt: '2026-02-05T20:30:00.000Z', answeredAt: null }]);
    const council = await house.ask(principalOf('council', 'council'), '{ complianceOverview { preAuthorizations(clock: LATE) { edges { cursor } } } }');
    expect(council.codes).toEqual(['NOT_YOURS']);
  });

  it('turns their pages without losing one', async () => {
    const seen: string[] = [];
    for (let after: string | null = null, more = true; more;) {
      const { data } = await house.ask(REGULATOR, `query ($after: String) { complianceOverview { preAuthorizations(clock: DEEMED, first: 1, after: $after) {
        edges { node { preAuthorization { id } } } pageInfo { hasNextPage endCursor }
      } } }`, { after });
      const { edges, pageInfo } = data.complianceOverview.preAuthorizations as { edges: { node: { preAuthorization: { id: string } } }[]; pageInfo: { hasNextPage: boolean; endCursor: string } };
      seen.push(...edges.map(({ node }) => node.preAuthorization.id));
      after = pageInfo.endCursor;
      more = pageInfo.hasNextPage;
    }
    expect(new Set(seen).size).toBe(2);
    expect((await house.ask(REGULATOR, '{ complianceOverview { preAuthorizations(clock: LATE, after: "bm9wZQ") { edges { cursor } } } }')).codes).toEqual(['INVALID_INPUT']);
  });
});
