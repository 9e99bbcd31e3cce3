import type { Principal } from '../../../../schema/contracts/identity.ts';
import { coverSight } from '../policy-sight.ts';
import type { RowSight } from '../policy-sight.ts';

/** What is owed is between association and insurer; the regulator and the houses read it. */
export function billingSight(principal: Principal): RowSight {
  return { ...coverSight(principal), memberId: null };
}
