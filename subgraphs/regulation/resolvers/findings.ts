import { connectionOf, pageRequest } from '../../kit/connection.ts';
import { Refused } from '../../kit/refusal.ts';
import { riyadhDateOf } from '../../kit/riyadh-date.ts';
import { isFindingCursor, readFindingPage, sortKeyOf } from '../store/compliance/read-findings.ts';
import type { FindingPage, FindingParent } from '../store/compliance/read-findings.ts';
import type { FindingRow } from '../store/compliance/finding-table.ts';
import type { Connection } from '../../kit/connection.ts';
import type { HouseContext } from '../context.ts';
import { findingSightOf } from './finding.ts';
import { needRegion } from './need-region.ts';
import type { FindingFilter, QueryFindingsArgs, QueryResolvers } from './types.generated.ts';

interface Asked {
  readonly filter: FindingFilter;
  readonly page: FindingPage;
}

/** @throws Refused INVALID_INPUT on another list's cursor, or a region that is none. */
function askedOf(args: Partial<QueryFindingsArgs>, now: Date): Asked {
  const sort = args.sort ?? 'NEWEST';
  const page = pageRequest(args);
  if (page.after !== null && !isFindingCursor(page.after, sort)) {
    throw new Refused({ code: 'INVALID_INPUT', values: { field: 'after', reason: 'not a cursor of this list' } });
  }
  needRegion('filter.region', args.filter?.region);
  return { filter: args.filter ?? {}, page: { page, sort, day: riyadhDateOf(now) } };
}

export const findings: QueryResolvers['findings'] = async (_parent, args, { principal, database, now }) => {
  const { filter, page } = askedOf(args, now());
  const rows = await readFindingPage(database.manager, findingSightOf(principal), filter, page);
  return connectionOf(rows, page.page.first, sortKeyOf(page.sort));
};

/** The same list as a field of what the findings concern, for many parents at once. */
export function findingsOf(kind: FindingParent) {
  return async ({ id }: { readonly id: string }, args: Partial<QueryFindingsArgs>, { principal, loaders, now }: HouseContext): Promise<Connection<FindingRow>> => {
    const { filter, page } = askedOf(args, now());
    const rows = await loaders.findingsOf({ kind, sight: findingSightOf(principal), filter, page, parent: id });
    return connectionOf(rows, page.page.first, sortKeyOf(page.sort));
  };
}
