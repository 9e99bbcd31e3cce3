import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ComplianceScope } from '../../../../subgraphs/regulation/domain/compliance/figure.ts';
import { clocksStatement, looksForClocks } from '../../../../subgraphs/regulation/store/compliance/read-clocks.ts';
import { findingCountsStatement, findingTotalsStatement } from '../../../../subgraphs/regulation/store/compliance/count-findings.ts';
import { findingPageStatement } from '../../../../subgraphs/regulation/store/compliance/read-findings.ts';
import { looksForLives, livesStatement } from '../../../../subgraphs/regulation/store/compliance/read-lives.ts';
import { groupsStatement, seriesStatement, wholeStatement } from '../../../../subgraphs/regulation/store/compliance/read-overview.ts';
import type { Statement } from '../../../../subgraphs/regulation/store/compliance/read-overview.ts';
import { waitingBatchesStatement } from '../../../../subgraphs/regulation/store/compliance/read-waiting-batches.ts';
import { fillLargeModel } from './large-model.ts';
import { openModelHouse } from './model-house.ts';
import type { ModelHouse } from './model-house.ts';

const DAY = '2026-03-01';
const PAGE = { first: 20, after: null };
const ALL: ComplianceScope = { region: null, size: null, insurerId: null, associationId: null };
const A = '00000000-0000-4000-8000-000000000001';
const SCOPES: readonly ComplianceScope[] = [ALL, { ...ALL, region: 'SA-01' }, { ...ALL, size: 'SMALL' }, { ...ALL, insurerId: A }, { ...ALL, associationId: A }];

/** Tables with a row a life, a cover, a batch or a day: read whole, they would take as long as the nation is large. */
const LARGE = /^compliance_(life|cover|standing|insurer_standing|batch|invoice|pre_authorization)$|^finding(_period|_tally|_tally_day)?$/;

interface Plan { readonly 'Node Type': string; readonly 'Relation Name'?: string; readonly Plans?: readonly Plan[] }

const ofPlan = (plan: Plan): Plan[] => [plan, ...(plan.Plans ?? []).flatMap(ofPlan)];

describe('the statements of the overview', () => {
  let house: ModelHouse;

  /** What reads a large table from end to end, and what reads it by an index. */
  const reads = async ({ sql, values }: Statement): Promise<{ whole: string[]; byIndex: number }> => {
    const rows = await house.database.query<{ 'QUERY PLAN': { Plan: Plan }[] }[]>(`EXPLAIN (FORMAT JSON) ${sql}`, values);
    const nodes = rows.flatMap((row) => row['QUERY PLAN'].flatMap(({ Plan: plan }) => ofPlan(plan)));
    return {
      whole: nodes.filter((node) => node['Node Type'] === 'Seq Scan' && LARGE.test(node['Relation Name'] ?? '')).map((node) => node['Relation Name'] ?? ''),
      byIndex: nodes.filter((node) => node['Node Type'].includes('Index')).length,
    };
  };

  beforeAll(async () => {
    house = await openModelHouse();
    await fillLargeModel(house.database);
  }, 400_000);

  afterAll(() => house.close());

  it.each([
    ['the whole', (scope: ComplianceScope) => wholeStatement(scope, DAY)],
    ...(['REGION', 'SIZE', 'INSURER', 'ASSOCIATION'] as const).map((by) => [`${by}, sorted`, (scope: ComplianceScope) =>
      groupsStatement({ scope, day: DAY, by, filter: [{ figure: 'LIVES', atLeast: '10', atMost: null }], order: { figure: 'COVERED_SHARE', descending: true } }, PAGE)] as const),
    ['a later page', (scope: ComplianceScope) => groupsStatement({ scope, day: DAY, by: 'ASSOCIATION', filter: [], order: { figure: 'IN_GAP', descending: false } }, { first: 20, after: ['3', A] })],
    ['the series', (scope: ComplianceScope) => seriesStatement(scope, ['2025-01-31', '2025-02-28', DAY])],
    ['where lives are', (scope: ComplianceScope) => looksForLives(scope, DAY, 'IN_GAP', 20, null)],
    ['the lives', () => livesStatement('IN_GAP', [A], DAY, PAGE)],
    ['the lives in two covers', () => livesStatement('IN_OVERLAP', [A], DAY, PAGE)],
    ['where clocks are', (scope: ComplianceScope) => looksForClocks(scope, DAY, 'LATE')],
    ['the clocks', (scope: ComplianceScope) => clocksStatement(scope, DAY, 'LATE', [A], PAGE)],
    ['the batches', (scope: ComplianceScope) => waitingBatchesStatement(scope, DAY, PAGE)],
  ] as const)('read by an index: %s', async (_what, statement) => {
    for (const scope of SCOPES) {
      const { whole, byIndex } = await reads(statement(scope));
      expect({ scope, whole }).toEqual({ scope, whole: [] });
      expect(byIndex).toBeGreaterThan(0);
    }
  });

  it.each([
    ['a region', { region: 'SA-01' }], ['a size', { size: 'SMALL' as const }], ['both', { region: 'SA-02', size: 'MICRO' as const }], ['an association', { associationId: A }], ['an insurer', { insurerId: A }],
  ])('read findings by an index: %s', async (_what, scope) => {
    for (const statement of [
      ...(['NEWEST', 'OLDEST', 'WORST'] as const).flatMap((sort) => [{}, { states: ['OPEN' as const] }, { rules: ['E01'] }].map((more) =>
        findingPageStatement({ of: 'ALL' }, { ...scope, ...more }, { page: PAGE, sort, day: DAY }))),
      findingTotalsStatement(scope, DAY), findingCountsStatement(['2026-02-28', DAY], null, scope, DAY),
    ]) {
      const { whole, byIndex } = await reads(statement);
      expect({ sql: statement.sql, whole }).toEqual({ sql: statement.sql, whole: [] });
      expect(byIndex).toBeGreaterThan(0);
    }
  });

  it('would be found out', async () => {
    expect((await reads({ sql: 'SELECT count(*) FROM compliance_life WHERE birth_date > $1::date', values: [DAY] })).whole).toEqual(['compliance_life']);
  });
});
