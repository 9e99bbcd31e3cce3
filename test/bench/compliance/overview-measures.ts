import { Pool } from 'pg';
import type { ComplianceGroup, ComplianceScope, FigureCode } from '../../../subgraphs/regulation/domain/compliance/figure.ts';
import { groupsStatement } from '../../../subgraphs/regulation/store/compliance/read-overview.ts';
import type { GroupRow } from '../../../subgraphs/regulation/store/compliance/read-overview.ts';
import type { Player } from '../../../gateway/demo/player.ts';
import { atMost, median, quantile, reported } from '../measure.ts';
import type { Measure } from '../measure.ts';

const ROUNDS = 150;
const WARM_UP = 15;
const FIRST = 20;

/** What a regulator looks for on a page: where it is looked, told apart by what, and sorted by which figure. */
interface Look {
  readonly scope: Partial<ComplianceScope>;
  readonly by: ComplianceGroup;
  readonly filter: readonly { readonly figure: FigureCode; readonly atLeast: string }[];
  readonly figure: FigureCode;
  readonly descending: boolean;
}

const ALL: ComplianceScope = { region: null, size: null, insurerId: null, associationId: null };
const SHOWN: readonly FigureCode[] = ['LIVES', 'MUST_BE_COVERED', 'COVERED', 'COVERED_SHARE', 'IN_GAP', 'IN_OVERLAP', 'ANNUAL_PREMIUM', 'PREMIUM_LATE'];
const ROWS = `query Rows($scope: ComplianceScopeInput, $day: Date!, $by: ComplianceGroup!, $filter: [ComplianceFigureRange!], $order: ComplianceFigureOrder, $after: String) {
  complianceOverview(scope: $scope, asOf: $day) { rows(by: $by, filter: $filter, order: $order, first: ${FIRST}, after: $after) {
    edges { node { key figures(of: [${SHOWN.join(', ')}]) { code value asOf } } } pageInfo { hasNextPage endCursor } } } }`;

interface Rows {
  readonly complianceOverview: { readonly rows: {
    readonly edges: { readonly node: { readonly key: string; readonly figures: { readonly code: FigureCode; readonly value: string | null }[] } }[];
    readonly pageInfo: { readonly endCursor: string | null };
  } };
}

const looks = (insurerId: string): readonly Look[] => [
  { scope: {}, by: 'ASSOCIATION', filter: [{ figure: 'LIVES', atLeast: '20' }], figure: 'IN_GAP', descending: true },
  { scope: { region: 'SA-01' }, by: 'ASSOCIATION', filter: [{ figure: 'COVERED_SHARE', atLeast: '0.5' }], figure: 'ANNUAL_PREMIUM', descending: true },
  { scope: { size: 'SMALL' }, by: 'ASSOCIATION', filter: [{ figure: 'COVERED', atLeast: '1' }], figure: 'COVERED_SHARE', descending: false },
  { scope: { insurerId }, by: 'ASSOCIATION', filter: [{ figure: 'INSURED_LIVES', atLeast: '1' }], figure: 'INSURED_LIVES', descending: true },
  { scope: {}, by: 'REGION', filter: [{ figure: 'ASSOCIATIONS', atLeast: '1' }], figure: 'LIVES', descending: true },
];

/**
 * The overview filtered, sorted and paged (the second page, with its cursor), over HTTP through the gateway, in turn with
 * the statements it makes the house send, sent by hand over a connection of their own. Their rows must be the same.
 */
