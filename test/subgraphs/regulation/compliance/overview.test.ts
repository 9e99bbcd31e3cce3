import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { createFieldCipher } from '../../../../subgraphs/kit/field-cipher.ts';
import { runPullChanges } from '../../../../subgraphs/regulation/jobs/pull-changes.ts';
import { seedRegulationSample } from '../../../../subgraphs/regulation/store/sample.ts';
import { principalOf } from '../../../kit/principals.ts';
import { openRegulation } from '../regulation-house.ts';
import { FollowedWorld } from './followed-world.ts';

const REGULATOR = principalOf('regulator', 'regulator');
const COUNCIL = principalOf('council', 'council');

const house = await openRegulation();

describe('the overview', () => {
  const world = new FollowedWorld();
  let riyadh: string;
  let makkah: string;
  let insurer: string;
  let uncovered: string;

  const employee = (associationId: string): string => {
    const id = randomUUID();
    world.life({ id, personId: id, associationId, employeeId: id, relationship: 'SELF', birthDate: '1990-05-05', sex: 'FEMALE', maritalStatus: null, works: null, employmentStart: '2025-01-01', coverFrom: '2025-01-01', leftOn: null });
    return id;
  };
  const cover = (memberId: string, policyId: string, effectiveFrom = '2026-01-01'): string => {
    const coverageId = randomUUID();
    world.cover({ coverageId, effectiveFrom, recordedFrom: '2026-01-01T00:00:00.000Z', recordedTo: null, policyId, memberId, effectiveTo: null, annualPremium: '3000.50' });
    return coverageId;
  };
  const pull = (): Promise<void> => runPullChanges({
    database: house.database, graph: world.graph, cipher: createFieldCipher(Buffer.alloc(32, 7)), mode: 'SANDBOX', log: pino({ level: 'silent' }), now: () => house.clock,
  }, {}, Infinity);
  const figures = (row: { figures: { code: string; value: string | null }[] }): Record<string, string | null> =>
    Object.fromEntries(row.figures.map(({ code, value }) => [code, value]));

  beforeAll(async () => {
    riyadh = world.association('SA-01');
    makkah = world.association('SA-02');
    insurer = world.insurer();
    world.insurer();
    const policy = { id: randomUUID(), insurerId: insurer, associationId: riyadh, state: 'ACTIVE', inceptionDate: '2026-01-01', expiryDate: '2026-12-31', endedOn: null, suspended: [] };
    world.policy(policy);
    for (let life = 0; life < 3; life += 1) cover(employee(riyadh), policy.id);
    uncovered = employee(riyadh);
    employee(makkah);
    world.batch({ id: randomUUID(), associationId: riyadh, insurerId: insurer, policyId: policy.id, state: 'SUBMITTED', createdAt: '2026-02-20T09:00:00.000Z', settledAt: null });
    const valid = { level: 1, validFrom: '2025-01-01', validTo: '2026-04-01', state: 'ACCREDITED' as const };
    await seedRegulationSample(house.database, { accreditations: [{ kind: 'ASSOCIATION', subjectId: riyadh, ...valid }, { kind: 'INSURER', subjectId: insurer, ...valid, level: null }] }, house.clock);
    await pull();
  });

  it('counts the nation, and says where each figure is from', async () => {
    const { data, codes } = await house.ask(REGULATOR, `{ complianceOverview { on figures {
      code value unit on asOf recordedAt lagSeconds sources { house feed upToDate }
    } } }`);
    expect(codes).toEqual([]);
    expect(data.complianceOverview.on).toBe('2026-03-01');
    expect(figures(data.complianceOverview)).toMatchObject({
      ASSOCIATIONS: '2', ACCREDITED: '1', ACCREDITATION_LAPSING: '1', INSURERS_ACCREDITED: '1', INSURERS_LAPSING: '1', EMPLOYEES: '5', LIVES: '5',
      MUST_BE_COVERED: '5', COVERED: '3', COVERED_SHARE: '0.600000', IN_GAP: '2', IN_OVERLAP: '0', POLICIES_IN_FORCE: '1', INSURED_LIVES: '3',
      ANNUAL_PREMIUM: '9001.50', BATCHES_WAITING: '1', OLDEST_BATCH_DAYS: '9', DECISIONS: '0', STRAIGHT_THROUGH_SHARE: null, PREMIUM_LATE: '0.00',
    });
    const covered = data.complianceOverview.figures.find(({ code }: { code: string }) => code === 'COVERED');
    expect(covered).toMatchObject({ unit: 'COUNT', on: '2026-03-01', asOf: world.asOf, lagSeconds: 0 });
    expect(covered.sources.map(({ feed }: { feed: string }) => feed)).toEqual(['members', 'policies', 'coverages']);
  });

  it('counts another day as of that day', async () => {
    const { data } = await house.ask(REGULATOR, '{ complianceOverview(asOf: "2025-06-01") { figures(of: [MUST_BE_COVERED, COVERED, BATCHES_WAITING, ACCREDITED]) { code value } } }');
    expect(figures(data.complianceOverview)).toEqual({ MUST_BE_COVERED: '5', COVERED: '0', BATCHES_WAITING: '0', ACCREDITED: '1' });
    expect((await house.ask(REGULATOR, '{ complianceOverview(asOf: "2019-12-31") { on } }')).codes).toEqual(['INVALID_INPUT']);
  });

  it.each([
    ['a region', '{ region: "SA-02" }', { ASSOCIATIONS: '1', MUST_BE_COVERED: '1', COVERED: '0' }],
    ['a size', '{ size: LARGE }', { ASSOCIATIONS: '0', MUST_BE_COVERED: '0', COVERED: '0' }],
    ['an insurer', () => `{ insurerId: "${insurer}" }`, { ASSOCIATIONS: '1', MUST_BE_COVERED: '4', COVERED: '3' }],
    ['an association', () => `{ associationId: "${makkah}" }`, { ASSOCIATIONS: '1', MUST_BE_COVERED: '1', COVERED: '0' }],
  ] as const)('looks at %s', async (_what, scope, expected) => {
    const given = typeof scope === 'string' ? scope : scope();
    const { data, codes } = await house.ask(REGULATOR, `{ complianceOverview(scope: ${given}) { figures(of: [ASSOCIATIONS, MUST_BE_COVERED, COVERED]) { code value } } }`);
    expect(codes).toEqual([]);
    expect(figures(data.complianceOverview)).toEqual(expected);
  });

  it('tells a scope apart, filters, sorts and turns pages by any figure', async () => {
    const rows = `query ($by: ComplianceGroup!, $filter: [ComplianceFigureRange!], $order: ComplianceFigureOrder, $first: Int, $after: String) {
      complianceOverview { rows(by: $by, filter: $filter, order: $order, first: $first, after: $after) {
        edges { cursor node { key size regionName { en } association { id } insurer { id } figures(of: [IN_GAP, COVERED_SHARE]) { code value } } }
        pageInfo { hasNextPage endCursor }
      } }
    }`;
    const keysOf = async (variables: Record<string, unknown>): Promise<string[]> => {
      const { data, codes } = await house.ask(REGULATOR, rows, variables);
      expect(codes).toEqual([]);
      return data.complianceOverview.rows.edges.map(({ node }: { node: { key: string } }) => node.key);
    };
    expect(await keysOf({ by: 'REGION' })).toEqual(['SA-01', 'SA-02']);
    expect(await keysOf({ by: 'SIZE' })).toEqual(['MICRO']);
    expect(await keysOf({ by: 'INSURER', filter: [{ figure: 'POLICIES_IN_FORCE', atLeast: '1' }] })).toEqual([insurer]);
    expect(await keysOf({ by: 'ASSOCIATION', order: { figure: 'COVERED_SHARE', descending: true } })).toEqual([riyadh, makkah]);
    expect(await keysOf({ by: 'ASSOCIATION', order: { figure: 'COVERED_SHARE', descending: false } })).toEqual([makkah, riyadh]);
    expect(await keysOf({ by: 'ASSOCIATION', filter: [{ figure: 'COVERED_SHARE', atMost: '0.5' }] })).toEqual([makkah]);
    for (const figure of ['COVERED_SHARE', 'STRAIGHT_THROUGH_SHARE']) {
      const order = { figure, descending: true };
      const first = (await house.ask(REGULATOR, rows, { by: 'ASSOCIATION', order, first: 1 })).data.complianceOverview.rows;
      expect(first.pageInfo.hasNextPage).toBe(true);
      const second = (await house.ask(REGULATOR, rows, { by: 'ASSOCIATION', order, first: 1, after: first.pageInfo.endCursor })).data.complianceOverview.rows;
      expect(second.pageInfo.hasNextPage).toBe(false);
      expect(new Set([...first.edges, ...second.edges].map(({ node }: { node: { key: string } }) => node.key))).toEqual(new Set([riyadh, makkah]));
    }
    expect((await house.ask(REGULATOR, rows, { by: 'REGION', first: 101 })).codes).toEqual(['INVALID_INPUT']);
  });

  it('shows the way over time', async () => {
    const series = (args: string): string => `{ complianceOverview { series(${args}) { on figures(of: [COVERED]) { value } } } }`;
    const { data, codes } = await house.ask(REGULATOR, series('from: "2025-11-15"'));
    expect(codes).toEqual([]);
    expect(data.complianceOverview.series.map(({ on, figures: [figure] }: { on: string; figures: { value: string }[] }) => [on, figure?.value])).toEqual([
      ['2025-11-30', '0'], ['2025-12-31', '0'], ['2026-01-31', '3'], ['2026-02-28', '3'], ['2026-03-01', '3'],
    ]);
    expect((await house.ask(REGULATOR, series('from: "2025-01-01", every: DAY'))).codes).toEqual(['INVALID_INPUT']);
  });

  it('opens into lives and batches, as references', async () => {
    const { data, codes } = await house.ask(REGULATOR, `{ complianceOverview(scope: { region: "SA-01" }) {
      lives(matter: IN_GAP) { edges { node { member { id } association { id } since until covers { id } } } }
      batches { edges { node { batch { id } association { id } policy { insurerId id } since days } } }
    } }`);
    expect(codes).toEqual([]);
    expect(data.complianceOverview.lives.edges).toEqual([
      { node: { member: { id: uncovered }, association: { id: riyadh }, since: '2025-01-01', until: null, covers: [] } },
    ]);
    expect(data.complianceOverview.batches.edges).toMatchObject([{ node: { association: { id: riyadh }, policy: { insurerId: insurer }, since: '2026-02-20', days: 9 } }]);
  });

  it('turns the pages of lives, from one association to the next', async () => {
    const seen: string[] = [];
    for (let after: string | null = null, more = true; more;) {
      const { data } = await house.ask(REGULATOR, `query ($after: String) { complianceOverview { lives(matter: IN_GAP, first: 1, after: $after) {
        edges { node { member { id } } } pageInfo { hasNextPage endCursor }
      } } }`, { after });
      const { edges, pageInfo } = data.complianceOverview.lives as { edges: { node: { member: { id: string } } }[]; pageInfo: { hasNextPage: boolean; endCursor: string } };
      seen.push(...edges.map(({ node }) => node.member.id));
      after = pageInfo.endCursor;
      more = pageInfo.hasNextPage;
    }
    expect(seen).toHaveLength(2);
    expect(new Set(seen).size).toBe(2);
  });

  it('is for the regulator and, without the lists, for the council', async () => {
    const query = '{ complianceOverview { figures(of: [LIVES]) { value } } }';
    expect((await house.ask(COUNCIL, query)).codes).toEqual([]);
    expect((await house.ask(COUNCIL, '{ complianceOverview { lives(matter: IN_GAP) { edges { cursor } } } }')).codes).toEqual(['NOT_YOURS']);
    for (const role of ['association_officer', 'insurer_officer', 'partner', 'member'] as const) {
      expect((await house.ask(principalOf(role, riyadh), query)).codes).toEqual(['NOT_YOURS']);
    }
  });
});
