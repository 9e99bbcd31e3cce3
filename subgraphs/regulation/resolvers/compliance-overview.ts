import { REGIONS } from '../../../schema/contracts/region.ts';
import { connectionOf, pageRequest } from '../../kit/connection.ts';
import { isId } from '../../kit/identifier.ts';
import { invalidInput } from '../../kit/refusal.ts';
import { riyadhDateOf } from '../../kit/riyadh-date.ts';
import type { ComplianceGroup, ComplianceScope, AssociationSize } from '../domain/compliance/figure.ts';
import { MOST_POINTS, seriesDays } from '../domain/compliance/series-days.ts';
import { readFeedStandings } from '../store/compliance/feed-cursors.ts';
import { readGroups, readSeries, readWhole } from '../store/compliance/read-overview.ts';
import type { FigureValues, GroupRow } from '../store/compliance/read-overview.ts';
import { FIRST_DAY } from '../store/compliance/standing-columns.ts';
import { freshnessOf, shownFigures } from './compliance-figures.ts';
import type { SourceFreshness } from './compliance-figures.ts';
import { complianceBatches, complianceLives, compliancePreAuthorizations } from './compliance-lists.ts';
import { needRegion } from './need-region.ts';
import { needComplianceSight } from './regulation-viewer.ts';
import type { CompliancePointResolvers, ComplianceOverviewResolvers, ComplianceRowResolvers, QueryResolvers } from './types.generated.ts';

/** What is looked at, on which day, and how fresh it is. */
export interface OverviewParent {
  readonly scope: ComplianceScope;
  readonly on: string;
  readonly sources: readonly SourceFreshness[];
}

/** One group of it. */
export interface OverviewRow extends OverviewParent {
  readonly by: ComplianceGroup;
  readonly values: GroupRow;
}

/** One day of it. */
export interface OverviewPoint {
  readonly on: string;
  readonly values: FigureValues;
  readonly sources: readonly SourceFreshness[];
}

/** @throws Refused NOT_YOURS, INVALID_INPUT. */
export const complianceOverview: QueryResolvers['complianceOverview'] = async (_parent, { scope, asOf }, { principal, database, now }) => {
  needComplianceSight(principal);
  const on = asOf ?? riyadhDateOf(now());
  if (on < FIRST_DAY) throw invalidInput('asOf', `nothing is counted before ${FIRST_DAY}`);
  const { region = null, size = null, insurerId = null, associationId = null } = scope ?? {};
  needRegion('scope.region', region);
  for (const [field, id] of [['insurerId', insurerId], ['associationId', associationId]] as const) {
    if (id !== null && !isId(id)) throw invalidInput(`scope.${field}`, 'not an identifier');
  }
  return { scope: { region, size, insurerId, associationId }, on, sources: freshnessOf(await readFeedStandings(database.manager), now()) };
};

export const ComplianceOverview: ComplianceOverviewResolvers = {
  figures: async ({ scope, on, sources }, { of }, { database }) => shownFigures(await readWhole(database.manager, scope, on), of, on, sources),
  rows: async (overview, args, { database }) => {
    const page = pageRequest(args);
    const filter = (args.filter ?? []).map(({ figure, atLeast = null, atMost = null }) => ({ figure, atLeast, atMost }));
    const order = args.order == null ? null : { figure: args.order.figure, descending: args.order.descending ?? true };
    const rows = await readGroups(database.manager, { scope: overview.scope, day: overview.on, by: args.by, filter, order }, page);
    return connectionOf(rows.map((values): OverviewRow => ({ ...overview, by: args.by, values })), page.first, ({ values }) => [values.sortedBy ?? '', values.key]);
  },
  series: async ({ scope, on, sources }, { from, to, every }, { database }) => {
    const last = to ?? on;
    if (from < FIRST_DAY) throw invalidInput('from', `nothing is counted before ${FIRST_DAY}`);
    const days = seriesDays(from, last, every ?? 'MONTH');
    if (days === null) throw invalidInput('every', `a series has at most ${MOST_POINTS} points`);
    const points = await readSeries(database.manager, scope, days);
    return points.map(({ day, ...values }): OverviewPoint => ({ on: day, values, sources }));
  },
  lives: complianceLives,
  batches: complianceBatches,
  preAuthorizations: compliancePreAuthorizations,
  sources: ({ sources }) => [...sources],
};

export const ComplianceRow: ComplianceRowResolvers = {
  key: ({ values }) => values.key,
  regionName: ({ by, values }) => {
    const region = by === 'REGION' ? REGIONS.find(({ code }) => code === values.key) : undefined;
    return region === undefined ? null : { ar: region.ar, en: region.en };
  },
  size: ({ by, values }) => (by === 'SIZE' ? (values.key as AssociationSize) : null),
  insurer: ({ by, values }) => (by === 'INSURER' ? { id: values.key } : null),
  association: ({ by, values }) => (by === 'ASSOCIATION' ? { id: values.key } : null),
  figures: ({ values, on, sources }, { of }) => shownFigures(values, of, on, sources),
};

export const CompliancePoint: CompliancePointResolvers = {
  figures: ({ values, on, sources }, { of }) => shownFigures(values, of, on, sources),
};