export async function overviewMeasures(regulator: Player, databaseUrl: string, insurerId: string, day: string, statementsOf: <T>(work: () => Promise<T>) => Promise<string[]>): Promise<Measure[]> {
  const pool = new Pool({ connectionString: databaseUrl, max: 1, options: '-c timezone=UTC -c jit=off' });
  try {
    const pages: Awaited<ReturnType<typeof prepare>>[] = [];
    for (const look of looks(insurerId)) pages.push(await prepare(regulator, pool, look, day, statementsOf));
    const graphMs: number[] = [];
    const sqlMs: number[] = [];
    for (let round = -WARM_UP; round < ROUNDS; round += 1) {
      const page = pages[Math.abs(round) % pages.length] as (typeof pages)[number];
      const [byGraph, bySql] = round % 2 === 0 ? [await timed(page.graph), await timed(page.sql)] : await timed(page.sql).then(async (ms) => [await timed(page.graph), ms] as const);
      if (round < 0) continue;
      graphMs.push(byGraph);
      sqlMs.push(bySql);
    }
    const [ofGraph, ofSql] = [quantile(graphMs, 0.95), quantile(sqlMs, 0.95)];
    return [
      reported('overview through the gateway, p50', quantile(graphMs, 0.5), 'ms'),
      reported('the same SQL by pg, p50', quantile(sqlMs, 0.5), 'ms'),
      reported('overview through the gateway, p95', ofGraph, 'ms'),
      reported('the same SQL by pg, p95', ofSql, 'ms'),
      reported('gateway against SQL, median of rounds', median(graphMs.map((ms, round) => ms / (sqlMs[round] as number))), 'times'),
      atMost('overview: p95 through the gateway against p95 of the same SQL', ofGraph / ofSql, 'times', 1.5),
    ];
  } finally {
    await pool.end();
  }
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

/** One page both ways. @throws Error when the house sends another statement than the one that is sent by hand, or the rows differ. */
async function prepare(regulator: Player, pool: Pool, look: Look, day: string, statementsOf: <T>(work: () => Promise<T>) => Promise<string[]>): Promise<{ graph: () => Promise<Rows>; sql: () => Promise<GroupRow[]> }> {
  const { by, filter, figure, descending } = look;
  const variables = { scope: look.scope, day, by, filter, order: { figure, descending } };
  const ask = (after: string | null): Promise<Rows> => regulator.ask<Rows>(ROWS, { ...variables, after });
  const before = (await ask(null)).complianceOverview.rows;
  const last = before.edges.at(-1)?.node;
  if (last === undefined) throw new Error(`The overview has no row: ${JSON.stringify(look)}`);
  const isPaged = before.edges.length === FIRST;
  const asked = { scope: { ...ALL, ...look.scope }, day, by, filter: filter.map((range) => ({ ...range, atMost: null })), order: { figure, descending } };
  const cursor = isPaged ? await sortedBefore(pool, asked) : null;
  const after = isPaged ? before.pageInfo.endCursor : null;
  const statement = groupsStatement(asked, { first: FIRST, after: cursor });

  const heard = await statementsOf(() => ask(after));
  if (!heard.includes(statement.sql)) throw new Error(`The house sends another statement than the one measured by hand:\n${heard.join('\n')}`);
  // How fresh its sources are. Anything else is of jobs that happen to run.
  const others = heard.filter((sql) => sql.startsWith('SELECT feed') && !sql.includes('$'));
  const sql = async (): Promise<GroupRow[]> => {
    for (const other of others) await pool.query(other);
    return (await pool.query<GroupRow>(statement.sql, statement.values)).rows;
  };
  const graph = (): Promise<Rows> => ask(after);
  const byGraph = (await graph()).complianceOverview.rows.edges.map(({ node }) => [node.key, ...node.figures.map(({ value }) => Number(value))]);
  const bySql = (await sql()).slice(0, FIRST).map((row) => [row.key, ...SHOWN.map((code) => Number(row[code]))]);
  if (JSON.stringify(byGraph) !== JSON.stringify(bySql)) throw new Error(`The graph answers other rows than the SQL:\n${JSON.stringify(byGraph)}\n${JSON.stringify(bySql)}`);
  return { graph, sql };
}

/** Where the first page ends, as its cursor says it. */
async function sortedBefore(pool: Pool, asked: Parameters<typeof groupsStatement>[0]): Promise<readonly string[]> {
  const { sql, values } = groupsStatement(asked, { first: FIRST, after: null });
  const row = (await pool.query<GroupRow>(sql, values)).rows[FIRST - 1];
  if (row === undefined) throw new Error('The first page by hand is shorter than the graph\'s.');
  return [row.sortedBy ?? '', row.key];
}
