import type { EntityManager } from 'typeorm';
import type { PageRequest } from '../../../kit/connection.ts';
import { FIGURE_CODES } from '../../domain/compliance/figure.ts';
import type { ComplianceGroup, ComplianceScope, FigureCode } from '../../domain/compliance/figure.ts';
import { FIGURE_SQL, Parameters, groupsOn, wholeOn } from './overview-sql.ts';

/** Values by figure, as exact decimals; null where there is none, such as the share of nothing. */
export type FigureValues = Readonly<Record<FigureCode, string | null>>;

export interface FigureRange {
  readonly figure: FigureCode;
  readonly atLeast: string | null;
  readonly atMost: string | null;
}

export interface FigureOrder {
  readonly figure: FigureCode;
  readonly descending: boolean;
}

/** One group of a scope. */
export interface GroupRow extends FigureValues {
  readonly key: string;
  /** What the page is sorted by; null for what has no such figure, which comes last. */
  readonly sortedBy: string | null;
}

const FIGURES = FIGURE_CODES.map((code) => `(${FIGURE_SQL[code]})::text AS "${code}"`).join(', ');

export async function readWhole(manager: EntityManager, scope: ComplianceScope, day: string): Promise<FigureValues> {
  const { sql, values } = wholeStatement(scope, day);
  const rows = await manager.query<FigureValues[]>(sql, values);
  return rows[0] as FigureValues;
}

/** A statement as it is sent, for whoever measures it. */
export interface Statement {
  readonly sql: string;
  readonly values: unknown[];
}

export function wholeStatement(scope: ComplianceScope, day: string): Statement {
  const parameters = new Parameters();
  const sql = `SELECT ${FIGURES} FROM (${wholeOn(parameters.add(day, 'date'), scope, parameters)}) g`;
  return { sql, values: parameters.values };
}

export interface GroupsAsked {
  readonly scope: ComplianceScope;
  readonly day: string;
  readonly by: ComplianceGroup;
  /** All must hold. */
  readonly filter: readonly FigureRange[];
  /** Null to sort by key. */
  readonly order: FigureOrder | null;
}

/** A page of groups; one more than asked for when more follow. */
export function readGroups(manager: EntityManager, asked: GroupsAsked, page: PageRequest): Promise<GroupRow[]> {
  const { sql, values } = groupsStatement(asked, page);
  return manager.query(sql, values);
}

export function groupsStatement({ scope, day, by, filter, order }: GroupsAsked, { first, after }: PageRequest): Statement {
  const parameters = new Parameters();
  const groups = groupsOn(parameters.add(day, 'date'), scope, by, parameters);
  const within = filter.flatMap(({ figure, atLeast, atMost }) => [
    ...(atLeast === null ? [] : [`(${FIGURE_SQL[figure]}) >= ${parameters.add(atLeast, 'numeric')}`]),
    ...(atMost === null ? [] : [`(${FIGURE_SQL[figure]}) <= ${parameters.add(atMost, 'numeric')}`]),
  ]);
  const sort = order === null ? 'NULL::numeric' : `(${FIGURE_SQL[order.figure]})::numeric`;
  const way = order?.descending === true ? 'DESC' : 'ASC';
  if (after !== null) {
    const [value = '', key = ''] = after;
    const keyed = parameters.add(key, 'text');
    if (value === '') within.push(`(${sort}) IS NULL AND key > ${keyed}`);
    else {
      const sorted = parameters.add(value, 'numeric');
      within.push(`((${sort}) IS NULL OR (${sort}) ${way === 'DESC' ? '<' : '>'} ${sorted} OR ((${sort}) = ${sorted} AND key > ${keyed}))`);
    }
  }
  const sql = `SELECT key, (${sort})::text AS "sortedBy", ${FIGURES} FROM (${groups}) g ${within.length === 0 ? '' : `WHERE ${within.join(' AND ')}`}
    ORDER BY (${sort}) ${way} NULLS LAST, key LIMIT ${parameters.add(first + 1, 'int')}`;
  return { sql, values: parameters.values };
}

/** The same scope on many days. */
export async function readSeries(manager: EntityManager, scope: ComplianceScope, days: readonly string[]): Promise<(FigureValues & { readonly day: string })[]> {
  const { sql, values } = seriesStatement(scope, days);
  return manager.query(sql, values);
}

export function seriesStatement(scope: ComplianceScope, days: readonly string[]): Statement {
  const parameters = new Parameters();
  const all = parameters.add(days, 'date[]');
  const sql = `SELECT d.day::text AS day, g.* FROM unnest(${all}) AS d(day) CROSS JOIN LATERAL (
      SELECT ${FIGURES} FROM (${wholeOn('d.day', scope, parameters)}) w
    ) g ORDER BY d.day`;
  return { sql, values: parameters.values };
}
