import { bidsOf } from './bids.ts';
import { arrayAt, textAt } from './release.ts';
import type { Release } from './release.ts';

/** What a decided contracting process shows: its active awards, and all its bids. */
export interface Decided {
  readonly awards: readonly unknown[];
  readonly bids: readonly unknown[];
}

/** Awards that decide nothing any more. */
const CLOSED = ['cancelled', 'unsuccessful'];

/**
 * Null while any award can still become another, or while awards or bids are not told: what is computed before would
 * change with the next release. An award without a status says nothing and is passed over.
 */
export function decided(release: Release): Decided | null {
  const awards = arrayAt(release, 'awards');
  const bids = bidsOf(release);
  if (awards === null || bids === null) return null;
  const active: unknown[] = [];
  for (const award of awards) {
    const status = textAt(award, 'status');
    if (status === 'active') active.push(award);
    else if (status !== null && !CLOSED.includes(status)) return null;
  }
  return { awards: active, bids };
}
