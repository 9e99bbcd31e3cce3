import { isObject } from './release.ts';
import type { Json, JsonObject } from './release.ts';

/**
 * Lists the standard and its bids and lots extensions replace as a whole: their objects are not known by an identifier of
 * their own.
 */
const WHOLE_LISTS: readonly string[] = ['additionalIdentifiers', 'additionalClassifications', 'identifiers', 'changes'];

/** Whether a list is merged object by object. A list with anything else in it is one value. */
export function mergesById(field: string, list: readonly Json[]): list is readonly JsonObject[] {
  return !WHOLE_LISTS.includes(field) && list.every(isObject);
}
