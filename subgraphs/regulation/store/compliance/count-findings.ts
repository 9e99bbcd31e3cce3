import type { EntityManager } from 'typeorm';
import { SEVERITIES } from '../../domain/compliance/severity.ts';
import type { Severity } from '../../domain/compliance/severity.ts';
import { Where, concern } from './finding-filter.ts';
import type { FindingScope } from './finding-filter.ts';
import type { Statement } from './read-overview.ts';

export interface FindingTotal {
  readonly ruleId: string;
  readonly severity: Severity;
  readonly open: number;
  readonly answered: number;
}

/** What stands now, by rule and severity, as it is kept; `day` is today. */
export async function readFindingTotals(manager: EntityManager, scope: FindingScope, day: string): Promise<FindingTotal[]> {
  const { sql, values } = findingTotalsStatement(scope, day);
  const rows = await manager.query<(Omit<FindingTotal, 'severity'> & { severity: number })[]>(sql, values);
  return rows.map((row) => ({ ...row, severity: SEVERITIES[row.severity] ?? 'LOW' }));
}

export function findingTotalsStatement(scope: FindingScope, day: string): Statement {
  const where = tallied(new Where(), scope, day);
  const sql = `SELECT rule AS "ruleId", severity, sum(open)::integer AS open, sum(answered)::integer AS answered
    FROM finding_tally WHERE ${where.text()} GROUP BY rule, severity HAVING sum(open) + sum(answered) > 0 ORDER BY rule, severity DESC`;
  return { sql, values: where.parameters };
}

/** Where a scope is counted: an empty identifier stands for all; a region or a size is the sum of its associations. */
function tallied(where: Where, { region, size, associationId, insurerId }: FindingScope, day: string): Where {
  const whole = region == null && size == null ? '' : null;
  return concern(where, { region: region ?? null, size: size ?? null, associationId: associationId ?? whole, insurerId: insurerId ?? '' }, day);
}

/** What a rule had at the end of a day in Riyadh, and what happened since the day before it in the list. */
export interface CountPoint {
  readonly on: string;
  readonly standing: number;
  readonly opened: number;
  readonly closed: number;
}

/** `days` are ascending. Every rule that ever had a finding in scope has a point a day; by `today` associations have their size. */
export async function readFindingCounts(
  manager: EntityManager, days: readonly string[], rules: readonly string[] | null, scope: FindingScope, today: string,
): Promise<Map<string, CountPoint[]>> {
  const { sql, values } = findingCountsStatement(days, rules, scope, today);
  const rows = await manager.query<(CountPoint & { rule: string })[]>(sql, values);
  const series = new Map<string, CountPoint[]>();
  for (const { rule, ...point } of rows) series.set(rule, [...(series.get(rule) ?? []), point]);
  return series;
}

export function findingCountsStatement(days: readonly string[], rules: readonly string[] | null, scope: FindingScope, today: string): Statement {
  const where = new Where();
  const all = where.add(days, 'date[]');
  if (rules !== null) where.and('rule = ANY(?)', rules);
  tallied(where, scope, today);
  const sql = `WITH step AS (
      SELECT day, ordinality FROM unnest(${all}) WITH ORDINALITY AS d (day, ordinality)
    ), slot AS (
      SELECT rule, width_bucket(day, ARRAY(SELECT day + 1 FROM step ORDER BY ordinality)) + 1 AS ordinality, sum(opened) AS opened, sum(closed) AS closed
      FROM finding_tally_day WHERE ${where.text()} GROUP BY rule, 2
    ), grid AS (
      SELECT known.rule, step.day, step.ordinality, coalesce(slot.opened, 0) AS opened, coalesce(slot.closed, 0) AS closed
      FROM (SELECT rule FROM slot GROUP BY rule HAVING sum(opened) > 0) known CROSS JOIN step LEFT JOIN slot ON slot.rule = known.rule AND slot.ordinality = step.ordinality
    )
    SELECT rule, day::text AS "on", opened::integer, closed::integer,
      (sum(opened - closed) OVER (PARTITION BY rule ORDER BY ordinality))::integer AS standing
    FROM grid ORDER BY rule, ordinality`;
  return { sql, values: where.parameters };
}
