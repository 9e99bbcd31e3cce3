import { Refused } from '../../kit/refusal.ts';
import { riyadhDateOf } from '../../kit/riyadh-date.ts';
import { daysBetween, plusDays } from '../domain/calendar.ts';
import { daySteps } from '../domain/compliance/day-steps.ts';
import { readFindingCounts, readFindingTotals } from '../store/compliance/count-findings.ts';
import { needRegion } from './need-region.ts';
import type { QueryResolvers } from './types.generated.ts';

const APART = { DAY: 1, WEEK: 7, MONTH: 30 } as const;
const MOST_POINTS = 400;

export const findingTotals: QueryResolvers['findingTotals'] = (_parent, scope, { database, now }) => {
  needRegion('region', scope.region);
  return readFindingTotals(database.manager, scope, riyadhDateOf(now()));
};

export const findingCounts: QueryResolvers['findingCounts'] = async (_parent, { from, to, step, rules, ...scope }, { database, now }) => {
  needRegion('region', scope.region);
  const apart = APART[step ?? 'DAY'];
  if (to < from || daysBetween(from, to) / apart >= MOST_POINTS) {
    throw new Refused({ code: 'INVALID_INPUT', values: { field: 'to', reason: `must not be before from, nor more than ${MOST_POINTS} points after it` } });
  }
  const days = daySteps(from, to, apart);
  // The point before the first one takes in all that was before, and is not shown.
  const before = plusDays(days[0] ?? from, -1);
  const series = await readFindingCounts(database.manager, [before, ...days], rules ?? null, scope, riyadhDateOf(now()));
  return [...series].map(([ruleId, points]) => ({ ruleId, points: points.slice(1) }));
};
