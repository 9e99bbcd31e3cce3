import { pageRequest } from '../../kit/connection.ts';
import type { PageRequest } from '../../kit/connection.ts';
import { isId } from '../../kit/identifier.ts';
import { Refused } from '../../kit/refusal.ts';

/** A page of a list that is sorted by identifier. @throws Refused INVALID_INPUT on another list's cursor. */
export function pageById(args: { first?: number | null; after?: string | null }): PageRequest {
  const page = pageRequest(args);
  if (page.after !== null && !(page.after.length === 1 && isId(page.after[0] ?? ''))) {
    throw new Refused({ code: 'INVALID_INPUT', values: { field: 'after', reason: 'not a cursor of this list' } });
  }
  return page;
}
